import type { APICallError, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { createReader } from '../../../support/create-reader';
import { chunkOf, DONE, eventOf } from '../../../support/scripted-model';

/* What docs/errors.md says of the forms that are not read. */

function read(...frames: object[]): { parts: LanguageModelV2StreamPart[]; error?: Error } {
  const reader = createReader();
  const parts = reader.feed(frames.map((frame) => eventOf(frame)).join('') + DONE);
  return { parts, ...(reader.initialError && { error: reader.initialError }) };
}

const finishOf = (parts: LanguageModelV2StreamPart[]) =>
  parts.find((part) => part.type === 'finish');

const CALL = { index: 0, id: 'a', function: { name: 'look', arguments: '{}' } };

describe.each([
  'SAFETY',
  'RECITATION',
  'FINISH_REASON_STOP',
  'eos_token',
  'REASON_MAX_LEN',
  'eosFound',
  'function_call',
])('the finish word %s', (word) => {
  test('is unknown, and in the metadata', () => {
    const finish = finishOf(read(chunkOf({ content: 'Hi' }), chunkOf({}, word)).parts);
    expect(finish).toMatchObject({
      finishReason: 'unknown',
      providerMetadata: { heroku: { rawFinishReason: word } },
    });
  });

  test('runs calls that came', () => {
    const { parts } = read(chunkOf({ tool_calls: [CALL] }), chunkOf({}, word));
    expect(finishOf(parts)).toMatchObject({ finishReason: 'tool-calls' });
    expect(parts).toContainEqual(expect.objectContaining({ type: 'tool-call', toolCallId: 'a' }));
  });
});

test.each([
  [{ usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4, totalTokenCount: 7 } }],
  [{ x_groq: { usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } } }],
])('no usage: %j', (usage) => {
  const { parts } = read({ ...chunkOf({ content: 'Hi' }), ...usage }, chunkOf({}, 'stop'));
  expect(finishOf(parts)).toMatchObject({ usage: { inputTokens: undefined } });
});

test('no reasoning tokens where only the total tells', () => {
  const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 17 };
  const { parts } = read({ ...chunkOf({ content: 'Hi' }), usage }, chunkOf({}, 'stop'));
  expect(finishOf(parts)).toMatchObject({
    usage: { outputTokens: 4, reasoningTokens: undefined, totalTokens: 17 },
  });
});

test('no call in function_call, no text in audio', () => {
  const { parts } = read(
    chunkOf({ function_call: { name: 'look', arguments: '{}' } }),
    chunkOf({ audio: { transcript: 'Hello' } }),
    chunkOf({ content: 'Hi' }, 'stop'),
  );
  const types = parts.map(({ type }) => type);
  expect(types).not.toContain('tool-call');
  expect(types.filter((type) => type === 'text-delta')).toHaveLength(1);
});

test.each([
  ['that repeat all before them', ['{"a"', '{"a":1', '{"a":1}']],
  ['of PHP', ['[]']],
])('arguments %s go out as they came', (_what, pieces) => {
  const frames = pieces.map((text, nth) =>
    chunkOf({
      tool_calls: [
        {
          ...(nth === 0 && CALL),
          index: 0,
          function: { name: nth === 0 ? 'look' : '', arguments: text },
        },
      ],
    }),
  );
  const { parts } = read(...frames, chunkOf({}, 'tool_calls'));
  expect(parts).toContainEqual(
    expect.objectContaining({ type: 'tool-call', input: pieces.join('') }),
  );
});

test.each([
  [{ base_resp: { status_code: 1004, status_msg: 'login fail' } }],
  [{ fault: { faultstring: 'Rate limit quota violation' } }],
])('the error %j shows the body as it came', (body) => {
  const reader = createReader();
  reader.feed(JSON.stringify(body));
  reader.end();
  const error = reader.initialError as APICallError;
  expect(error.message).toContain(JSON.stringify(body).slice(0, 40));
});
