import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { assertWellFormed } from './well-formed';

// The rules themselves: test/conformance/problems-of.test.ts.

const START: LanguageModelV2StreamPart = { type: 'stream-start', warnings: [] };
const finish = (
  finishReason: 'stop' | 'error',
  rawFinishReason: string,
): LanguageModelV2StreamPart => ({
  type: 'finish',
  finishReason,
  usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
  providerMetadata: { heroku: { rawFinishReason } },
});

test('what is well formed passes, also an error that only the finish reason names', () => {
  expect(() => assertWellFormed([START, finish('stop', 'stop')])).not.toThrow();
  expect(() => assertWellFormed([START, finish('error', 'malformed_tool_use')])).not.toThrow();
});

test.each<[string, LanguageModelV2StreamPart[], RegExp]>([
  ['a house rule of the judge', [finish('stop', 'stop')], /stream-start-first/],
  ['a rule of the contract', [START], /finish-last/],
  ['an error that nothing tells', [START, finish('error', 'stop')], /error-is-told/],
  [
    'a part that this provider never sends',
    [START, { type: 'file', mediaType: 'image/png', data: '' }, finish('stop', 'stop')],
    /never sent: file/,
  ],
])('%s is told', (_what, parts, problem) => {
  expect(() => assertWellFormed(parts)).toThrow(problem);
});
