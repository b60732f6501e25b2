import { deepStrictEqual, ok } from 'node:assert/strict';
import { APICallError, type LanguageModelV2StreamPart } from '@ai-sdk/provider';
import fc, { type Arbitrary } from 'fast-check';
import { deltasOf, isJsonDelta, withoutJsonCuts } from './fold';
import { law } from './law';
import { JSON_PROMPT, JSON_TOOL, JSON_TOOL_BESIDE_TOOLS, type Mode, PLAIN } from './modes';
import { bytesOf, type Call, generated, type Streamed, streamed } from './read-answer';
import { answersCalling } from './stream-arbitraries/answers';
import { documentOf, documentStyle } from './stream-arbitraries/documents';
import { anyFixture, bodyOf, callOf } from './stream-arbitraries/fixture-streams';
import { frameStyle, framesOf } from './stream-arbitraries/frames';
import { framing, toSse } from './stream-arbitraries/framing';
import { jsonText } from './stream-arbitraries/json-texts';
import { oddStream } from './stream-arbitraries/odd-streams';
import { chunksOf, readSizes } from './stream-arbitraries/texts';
import { assertWellFormed } from './well-formed';

type Part = LanguageModelV2StreamPart;

/** Where to cut, as a fraction of the whole or as a distance from where the server says why it stopped. */
type Place = { fraction: number } | { distance: number };

/** Not fc.double, most of whose values are next to nothing. */
const fraction = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

const places: Arbitrary<Place[]> = fc.array(
  fc.oneof(fc.record({ fraction }), fc.record({ distance: fc.integer({ min: -3, max: 3 }) })),
  { minLength: 1, maxLength: 6 },
);

/** The connection is lost, or the body ends as if it were whole. */
const isLost = fc.boolean();

const cutAt = (body: Uint8Array, end: number, lost: boolean, call: Call): Promise<Streamed> =>
  streamed({ chunks: [body.subarray(0, Math.max(0, end))], isLost: lost }, call);

/** A cut before any part of the answer rejects, so that the call can be made again. */
function assertMayBeRepeated(rejection: unknown): void {
  ok(APICallError.isInstance(rejection) && rejection.isRetryable, `it rejects: ${rejection}`);
}

/** What came before the cut is delivered, nothing else is, and nothing is to be run. */
function assertCutOff(cut: readonly Part[], whole: readonly Part[], call: Call): void {
  const deltas = deltasOf(cut, call);
  const same = deltasOf(whole, call).slice(0, deltas.length);
  deepStrictEqual(deltas, [
    ...same.slice(0, -1),
    ...same.slice(-1).map(cutLike(deltas.at(-1), call)),
  ]);
  const types = cut.map(({ type }) => type);
  ok(types.includes('error'), 'no error');
  ok(!types.includes('tool-call'), 'a tool-call');
  const finish = cut.at(-1);
  ok(finish?.type === 'finish' && finish.finishReason === 'error', 'finish is not error');
}

/** JSON that is joined to one delta goes as far as the stream. */
function cutLike(cut: Part | undefined, call: Call) {
  return (part: Part): Part =>
    cut && 'delta' in cut && 'delta' in part && isJsonDelta(part, call)
      ? { ...part, delta: part.delta.slice(0, cut.delta.length) }
      : part;
}

/** Usage comes after the finish reason, so that it may be missing. */
function withoutUsage(parts: readonly Part[], call: Call): unknown[] {
  return withoutJsonCuts(parts, call).map((part) => {
    if (part.type !== 'finish') return part;
    const { usage, providerMetadata, ...finish } = part;
    return { ...finish, rawFinishReason: providerMetadata?.heroku?.rawFinishReason };
  });
}

const casesOf = (mode: Mode) =>
  fc.record({
    mode: fc.constant(mode),
    answer: answersCalling(['weather', ...(mode.jsonTool ? [mode.jsonTool] : [])]),
  });

const modeAndAnswer = fc.oneof(
  { weight: 2, arbitrary: casesOf(PLAIN) },
  { weight: 1, arbitrary: casesOf(JSON_TOOL) },
  { weight: 1, arbitrary: casesOf(JSON_TOOL_BESIDE_TOOLS) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(casesOf(JSON_PROMPT), jsonText)
      .map(([{ mode, answer }, text]) => ({ mode, answer: { ...answer, text } })),
  },
);

