import { deepStrictEqual, ok } from 'node:assert/strict';
import { APICallError } from '@ai-sdk/provider';
import { isParsableJson } from '@ai-sdk/provider-utils';
import { describe, test } from 'vitest';
import { chunkOf, DONE, eventOf } from '../support/scripted-model';
import { fold } from './fold';
import { JSON_PROMPT, PLAIN } from './modes';
import { bytesOf, type Call, comparable, generated, streamed } from './read-answer';
import { assertWellFormed } from './well-formed';

/** What the laws over streams have found, shrunk. */

const STOP = chunkOf({}, 'stop');
const bodyOf = (...frames: unknown[]) => frames.map((frame) => eventOf(frame)).join('') + DONE;

async function contentOf(body: string, call: Call = PLAIN.call) {
  const { parts, rejection } = await streamed({ chunks: [bytesOf(body)] }, call);
  deepStrictEqual(rejection, undefined);
  assertWellFormed(parts);
  const { content, errors } = fold(parts);
  deepStrictEqual(errors, []);
  return content;
}

test('an error in the first frame rejects although the frame also has an id and a model', async () => {
  const frame = { id: 'x', model: 'm', error: { code: 429, message: 'slow down' } };
  for (const body of [bodyOf(frame), JSON.stringify(frame)]) {
    const { rejection } = await streamed({ chunks: [bytesOf(body)] });
    ok(APICallError.isInstance(rejection) && rejection.isRetryable);
    ok(rejection.message.includes('slow down'));
  }
});

test.each<[body: string]>([
  ['\u00a0{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}'],
  ['\n\n{}\n\n'],
])('white space before a document is the same in a read of its own: %j', async (body) => {
  const [first, ...rest] = [...body].map(bytesOf);
  const whole = await streamed({ chunks: [bytesOf(body)] });
  const apart = await streamed({ chunks: [first ?? new Uint8Array(), ...rest] });
  deepStrictEqual(comparable(apart), comparable(whole));
});

test.each<[body: string]>([
  [bodyOf({ error: { message: 'no', code: { toString: ' ' } } })],
  [JSON.stringify({ detail: 'no', code: [{ toString: null }] })],
  [JSON.stringify({ message: 'no', code: { valueOf: 1, toString: 1 } })],
])('a code that cannot be made a number is passed over: %s', async (body) => {
  const outcome = await generated({ chunks: [bytesOf(body)] });
  ok('rejection' in outcome && APICallError.isInstance(outcome.rejection));
  deepStrictEqual(outcome.rejection.message, 'no');
});

test.each(['{', '{\n  '])('a document that is cut after %j is asked for again', async (body) => {
  const outcome = await generated({ chunks: [bytesOf(body)], contentType: 'application/json' });
  ok('rejection' in outcome && APICallError.isInstance(outcome.rejection));
  ok(outcome.rejection.isRetryable);
});

test('a frame over several lines that is cut after the finish reason is no error', async () => {
  const usage = JSON.stringify({ choices: [], usage: { prompt_tokens: 1 } }, null, 2);
  const lines = usage.split('\n').map((line) => `data:${line}\n`);
  const body = [chunkOf({ content: 'a' }), STOP].map((frame) => eventOf(frame)).join('');
  deepStrictEqual(await contentOf(body + lines.slice(0, 3).join('')), [
    { type: 'text', text: 'a' },
  ]);
});

test('all events but the last are read where no blank line parts them and the last is event:done', async () => {
  const frames = [chunkOf({ content: 'a' }), chunkOf({ content: 'b' }), STOP];
  const body = [...frames.map((frame) => eventOf(frame)), DONE].join('').replaceAll('\n\n', '\n');
  deepStrictEqual(await contentOf(body), [{ type: 'text', text: 'ab' }]);
});

test('a name repeated at its index is the same call, wherever its arguments are cut', async () => {
  const pieceOf = (piece: string) =>
    chunkOf({ tool_calls: [{ index: 0, function: { name: 'f', arguments: piece } }] });
  const content = await contentOf(bodyOf(pieceOf('{'), pieceOf('"a":1}'), STOP));
  deepStrictEqual(content, [
    { type: 'tool-call', toolCallId: 'generated-0', toolName: 'f', input: '{"a":1}' },
  ]);
});

