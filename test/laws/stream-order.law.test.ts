import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { chunkOf, DONE, eventOf } from '../support/scripted-model';
import { fold } from './fold';
import { law } from './law';
import { JSON_PROMPT, JSON_TOOL, PLAIN } from './modes';
import { bytesOf, type Call, streamed } from './read-answer';
import { answersCalling } from './stream-arbitraries/answers';
import { frameStyle, framesOf } from './stream-arbitraries/frames';
import { framing, toSse } from './stream-arbitraries/framing';
import { argumentsText, jsonText } from './stream-arbitraries/json-texts';
import { mostly, oddValue } from './stream-arbitraries/odd-values';
import { contentOfSegments, deltasOfSegments, segments } from './stream-arbitraries/segments';
import { lengths, piecesOf, text } from './stream-arbitraries/texts';
import { assertWellFormed } from './well-formed';

const STOP = chunkOf({}, 'stop');

async function partsOf(frames: readonly object[], call: Call = PLAIN.call) {
  const body = [...frames.map((frame) => eventOf(frame)), DONE].join('');
  const { parts, rejection } = await streamed({ chunks: [bytesOf(body)] }, call);
  deepStrictEqual(rejection, undefined);
  assertWellFormed(parts);
  return parts;
}

law('text, reasoning and calls keep their order', { values: segments, runs: 500 }, async (all) => {
  const frames = deltasOfSegments(all).map((delta) => chunkOf(delta));
  const { content } = fold(await partsOf([...frames, STOP]));
  deepStrictEqual(content, contentOfSegments(all));
});

const count = fc.nat(999);
const figures = fc.record({ prompt_tokens: count, completion_tokens: count, total_tokens: count });
const noFigures = fc.oneof(
  fc.constantFrom(undefined, null, {}, [], 'x', 7, true),
  fc.record({ prompt_tokens: fc.constantFrom(null, 'x', -1, {}), other: text }),
);

law(
  'usage is the last that has figures, and zeros wipe out none',
  {
    values: fc.tuple(fc.array(noFigures), figures, fc.array(noFigures), fc.boolean()),
    runs: 200,
  },
  async ([before, usage, after, hasChoices]) => {
    const frames = [figuresBefore, ...before, usage, ...after].map((value) => ({
      ...(hasChoices && { choices: [] }),
      usage: value,
    }));
    const { finish } = fold(await partsOf([chunkOf({ content: 'a' }), ...frames, STOP]));
    const inputTokens = usage.prompt_tokens || 1000;
    const outputTokens = usage.completion_tokens || 1000;
    deepStrictEqual(finish?.usage, {
      inputTokens,
      outputTokens,
      // Never less than its parts.
      totalTokens: Math.max(usage.total_tokens || 2000, inputTokens + outputTokens),
      reasoningTokens: undefined,
      cachedInputTokens: undefined,
    });
  },
);

const figuresBefore = { prompt_tokens: 1000, completion_tokens: 1000, total_tokens: 2000 };

law(
  'where arguments are cut changes nothing',
  { values: fc.tuple(argumentsText, lengths, fc.constantFrom(PLAIN, JSON_TOOL)), runs: 500 },
  async ([input, sizes, { call, jsonTool = 'f' }]) => {
    const callOf = (pieces: readonly string[]) =>
      ['', ...pieces].map((piece, nth) =>
        chunkOf({
          tool_calls: [
            nth === 0
              ? { index: 0, id: 'a', function: { name: jsonTool, arguments: piece } }
              : { index: 0, function: { arguments: piece } },
          ],
        }),
      );
    const cut = piecesOf(input, sizes);
    const whole = fold(await partsOf([...callOf([input]), STOP], call));
    const pieces = fold(await partsOf([...callOf(cut), STOP], call));
    deepStrictEqual(pieces, whole);
  },
);

law(
  'where a text with JSON in it is cut changes nothing',
  {
    values: fc.tuple(jsonText, lengths, fc.constantFrom(JSON_PROMPT, JSON_TOOL)),
    runs: 500,
  },
  async ([content, sizes, { call }]) => {
    const textOf = (pieces: readonly string[]) =>
      pieces.map((piece) => chunkOf({ content: piece }));
    const whole = fold(await partsOf([...textOf([content]), STOP], call));
    const pieces = fold(await partsOf([...textOf(piecesOf(content, sizes)), STOP], call));
    deepStrictEqual(pieces, whole);
  },
);

law(
  'each JSON frame is a raw part for the caller who asked',
  { values: fc.tuple(answersCalling(['weather']), frameStyle, framing), runs: 200 },
  async ([answer, style, how]) => {
    const frames = framesOf(answer, style);
    const sse = toSse(frames, { ...how, noise: [] }).text;
    const call = { options: { includeRawChunks: true } };
    const { parts } = await streamed({ chunks: [bytesOf(sse)] }, call);
    assertWellFormed(parts);
    deepStrictEqual(
      parts.flatMap((part) => (part.type === 'raw' ? [part.rawValue] : [])),
      frames.map(({ frame }) => frame),
    );
  },
);

law(
  'facts of odd types are passed over',
  {
    values: fc.tuple(
      fc.array(fc.record({ id: oddValue, model: oddValue, created: oddValue })),
      mostly(text),
    ),
    runs: 200,
  },
  async ([frames, role]) => {
    const parts = await partsOf([
      ...frames.map((facts) => ({ ...facts, choices: [{ delta: { role } }] })),
      chunkOf({ content: 'a' }),
      STOP,
    ]);
    deepStrictEqual(fold(parts).content, [{ type: 'text', text: 'a' }]);
    for (const part of parts) {
      if (part.type !== 'response-metadata') continue;
      deepStrictEqual(typeof (part.id ?? ''), 'string');
      deepStrictEqual(typeof (part.modelId ?? ''), 'string');
    }
  },
);
