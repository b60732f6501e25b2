import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { createRedactor } from '../../src/cli/probes/redactor';
import { run } from '../../src/cli/run';
import { createLocalHeroku, type LocalHerokuOptions } from '../../src/local';
import { createFakeTerminal } from './fake-terminal';

const KEY = 'inf-01234567-89ab-4cde-8f01-23456789abcd';
const RIGHT = {
  INFERENCE_URL: 'https://us.inference.heroku.com',
  INFERENCE_KEY: KEY,
  INFERENCE_MODEL_ID: 'claude-4-5-sonnet',
};

beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/^(INFERENCE|HEROKU)_/.test(name)) vi.stubEnv(name, undefined);
});

async function command(
  args: string[],
  variables: Record<string, string | undefined> = RIGHT,
  options: LocalHerokuOptions = {},
) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const local = createLocalHeroku({ key: KEY, ...options });
  const fake = createFakeTerminal({ fetch: (input, init) => local.fetch(input as URL, init) });
  const code = await run(args, fake.terminal);
  expect(fake.output() + fake.notes()).not.toContain(KEY.slice(4));
  return { code, output: fake.output(), notes: fake.notes(), requests: local.requests };
}

test('a set-up that is right', async () => {
  const { code, output } = await command(['doctor']);
  expect(output).toContain('All is well.');
  expect(code).toBe(0);
});

test('the standard plan, without a model id: a note, and a model of the list is called', async () => {
  const { code, output } = await command(['doctor'], { ...RIGHT, INFERENCE_MODEL_ID: undefined });
  expect(output).toContain("heroku('claude-4-5-sonnet')");
  expect(code).toBe(0);
});

test.each([
  ['no key', { INFERENCE_KEY: undefined }, 'heroku config:get INFERENCE_KEY -a <app>'],
  ['Bearer', { INFERENCE_KEY: `Bearer ${KEY}` }, 'Remove that word'],
  ['no scheme', { INFERENCE_URL: 'us.inference.heroku.com' }, 'https://us.inference.heroku.com'],
  ['no URL', { INFERENCE_URL: undefined }, 'heroku config:get INFERENCE_URL -a <app>'],
  ['quotes', { INFERENCE_KEY: `"${KEY}"` }, 'quotation marks'],
  ['the wrong key', { INFERENCE_KEY: 'inf-wrong' }, 'The key is not let in'],
  [
    'a misspelt model',
    { INFERENCE_MODEL_ID: 'claude-4-5-sonet' },
    'Did you mean claude-4-5-sonnet',
  ],
  ['a blank model id', { INFERENCE_MODEL_ID: '' }, 'Pass an id'],
])('%s: exit code 1 and the remedy', async (_, wrong, remedy) => {
  const { code, output } = await command(['doctor'], { ...RIGHT, ...wrong });
  expect(output).toContain(remedy);
  expect(output).not.toMatch(/models:create|addons:create/);
  expect(code).toBe(1);
});

test('an attachment in lower case', async () => {
  const { code, output } = await command(['doctor', '--attachment', 'inference']);
  expect(output).toContain("attachment: 'INFERENCE'");
  expect(code).toBe(1);
});

const factsOf = (output: string) => {
  const { ok, checks, facts } = JSON.parse(output);
  expect(checks.length).toBeGreaterThan(6);
  expect(ok).toBe(true);
  return Object.fromEntries(
    facts.map((fact: { id: string; verdict: string }) => [fact.id, fact.verdict]),
  );
};

test('--probe --json prints facts, and another personality other verdicts', async () => {
  const args = ['doctor', '--probe', '--json', '--yes'];
  const odd = factsOf(
    (await command(args, RIGHT, { toolFrames: 'odd', streamOptions: false })).output,
  );
  const other = await command(args, RIGHT, { toolFrames: 'regular', streamOptions: true });
  const regular = factsOf(other.output);
  expect(Object.keys(odd).length).toBeGreaterThanOrEqual(20);
  expect([odd['tool-frames'], odd['stream-options']]).toEqual(['refuted', 'refuted']);
  expect([regular['tool-frames'], regular['stream-options']]).toEqual(['confirmed', 'confirmed']);
});

test('without a terminal probes need --yes, and nothing is asked of the server', async () => {
  const { code, requests } = await command(['doctor', '--probe']);
  expect(code).toBe(2);
  expect(requests).toEqual([]);
});

