import type { JSONObject } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { toFinishReason, toUsage } from '../../../src/chat/response/finish-and-usage';

test.each([
  ['stop', 'stop', 'tool-calls'],
  ['end_turn', 'stop', 'tool-calls'],
  ['stop_sequence', 'stop', 'tool-calls'],
  ['tool_calls', 'stop', 'tool-calls'],
  ['tool_use', 'stop', 'tool-calls'],
  ['function_call', 'stop', 'tool-calls'],
  ['length', 'length', 'length'],
  ['max_tokens', 'length', 'length'],
  ['content_filter', 'content-filter', 'content-filter'],
  ['guardrail_intervened', 'content-filter', 'content-filter'],
  ['end', 'unknown', 'unknown'],
  ['STOP', 'unknown', 'unknown'],
  ['constructor', 'unknown', 'unknown'],
  ['__proto__', 'unknown', 'unknown'],
])('finish reason %s is %s, with calls %s', (raw, alone, withCalls) => {
  expect(toFinishReason(raw, false)).toBe(alone);
  expect(toFinishReason(raw, true)).toBe(withCalls);
});

const COUNTERS = { prompt_tokens: 14, completion_tokens: 51, total_tokens: 65 };
const TOKENS = { inputTokens: 14, outputTokens: 51, totalTokens: 65 };

test.each<[what: string, usage: JSONObject, tokens: object]>([
  ['the three counters', COUNTERS, TOKENS],
  [
    'one counter alone',
    { prompt_tokens: 14 },
    { inputTokens: 14, outputTokens: undefined, totalTokens: undefined },
  ],
  [
    'zeros are figures',
    { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
  ],
  [
    'details',
    {
      ...COUNTERS,
      prompt_tokens_details: { cached_tokens: 7 },
      completion_tokens_details: { reasoning_tokens: 20 },
    },
    { ...TOKENS, cachedInputTokens: 7, reasoningTokens: 20 },
  ],
  [
    'null details',
    { ...COUNTERS, prompt_tokens_details: null, completion_tokens_details: null },
    { ...TOKENS, cachedInputTokens: undefined, reasoningTokens: undefined },
  ],
  [
    'what is no count is left out',
    { prompt_tokens: '14', completion_tokens: 51, total_tokens: -1 },
    { inputTokens: undefined, outputTokens: 51, totalTokens: undefined },
  ],
])('usage: %s', (_what, usage, tokens) => {
  expect(toUsage(usage)).toMatchObject(tokens);
});
