import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run';
import { createLocalHeroku, type LocalHerokuOptions } from '../../src/local';
import { checkEndpoint } from '../support/check-endpoint-fixture';
import { casesOf, checksOf } from '../support/check-fixture';
import { type Fixture, loadFixture } from '../support/fixtures';
import { versionsOf } from '../support/versions-of';
import { createFakeTerminal } from './fake-terminal';

const root = mkdtempSync(join(tmpdir(), 'transcripts-'));
afterAll(() => rmSync(root, { recursive: true }));

const KEY = 'inf-01234567-89ab-4cde-8f01-23456789abcd';

/** Every fact is probed: folders of transcripts. */
async function probe(name: string, options: LocalHerokuOptions): Promise<string> {
  const local = createLocalHeroku({ key: KEY, ...options });
  vi.stubEnv('INFERENCE_URL', 'https://us.inference.heroku.com');
  vi.stubEnv('INFERENCE_KEY', KEY);
  vi.stubEnv('INFERENCE_MODEL_ID', 'claude-4-5-sonnet');
  const { terminal } = createFakeTerminal({
    fetch: (input, init) => local.fetch(input as URL, init),
  });
  const folder = join(root, name);
  expect(await run(['doctor', '--probe', '--yes', '--json', '--out', folder], terminal)).toBe(0);
  return folder;
}

/** Requests that no call of the package makes. */
const NO_FIXTURES = ['embedding-count-1', 'lone-surrogate-1'];
/** Agents have no form of fixture yet, and no call of the package asks for the others. */
const PATHS_WITHOUT_FIXTURES = /^\/v1\/(agents|mcp|models)\b/;

const WORLDS: [string, LocalHerokuOptions][] = [
  ['the default', {}],
  ['regular, and refusals with HTTP 200', { toolFrames: 'regular', errorStatus: '200' }],
  [
    'spaced, shown and reversed',
    {
      framing: 'spaced',
      reasoningShape: 'reasoning_content',
      embeddingOrder: 'reversed',
      errorShape: 'object',
    },
  ],
];

test.each(WORLDS)(
  'transcripts are fixtures, whose expectations hold: %s',
  async (name, options) => {
    const folder = await probe(name, options);
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const isFixture = (each: string) => existsSync(join(folder, each, 'result.json'));
    const [fixtures, others] = [true, false].map((wanted) =>
      folders.map((entry) => entry.name).filter((each) => isFixture(each) === wanted),
    );
    const pathOf = (each: string) =>
      JSON.parse(readFileSync(join(folder, each, 'request.json'), 'utf8')).path;
    const unexpected = others?.filter((each) => !PATHS_WITHOUT_FIXTURES.test(pathOf(each)));
    expect(unexpected?.sort()).toEqual(NO_FIXTURES);
    expect(fixtures?.length).toBeGreaterThan(60);
    const loaded = fixtures?.map((each) => loadFixture(join(folder, each), each)) ?? [];
    const ofEndpoints = loaded.filter((fixture) => 'endpoint' in fixture);
    const ofChats = loaded.filter((fixture) => !('endpoint' in fixture)) as Fixture[];
    for (const { fixture, version } of versionsOf(ofEndpoints)) {
      await checkEndpoint(fixture, version);
    }
    for (const fixture of casesOf(ofChats)) {
      for (const [title, check] of checksOf(fixture)) {
        await check().catch((error) => {
          throw new Error(`${fixture.name}, ${title}: ${error.message}`, { cause: error });
        });
      }
    }
  },
);
