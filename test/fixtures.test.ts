import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { HerokuProviderSettings } from '../src';
import {
  type ExpectedPart,
  type Fixture,
  isFailure,
  loadFixture,
  loadFixtures,
} from './support/fixtures';
import { modelWith, readAll, scriptedFetch } from './support/scripted-model';
import { asVersion, comparableVersion, VERSIONS } from './support/versions';

const fixtures = loadFixtures();

test('there are enough scenarios to mean something', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(45);
});

describe.each(casesOf(fixtures))('$name, $version', (fixture) => {
  const { sse, document, parts, result } = fixture;
  const asPlain = [toExpected(fixture.body)];
  const asStream = [toExpected({ ...fixture.body, stream: true })];

  if (sse) {
    test('a stream to doStream', async () => {
      const { actual, sent } = await stream(fixture, sse);
      expect(actual).toEqual(toExpected(parts));
      expect(sent).toEqual(asStream);
    });

    test('a stream to doGenerate', async () => {
      const { actual, sent, responseBody } = await generate(fixture, sse);
      expect(actual).toEqual(toExpected(toOutcome(fixture)));
      expect(responseBody).toBeUndefined();
      expect(sent).toEqual(asPlain);
    });

    test('a stream in small pieces to doGenerate by streaming', async () => {
      const { actual, sent } = await generate(fixture, sse, { generateByStreaming: true }, 11);
      expect(actual).toEqual(toExpected(toStreamedOutcome(fixture)));
      expect(sent).toEqual(asStream);
    });
  }

  if (document) {
    test('a whole response to doStream', async () => {
      const { actual, sent } = await stream(fixture, document);
      // It is read as one chunk: the same parts, but each block is in one delta.
      expect(actual).toEqual(toExpected(joinDeltas(parts)));
      expect(sent).toEqual(asStream);
    });

    test('a whole response to doGenerate', async () => {
      const { actual, sent, responseBody } = await generate(fixture, document);
      expect(actual).toEqual(toExpected(toOutcome(fixture)));
      if (!isFailure(result)) {
        expect(responseBody).toEqual(JSON.parse(new TextDecoder().decode(document)));
      }
      expect(sent).toEqual(asPlain);
    });

    test('a whole response to doGenerate by streaming', async () => {
      const { actual, sent } = await generate(fixture, document, { generateByStreaming: true });
      expect(actual).toEqual(toExpected(toStreamedOutcome(fixture)));
      expect(sent).toEqual(asStream);
    });
  }
});

/** Each fixture, with what is expected of it in each version of the specification. */
function casesOf(fixtures: Fixture[]) {
  return VERSIONS.flatMap((version) => {
    const as = <T extends object>(value: T) => asVersion(version, 'heroku', value);
    return fixtures.map((fixture) => ({
      ...fixture,
      version,
      parts: isFailure(fixture.parts) ? fixture.parts : fixture.parts.map(as),
      result: isFailure(fixture.result) ? fixture.result : as(fixture.result),
    }));
  });
}

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
  ])('%s', (name, change, message) => {
    const folder = join(root, name);
    mkdirSync(folder);
    for (const [file, text] of Object.entries({ ...whole, ...change })) {
      if (text !== undefined) writeFileSync(join(folder, file), text);
    }
    expect(() => loadFixture(folder, name)).toThrow(message);
  });
});

type Case = ReturnType<typeof casesOf>[number];

/** What a call came to, and the bodies that it sent. */
async function stream(fixture: Case, bytes: Uint8Array) {
  const { model, requests } = modelAnswering(fixture, bytes);
  const actual = await outcomeOf(async () => {
    const { stream } = await model.doStream(fixture.options);
    return (await readAll(stream)).map(comparableVersion);
  });
  return { actual, sent: requests.map(({ body }) => body) };
}

async function generate(
  fixture: Case,
  bytes: Uint8Array,
  settings?: HerokuProviderSettings,
  pieceLength?: number,
) {
  const { model, requests } = modelAnswering(fixture, bytes, settings, pieceLength);
  let responseBody: unknown;
  const actual = await outcomeOf(async () => {
    const { response, request, ...result } = await model.doGenerate(fixture.options);
    const { headers, body, ...metadata } = response ?? {};
    responseBody = body;
    return { ...comparableVersion(result), response: metadata };
  });
  return { actual, responseBody, sent: requests.map(({ body }) => body) };
}

async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return toPlain(await call());
  } catch (error) {
    return toPlain({ error });
  }
}

function modelAnswering(
  { modelId, status, headers, sse, version }: Case,
  bytes: Uint8Array,
  settings?: HerokuProviderSettings,
  pieceLength = bytes.length,
) {
  const contentType = bytes === sse ? 'text/event-stream' : 'application/json';
  const { fetch, requests } = scriptedFetch(piecesOf(bytes, pieceLength), {
    status,
    headers: { 'content-type': contentType, ...headers },
  });
  return { model: modelWith(fetch, modelId, settings, version), requests };
}

function piecesOf(bytes: Uint8Array, length: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += length) pieces.push(bytes.subarray(at, at + length));
  return pieces;
}

/** As it would be in a fixture's JSON. */
function toPlain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) =>
      item instanceof Error ? { ...item, name: item.name, message: item.message } : item,
    ),
  );
}

/** `{ says }` stands for any string that holds those words; of an error, only the fields that are named are compared. */
function toExpected(expected: unknown): unknown {
  if (Array.isArray(expected)) return expected.map(toExpected);
  if (typeof expected !== 'object' || expected === null) return expected;
  const fields = Object.entries(expected);
  const [first] = fields;
  if (fields.length === 1 && first?.[0] === 'says') return expect.stringContaining(first[1]);
  return Object.fromEntries(
    fields.map(([key, value]) => [
      key,
      key === 'error' ? expect.objectContaining(toExpected(value) as object) : toExpected(value),
    ]),
  );
}

/** The result with the warnings, which a fixture has in `stream-start` alone; or the error that ends the call. */
function toOutcome({ parts, result }: Fixture): object {
  if (isFailure(result)) return result;
  const start = isFailure(parts) ? undefined : parts.find(({ type }) => type === 'stream-start');
  return { ...result, warnings: start?.warnings };
}

/** A request for a stream may meet another error than a plain one, since the remedy that it names may differ. */
function toStreamedOutcome(fixture: Fixture): object {
  const { parts } = fixture;
  if (isFailure(parts)) return parts;
  const failure = parts.find(({ type }) => type === 'error');
  return failure === undefined ? toOutcome(fixture) : { error: failure.error };
}

function joinDeltas(parts: Fixture['parts']): Fixture['parts'] {
  if (isFailure(parts)) return parts;
  const joined: ExpectedPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type.endsWith('-delta') && last?.type === part.type && last.id === part.id) {
      joined[joined.length - 1] = { ...last, delta: `${last.delta}${part.delta}` };
    } else {
      joined.push(part);
    }
  }
  return joined;
}