describe('generateByStreaming: JSON, a closing tag and more JSON, with reasoning in a field', () => {
  const settings = { generateByStreaming: true };
  const generate = (...deltas: object[]) => {
    const body = bodyOf(...deltas.map((delta) => chunkOf(delta)), STOP);
    return generated({ chunks: [bytesOf(body)] }, { ...JSON_PROMPT.call, settings });
  };

  test('behind them: the JSON behind the tag is the answer', async () => {
    const outcome = await generate(
      { content: '{"answer":"a"}</think>\n{"answer":"b"}' },
      { reasoning: ' ' },
    );
    ok('result' in outcome);
    deepStrictEqual(outcome.result.content.at(-1), { type: 'text', text: '{"answer":"b"}' });
  });

  test('between them: an error says how the answer is read', async () => {
    const [first, second] = ['{"answer":"a"}', '</think>\n{"answer":"b"}'];
    const outcome = await generate({ content: first }, { reasoning: ' ' }, { content: second });
    ok('rejection' in outcome);
    ok(String(outcome.rejection).includes('without generateByStreaming'));
    const message = { reasoning: ' ', content: first + second };
    const document = JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] });
    const whole = await generated(
      { chunks: [bytesOf(document)], contentType: 'application/json' },
      JSON_PROMPT.call,
    );
    ok('result' in whole);
    deepStrictEqual(whole.result.content.at(-1), { type: 'text', text: '{"answer":"b"}' });
  });
});

const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);

test('arguments nested too deeply to be written out cost no more than themselves', async () => {
  const deep = `{"choices":[{"delta":{"content":"a","tool_calls":[{"id":"c","function":{"name":"f","arguments":${DEEP}}}]}}]}`;
  const { parts } = await streamed({
    chunks: [bytesOf(bodyOf(deep, chunkOf({ content: 'b' }), STOP))],
  });
  assertWellFormed(parts);
  const { content } = fold(parts);
  const texts = content.flatMap((part) => (part.type === 'text' ? part.text : []));
  deepStrictEqual(texts.join(''), 'ab');
  // Nothing that parses: the model never gave the tool an empty object.
  for (const part of content) ok(part.type !== 'tool-call' || !isParsableJson(part.input));
});

test.each([200, 400])(
  'an error nested too deeply to be looked through, with status %i',
  async (status) => {
    const body = `{"error":${'{"error":'.repeat(20_000)}1${'}'.repeat(20_001)}`;
    for (const chunks of [[bytesOf(body)], [bytesOf(`data: ${body}\n\n`)]]) {
      const { rejection } = await streamed({ chunks, status });
      ok(APICallError.isInstance(rejection), String(rejection));
    }
  },
);

/** Each took minutes where the time grew with the square of the length; what hangs runs into the test's time limit. */
test.each<[what: string, body: string, call: Call]>([
  ['a page of unclosed titles', `<html>${'<title'.repeat(170_000)}`, PLAIN.call],
  [
    'prose of nothing but brackets',
    bodyOf(chunkOf({ content: 'x [ '.repeat(250_000) }), STOP),
    JSON_PROMPT.call,
  ],
  [
    'a bracket and blanks',
    bodyOf(chunkOf({ content: `{${' '.repeat(1_000_000)}` }), STOP),
    JSON_PROMPT.call,
  ],
  [
    'empty objects before no object',
    bodyOf(
      chunkOf({
        tool_calls: [
          { id: 'c', function: { name: 'f', arguments: `{}${' '.repeat(1_000_000)}x` } },
        ],
      }),
      STOP,
    ),
    PLAIN.call,
  ],
])('a megabyte of %s is read at once', async (_what, body, call) => {
  const { parts, rejection } = await streamed({ chunks: [bytesOf(body)] }, call);
  if (rejection === undefined) assertWellFormed(parts);
  else ok(APICallError.isInstance(rejection));
});

test('which choice is the answer does not depend on whether its text was held back', async () => {
  const otherChoice = {
    choices: [{ delta: {} }, { delta: { tool_calls: [{ function: { arguments: '{}' } }] } }],
  };
  const body = bodyOf(chunkOf({ content: '{"a":' }), otherChoice, chunkOf({ content: '1}' }), STOP);
  const sent = { chunks: [bytesOf(body)] };
  const outcome = await generated(sent, {
    ...JSON_PROMPT.call,
    settings: { ...JSON_PROMPT.call.settings, generateByStreaming: true },
  });
  ok('result' in outcome);
  deepStrictEqual(outcome.result.content, await contentOf(body, JSON_PROMPT.call));
});
