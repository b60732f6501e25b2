import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { expect } from 'vitest';
import type { HerokuProviderSettings } from '../../src';
import { assertWellFormed } from '../laws/well-formed';
import { outcomeOf, toExpected } from './compare-fixture';
import { type Fixture, isFailure } from './fixtures';
import { joinDeltas } from './join-deltas';
import { modelWith, readAll, scriptedFetch } from './scripted-model';
import { asVersion, comparableVersion } from './versions';
import { versionsOf } from './versions-of';

type Check = [title: string, run: () => Promise<void>];

/** What holds for a fixture of a chat. */
export function checksOf(fixture: FixtureCase): Check[] {
  const { sse, document, parts, result } = fixture;
  const asPlain = [toExpected(fixture.body)];
  const asStream = [toExpected({ ...fixture.body, stream: true })];

  const ofStream = (bytes: Uint8Array): Check[] => [
    [
      'a stream to doStream',
      async () => {
        const { actual, sent } = await stream(fixture, bytes);
        expect(actual).toEqual(toExpected(parts));
        expect(sent).toEqual(asStream);
      },
    ],
    [
      'a stream to doGenerate',
      async () => {
        const { actual, sent, responseBody } = await generate(fixture, bytes);
        expect(actual).toEqual(toExpected(toOutcome(fixture)));
        expect(responseBody).toBeUndefined();
        expect(sent).toEqual(asPlain);
      },
    ],
    [
      'a stream in small pieces to doGenerate by streaming',
      async () => {
        const { actual, sent } = await generate(fixture, bytes, { generateByStreaming: true }, 11);
        expect(actual).toEqual(toExpected(toStreamedOutcome(fixture)));
        expect(sent).toEqual(asStream);
      },
    ],
  ];

  const ofDocument = (bytes: Uint8Array): Check[] => [
    [
      'a whole response to doStream',
      async () => {
        const { actual, sent } = await stream(fixture, bytes);
        // It is read as one chunk: the same parts, but each block is in one delta.
        expect(actual).toEqual(toExpected(isFailure(parts) ? parts : joinDeltas(parts)));
        expect(sent).toEqual(asStream);
      },
    ],
    [
      'a whole response to doGenerate',
      async () => {
        const { actual, sent, responseBody } = await generate(fixture, bytes);
        expect(actual).toEqual(toExpected(toOutcome(fixture)));
        if (!isFailure(result)) {
          expect(responseBody).toEqual(JSON.parse(new TextDecoder().decode(bytes)));
        }
        expect(sent).toEqual(asPlain);
      },
    ],
    [
      'a whole response to doGenerate by streaming',
      async () => {
        const { actual, sent } = await generate(fixture, bytes, { generateByStreaming: true });
        expect(actual).toEqual(toExpected(toStreamedOutcome(fixture)));
        expect(sent).toEqual(asStream);
      },
    ],
  ];

  return [...(sse ? ofStream(sse) : []), ...(document ? ofDocument(document) : [])];
}

/** Each fixture, with what is expected of it in each version of the specification in which it runs. */
export function casesOf(fixtures: Fixture[]) {
  return versionsOf(fixtures).map(({ fixture, version }) => {
    const as = <T extends object>(value: T) => asVersion(version, 'heroku', value);
    return {
      ...fixture,
      version,
      parts: isFailure(fixture.parts) ? fixture.parts : fixture.parts.map(as),
      result: isFailure(fixture.result) ? fixture.result : as(fixture.result),
    };
  });
}

type FixtureCase = ReturnType<typeof casesOf>[number];

/** What a call came to, and the bodies that it sent. */
async function stream(fixture: FixtureCase, bytes: Uint8Array) {
  const { model, requests } = modelAnswering(fixture, bytes);
  const actual = await outcomeOf(async () => {
    const { stream } = await model.doStream(fixture.options);
    const parts = await readAll<LanguageModelV2StreamPart>(stream as never);
    assertWellFormed(parts);
    return parts.map(comparableVersion);
  });
  return { actual, sent: requests.map(({ body }) => body) };
}

async function generate(
  fixture: FixtureCase,
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

function modelAnswering(
  { modelId, status, headers, sse, version }: FixtureCase,
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
