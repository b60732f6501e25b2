import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { collectParts } from '../../src/parts/collect-parts';
import type { PartSource } from '../../src/parts/part-source';

/** Gives the parts in reads of one each. */
function sourceOf(parts: LanguageModelV2StreamPart[], onCancel = () => {}) {
  const waiting = [...parts];
  const source: PartSource<LanguageModelV2StreamPart> = {
    hasEnded: () => waiting.length === 0,
    read: async (take) => take(waiting.splice(0, 1)),
    whenFailed: () => {},
    cancel: async () => onCancel(),
  };
  return source;
}

const USAGE = { inputTokens: 14, outputTokens: 51, totalTokens: 65 };
const SOURCE: LanguageModelV2StreamPart = {
  type: 'source',
  sourceType: 'url',
  id: 's',
  url: 'https://a.test',
};
const TOOL_CALL: LanguageModelV2StreamPart = {
  type: 'tool-call',
  toolCallId: 'a',
  toolName: 'f',
  input: '{"x":1}',
};

test('blocks, sources and calls become content, in the order in which they came', async () => {
  const timestamp = new Date(0);
  const warnings = [{ type: 'other' as const, message: 'x' }];
  const result = await collectParts(
    sourceOf([
      { type: 'stream-start', warnings },
      { type: 'response-metadata', id: '1' },
      { type: 'response-metadata', modelId: 'm', timestamp },
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'H' },
      { type: 'reasoning-delta', id: '0', delta: 'm' },
      { type: 'reasoning-end', id: '0', providerMetadata: { heroku: { signature: 's' } } },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Once' },
      { type: 'text-delta', id: '1', delta: ' upon' },
      { type: 'text-end', id: '1' },
      SOURCE,
      { type: 'tool-input-start', id: 'a', toolName: 'f' },
      { type: 'tool-input-delta', id: 'a', delta: '{"x":1}' },
      { type: 'text-start', id: '2' },
      { type: 'text-delta', id: '2', delta: 'a time' },
      { type: 'text-end', id: '2' },
      { type: 'tool-input-end', id: 'a' },
      TOOL_CALL,
      {
        type: 'finish',
        finishReason: 'tool-calls',
        usage: USAGE,
        providerMetadata: { heroku: { rawFinishReason: 'tool_use' } },
      },
    ]),
  );
  expect(result).toEqual({
    content: [
      { type: 'reasoning', text: 'Hm', providerMetadata: { heroku: { signature: 's' } } },
      { type: 'text', text: 'Once upon' },
      SOURCE,
      { type: 'text', text: 'a time' },
      TOOL_CALL,
    ],
    finishReason: 'tool-calls',
    usage: USAGE,
    providerMetadata: { heroku: { rawFinishReason: 'tool_use' } },
    response: { id: '1', modelId: 'm', timestamp },
    warnings,
  });
});

test('a signature without thinking is kept for the replay', async () => {
  const { content } = await collectParts(
    sourceOf([
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-end', id: '0', providerMetadata: { heroku: { signature: 's' } } },
    ]),
  );
  expect(content).toEqual([
    { type: 'reasoning', text: '', providerMetadata: { heroku: { signature: 's' } } },
  ]);
});

test('the first error is thrown as it is, and the connection is closed', async () => {
  const error = new Error('slow down');
  let isCancelled = false;
  const source = sourceOf(
    [
      { type: 'text-start', id: '0' },
      { type: 'error', error },
      { type: 'error', error: new Error('second') },
    ],
    () => {
      isCancelled = true;
    },
  );
  await expect(collectParts(source)).rejects.toBe(error);
  expect(isCancelled).toBe(true);
});

test('an abort is passed on', async () => {
  const reason = new DOMException('stopped', 'AbortError');
  const source = sourceOf([{ type: 'text-start', id: '0' }]);
  source.read = () => Promise.reject(reason);
  await expect(collectParts(source)).rejects.toBe(reason);
});
