import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkEndpoint } from './support/check-endpoint-fixture';
import { casesOf, checksOf } from './support/check-fixture';
import { loadEndpointFixtures, loadFixture, loadFixtures } from './support/fixtures';
import { versionsOf } from './support/versions-of';

const fixtures = loadFixtures();
const endpointFixtures = loadEndpointFixtures();

test('there are enough scenarios to mean something', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(45);
  const endpoints = new Set(endpointFixtures.map(({ endpoint }) => endpoint));
  expect([...endpoints].sort()).toEqual(['embeddings', 'images', 'models', 'rerank']);
});

describe.each(casesOf(fixtures))('$name, $version', (fixture) => {
  test.each(checksOf(fixture))('%s', (_, check) => check());
});

describe('of other endpoints', () => {
  test.each(versionsOf(endpointFixtures))('$fixture.name, $version', ({ fixture, version }) =>
    checkEndpoint(fixture, version),
  );
});

describe('a fixture is refused', () => {
  const root = mkdtempSync(join(tmpdir(), 'fixtures-'));
  afterAll(() => rmSync(root, { recursive: true }));

  const whole = {
    'source.md': 'Plain text.\n\nSource: unverified.\n',
    'request.json': '{}',
    'stream.sse': 'data: [DONE]\n\n',
    'parts.json': '[]',
    'result.json': '{}',
  };

  test.each([
    ['that does not say where its shapes come from', { 'source.md': 'Text.\n' }, 'Source: ...'],
    ['without a response', { 'stream.sse': undefined }, 'neither stream.sse nor response.json'],
    ['without expected parts', { 'parts.json': undefined }, 'has no parts.json'],
    ['with a file that nobody reads', { 'respnse.json': '{}' }, 'respnse.json'],
    [
      'of an endpoint that there is not',
      { 'request.json': '{"endpoint":"sing"}' },
      'endpoint "sing"',
    ],
  ])('%s', (name, change, message) => {
    const folder = join(root, name);
    mkdirSync(folder);
    for (const [file, text] of Object.entries({ ...whole, ...change })) {
      if (text !== undefined) writeFileSync(join(folder, file), text);
    }
    expect(() => loadFixture(folder, name)).toThrow(message);
  });
});
