import { deepStrictEqual, ok } from 'node:assert/strict';
import { AISDKError } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { fold } from './fold';
import { law } from './law';
import { MODES } from './modes';
import { bytesOf, type Call, comparable, generated, type Sent, streamed } from './read-answer';
import { bodyOf, callOf, editedFixture, FIXTURES } from './stream-arbitraries/fixture-streams';
import { oddDocument } from './stream-arbitraries/odd-frames';
import { oddStream } from './stream-arbitraries/odd-streams';
import { chunksOf, readSizes } from './stream-arbitraries/texts';
import { assertWellFormed } from './well-formed';

/** Whatever comes, the parts are well formed, or the call rejects with an error that says what the server sent. */
async function isWellFormed(sent: Sent, call: Call): Promise<void> {
  const { parts, rejection } = await streamed(sent, call);
  if (rejection !== undefined) return ok(AISDKError.isInstance(rejection), String(rejection));
  assertWellFormed(parts);
  for (const part of parts) {
    ok(part.type !== 'raw', 'a raw part that nobody asked for');
    if (part.type === 'error') ok(AISDKError.isInstance(part.error), String(part.error));
  }
}

/**
 * Whatever comes, `doGenerate` gives what the parts of `doStream` add up to, or rejects with the first error in them. JSON that
 * turns out to be a draft is an error only where it has gone out: as it arrives in a stream, and otherwise before other parts.
 */
async function agrees(sent: Sent, call: Call): Promise<void> {
  // Asks for a stream both times, so that errors give the same advice.
  const { parts, rejection } = await streamed(sent, call);
  const outcome = await generated(sent, { ...call, settings: { generateByStreaming: true } });
  const { content, finish, errors } = fold(parts);
  const error = rejection ?? errors.find((one) => !isDraft(one));
  if ('rejection' in outcome) {
    ok(AISDKError.isInstance(outcome.rejection), String(outcome.rejection));
    if (isDraft(outcome.rejection)) return ok(errors.some(isDraft), 'a draft in one of both');
    deepStrictEqual(comparable(outcome.rejection), comparable(error));
    return;
  }
  deepStrictEqual(error, undefined);
  if (errors.some(isDraft)) return;
  const { finishReason, usage, providerMetadata } = outcome.result;
  deepStrictEqual(
    { content: outcome.result.content, finish: { finishReason, usage, providerMetadata } },
    { content, finish },
  );
}

function isDraft(error: unknown): boolean {
  return String(error).includes('turned out to be part of the reasoning');
}

async function holds(sent: Sent, call: Call): Promise<void> {
  await isWellFormed(sent, call);
  await agrees(sent, call);
}

describe('as it is', () => {
  test.each(FIXTURES)('$name', (fixture) => holds({ chunks: [bodyOf(fixture)] }, callOf(fixture)));
});

law(
  'an edited fixture',
  { values: fc.tuple(editedFixture, readSizes, fc.boolean()), runs: 500 },
  ([{ fixture, text }, split, isLost]) =>
    holds({ chunks: chunksOf(bytesOf(text), split), isLost }, callOf(fixture)),
);

law(
  'an odd stream',
  { values: fc.tuple(oddStream, readSizes, fc.constantFrom(...MODES), fc.boolean()), runs: 1000 },
  ([text, split, { call }, isLost]) =>
    holds({ chunks: chunksOf(bytesOf(text), split), isLost }, call),
);

law(
  'an odd document',
  { values: fc.tuple(oddDocument, fc.constantFrom(...MODES)), runs: 700 },
  ([value, { call }]) =>
    holds({ chunks: [bytesOf(JSON.stringify(value))], contentType: 'application/json' }, call),
);