law(
  'a stream that is cut before the server said why it stopped is the beginning of the whole and an error; cut later it is whole',
  { values: fc.tuple(modeAndAnswer, frameStyle, framing, places, isLost), runs: 600 },
  async ([{ mode, answer }, frames, how, cuts, lost]) => {
    const { text, conclusion } = toSse(framesOf(answer, frames), how);
    const body = bytesOf(text);
    const from = bytesOf(text.slice(0, conclusion.from)).length;
    const to = bytesOf(text.slice(0, conclusion.to)).length;
    const { parts: whole } = await streamed({ chunks: [body] }, mode.call);
    for (const place of cuts) {
      const end =
        'fraction' in place ? Math.round(place.fraction * body.length) : to + place.distance;
      const { parts: cut, rejection } = await cutAt(body, end, lost, mode.call);
      if (rejection !== undefined) {
        ok(end < to, 'it rejects, though the server said why it stopped');
        assertMayBeRepeated(rejection);
        continue;
      }
      assertWellFormed(cut);
      if (end >= to) deepStrictEqual(withoutUsage(cut, mode.call), withoutUsage(whole, mode.call));
      else if (end <= from) assertCutOff(cut, whole, mode.call);
      // Within the last frame: half of its JSON says nothing, but `event:done` alone says enough.
      else if (cut.some(({ type }) => type === 'error')) assertCutOff(cut, whole, mode.call);
      else deepStrictEqual(withoutUsage(cut, mode.call), withoutUsage(whole, mode.call));
    }
  },
);

law(
  'the frame that says why the server stopped does not count before it is whole',
  { values: fc.tuple(modeAndAnswer, frameStyle, framing, isLost), runs: 300 },
  async ([{ mode, answer }, frames, how, lost]) => {
    const { text, conclusion } = toSse(framesOf(answer, frames), { ...how, noise: [] });
    const { parts: whole } = await streamed({ chunks: [bytesOf(text)] }, mode.call);
    const cut = bytesOf(text.slice(0, conclusion.to - 1));
    const { parts, rejection } = await cutAt(cut, cut.length, lost, mode.call);
    if (rejection === undefined) assertCutOff(parts, whole, mode.call);
    else assertMayBeRepeated(rejection);
  },
);

law(
  'what comes after the end does not count',
  { values: fc.tuple(modeAndAnswer, frameStyle, framing, oddStream, readSizes, isLost), runs: 300 },
  async ([{ mode, answer }, frames, how, more, sizes, lost]) => {
    const done = how.done === 'none' ? 'bare' : how.done;
    const ended = { ...how, done, separator: 'blank line' as const, isClosed: true };
    const { text } = toSse(framesOf(answer, frames), ended);
    const { parts: whole } = await streamed({ chunks: [bytesOf(text)] }, mode.call);
    const chunks = chunksOf(bytesOf(text + more), sizes);
    const { parts } = await streamed({ chunks, isLost: lost }, mode.call);
    deepStrictEqual(withoutJsonCuts(parts, mode.call), withoutJsonCuts(whole, mode.call));
  },
);

law(
  'a fixture that is cut is the beginning of the whole and an error, or whole',
  { values: fc.tuple(anyFixture, places, isLost), runs: 500 },
  async ([fixture, cuts, lost]) => {
    const call = callOf(fixture);
    const body = bodyOf(fixture);
    const { parts: whole, rejection: refusal } = await streamed({ chunks: [body] }, call);
    for (const place of cuts) {
      const end =
        'fraction' in place
          ? Math.round(place.fraction * body.length)
          : body.length - 3 + place.distance;
      const { parts: cut, rejection } = await cutAt(body, end, lost, call);
      if (rejection !== undefined) {
        if (refusal === undefined) assertMayBeRepeated(rejection);
        continue;
      }
      assertWellFormed(cut);
      if (cut.some(({ type }) => type === 'error')) assertCutOff(cut, whole, call);
      else deepStrictEqual(withoutUsage(cut, call), withoutUsage(whole, call));
    }
  },
);

law(
  'a document that is cut says nothing',
  {
    values: fc.tuple(modeAndAnswer, documentStyle, fraction, isLost),
    runs: 300,
  },
  async ([{ mode, answer }, style, place, lost]) => {
    const body = bytesOf(documentOf(answer, style, 'text'));
    const end = Math.round(place * (body.length - 1));
    const { parts, rejection } = await cutAt(body, end, lost, mode.call);
    if (rejection === undefined) {
      assertWellFormed(parts);
      assertCutOff(parts, [], mode.call);
    }
    const outcome = await generated({ chunks: [body.subarray(0, end)], isLost: lost }, mode.call);
    ok('rejection' in outcome, 'doGenerate gives half an answer');
    // Asking again may well succeed, so that the AI SDK should.
    for (const error of [outcome.rejection, rejection ?? outcome.rejection]) {
      ok(APICallError.isInstance(error) && error.isRetryable, `no retry on: ${error}`);
    }
  },
);