test('--out writes a report and transcripts without keys, ids and account data', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'probes-'));
  const words = `key ${KEY} of me@example.com, arn:aws:bedrock:us-east-1:123456789012:x, tooluse_Ab1234567890, shop.herokuapp.com`;
  await command(
    ['doctor', '--probe', '--yes', '--only', 'usage-unasked,rate-headers', '--out', folder],
    RIGHT,
    {
      answer: () => ({
        text: words,
        headers: { 'x-request-id': 'secret-id', 'set-cookie': 'a=b' },
      }),
    },
  );
  expect(readdirSync(join(folder, 'usage-unasked-1')).sort()).toEqual([
    'http.json',
    'request.json',
    'source.md',
    'stream.sse',
  ]);
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
  expect(all).toContain('`usage-unasked` | confirmed');
  const secrets = [
    KEY.slice(4),
    'me@example.com',
    '123456789012',
    'Ab1234567890',
    'shop.heroku',
    'secret-id',
    'a=b',
  ];
  // A stream cuts the words into pieces; the plain answer of the other probe has them whole.
  for (const secret of secrets) expect(all).not.toContain(secret);
});

const PROBE_TWO = ['doctor', '--probe', '--yes', '--only', 'usage-unasked,rate-headers'];
const createFolder = () => mkdtempSync(join(tmpdir(), 'probes-'));
/** The requests that `doctor` makes before any probe: the list, a call, a stream. */
const BEFORE_PROBES = 3;

test('--out that cannot be a folder: a plain error before anything is spent on probes', async () => {
  const file = join(createFolder(), 'file');
  writeFileSync(file, '');
  const { code, output, notes, requests } = await command([...PROBE_TWO, '--out', file]);
  expect(code).toBe(1);
  expect(notes).toContain(`Cannot write to ${file}: EEXIST`);
  expect(output).not.toContain('All is well');
  expect(requests).toHaveLength(BEFORE_PROBES);
});

test('--out that fails in the end: a plain error, and the facts are still printed', async () => {
  const folder = createFolder();
  let requests = 0;
  const { code, output, notes } = await command([...PROBE_TWO, '--json', '--out', folder], RIGHT, {
    onRequest() {
      if (++requests <= BEFORE_PROBES) return;
      rmSync(folder, { recursive: true, force: true });
      writeFileSync(folder, '');
    },
  });
  const { ok, facts } = JSON.parse(output);
  expect({ code, ok, facts: facts.length }).toEqual({ code: 1, ok: false, facts: 2 });
  expect(notes).toContain(`Cannot write to ${folder}: `);
});

test.each([
  ['between two probes', BEFORE_PROBES + 2, true],
  ['before the first', BEFORE_PROBES, false],
])('Ctrl-C %s leaves what was settled, printed and written', async (_, last, hasFacts) => {
  for (const [name, value] of Object.entries(RIGHT)) vi.stubEnv(name, value);
  const folder = createFolder();
  const local = createLocalHeroku({ key: KEY });
  const { terminal, interrupt, output, notes } = createFakeTerminal({
    async fetch(input, init) {
      if (local.requests.length === last) interrupt();
      init?.signal?.throwIfAborted();
      return local.fetch(input as URL, init);
    },
  });
  const code = await run(['doctor', '--probe', '--yes', '--json', '--out', folder], terminal);
  const { ok, facts } = JSON.parse(output());
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  expect(local.requests).toHaveLength(last);
  expect(facts.length > 0).toBe(hasFacts);
  expect(notes()).toMatch(new RegExp(`Interrupted after ${facts.length} of \\d+ facts`));
  const report = readFileSync(join(folder, 'report.md'), 'utf8');
  for (const { id } of facts) expect(report).toContain(`\`${id}\``);
});

test('the same id becomes the same replacement', () => {
  const redact = createRedactor({ key: KEY, host: 'proxy.test' });
  expect(redact('"tooluse_Ab123456" "tooluse_Cd123456" "tooluse_Ab123456" proxy.test')).toBe(
    '"tooluse_1" "tooluse_2" "tooluse_1" [host]',
  );
});

test.each([
  [[], 2],
  [['nonsense'], 2],
  [['doctor', '--nonsense'], 2],
  [['doctor', '--probe', '--yes', '--only', 'stream-option'], 2],
  [['doctor', '--out', 'x'], 2],
  [['local', '--port', 'x'], 2],
  [['local', '--set', 'toolFrames=x'], 2],
  [['--help'], 0],
  [['doctor', '--help'], 0],
  [['--version'], 0],
])('exit code of %j', async (args, code) => {
  expect((await command(args)).code).toBe(code);
});

test('models: a table, and JSON', async () => {
  const { code, output } = await command(['models']);
  expect(output).toMatch(/^model +type +state +regions +end of life +replacement\n/);
  expect(code).toBe(0);
  expect(JSON.parse((await command(['models', '--json'])).output).length).toBeGreaterThan(20);
});

test('local: lines to paste, a line for each request, and an end in order', async () => {
  const fake = createFakeTerminal();
  const ended = run(['local'], fake.terminal);
  await vi.waitUntil(() => fake.output().includes('INFERENCE_MODEL_ID='));
  const [, url = ''] = /INFERENCE_URL=(\S+)/.exec(fake.output()) ?? [];
  await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: '{}' });
  fake.interrupt();
  expect(await ended).toBe(0);
  expect(fake.output()).toContain('POST /v1/chat/completions - 401 refused by key');
});
