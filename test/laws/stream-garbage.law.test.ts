import { deepStrictEqual, ok } from 'node:assert/strict';
import { AISDKError } from '@ai-sdk/provider';
import fc, { type Arbitrary } from 'fast-check';
import { expectedOf, withCountedIds } from './expected-answer';
import { deltasOf, fold } from './fold';
import { law } from './law';
import { MODES, type Mode, PLAIN } from './modes';
import { bytesOf, type Call, generated, type Sent, streamed } from './read-answer';
import { answersCalling } from './stream-arbitraries/answers';
import { anyFixture, bodyOf, callOf } from './stream-arbitraries/fixture-streams';
import { type Frame, frameStyle, framesOf, withClearIds } from './stream-arbitraries/frames';
import { framing, toSse } from './stream-arbitraries/framing';
import { HOSTILE_NAMES, hostileName, objectOf, oddValue } from './stream-arbitraries/odd-values';
import { chunksOf, readSizes } from './stream-arbitraries/texts';
import { assertWellFormed } from './well-formed';

/** It ends, with well-formed parts or an error of the AI SDK's kinds, in both modes. */
async function survives(sent: Sent, call: Call): Promise<void> {
  const { parts, rejection } = await streamed(sent, call);
  if (rejection === undefined) assertWellFormed(parts);
  else ok(AISDKError.isInstance(rejection), String(rejection));
  for (const part of parts) {
    if (part.type === 'error') ok(AISDKError.isInstance(part.error), String(part.error));
  }
  const outcome = await generated(sent, call);
  if ('rejection' in outcome)
    ok(AISDKError.isInstance(outcome.rejection), String(outcome.rejection));
}

const around = fc.record({
  status: fc.constantFrom(200, 200, 200, 200, 204, 302, 400, 403, 429, 500, 503),
  contentType: fc.constantFrom('text/event-stream', 'application/json', 'text/html', 'x'),
  isLost: fc.boolean(),
});

const sentWith = (bytes: Arbitrary<Uint8Array>): Arbitrary<Sent> =>
  fc.tuple(bytes, readSizes, around).map(([body, sizes, how]) => ({
    chunks: chunksOf(body, sizes),
    ...how,
  }));

const cases = (bytes: Arbitrary<Uint8Array>): Arbitrary<[Sent, Mode]> =>
  fc.tuple(sentWith(bytes), fc.constantFrom(...MODES));

law(
  'random bytes',
  { values: cases(fc.uint8Array({ maxLength: 80 })), runs: 400 },
  ([sent, { call }]) => survives(sent, call),
);

const BEGINNINGS = [
  '',
  '',
  '{',
  '[',
  '"',
  '<',
  '<html><title>',
  ':',
  'data:',
  'data: {',
  'event: error\ndata: ',
  'event: done\ndata: ',
  ' ',
];

law(
  'random Unicode',
  {
    values: cases(
      fc
        .tuple(
          fc.constantFrom(...BEGINNINGS),
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc.constantFrom('', '\n\n'),
        )
        .map((pieces) => bytesOf(pieces.join(''))),
    ),
    runs: 400,
  },
  ([sent, { call }]) => survives(sent, call),
);

law(
  'random JSON, as a document or in events',
  {
    values: cases(
      fc
        .tuple(
          fc.array(oddValue, { minLength: 1, maxLength: 3 }),
          fc.constantFrom('', 'data:', 'event:error\ndata:'),
        )
        .map(([values, field]) =>
          bytesOf(values.map((value) => `${field}${JSON.stringify(value)}\n\n`).join('')),
        ),
    ),
    runs: 400,
  },
  ([sent, { call }]) => survives(sent, call),
);

const damage = fc.record({
  at: fc.nat(),
  change: fc.constantFrom('flip', 'drop', 'repeat', 'insert'),
  length: fc.integer({ min: 1, max: 30 }),
  byte: fc.oneof(fc.constantFrom(...Buffer.from('{}[]":,\\ \n\r0-')), fc.nat(255)),
});

law(
  'a fixture with bytes changed, lost and repeated',
  {
    values: fc.tuple(anyFixture, fc.array(damage, { minLength: 1, maxLength: 4 }), readSizes),
    runs: 600,
  },
  ([fixture, damages, sizes]) => {
    const bytes = [...bodyOf(fixture)];
    for (const { at, change, length, byte } of damages) {
      const place = bytes.length === 0 ? 0 : at % bytes.length;
      if (change === 'flip') bytes[place] = byte;
      if (change === 'drop') bytes.splice(place, length);
      if (change === 'repeat') bytes.splice(place, 0, ...bytes.slice(place, place + length));
      if (change === 'insert') bytes.splice(place, 0, byte);
    }
    return survives({ chunks: chunksOf(Uint8Array.from(bytes), sizes) }, callOf(fixture));
  },
);

const answers = fc
  .record({
    answer: answersCalling(HOSTILE_NAMES),
    frames: frameStyle,
    how: framing,
    name: hostileName,
  })
  .map((one) => ({ ...one, frames: withClearIds(one.answer, one.frames) }));

law(
  'keys with the names that every object has change nothing',
  { values: answers, runs: 300 },
  async ({ answer, frames, how, name }) => {
    const dirty = framesOf(answer, frames).map(({ kind, frame }) => ({
      kind,
      frame: withKey(frame, name) as object,
    }));
    const { parts } = await streamed({ chunks: [bytesOf(toSse(dirty, how).text)] });
    assertWellFormed(parts);
    const { content, finish } = fold(parts);
    const expected = expectedOf(answer, PLAIN, frames.fragments.id);
    deepStrictEqual(withCountedIds(content), expected.content);
    deepStrictEqual(finish?.finishReason, expected.finish?.finishReason);
    deepStrictEqual(finish?.usage, expected.finish?.usage);
  },
);

law(
  'an answer under such a key is none',
  { values: answers, runs: 200 },
  async ({ answer, frames, how, name }) => {
    const hidden = framesOf(answer, frames).map(
      ({ kind, frame }): Frame => ({
        kind,
        frame: objectOf([[name, name === 'constructor' ? { prototype: frame } : frame]]),
      }),
    );
    const { parts } = await streamed({ chunks: [bytesOf(toSse(hidden, how).text)] });
    deepStrictEqual(deltasOf(parts), []);
    ok(!parts.some(({ type }) => type === 'tool-call'));
  },
);

/** Such a key in each object of a frame, but for what is kept as it came: what stands beside the thinking. */
function withKey(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withKey(item, name));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, key === 'reasoning' ? item : withKey(item, name)] as const,
  );
  const trap = { content: 'no', tool_calls: [{ id: 'no', function: { name: 'no' } }], polluted: 1 };
  return objectOf([[name, trap], ...entries]);
}
