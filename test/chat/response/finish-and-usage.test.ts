import type { JSONObject } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import {
  mergeUsage,
  toFinishReason,
  toTokenCounts,
  toUsage,
} from '../../../src/chat/response/finish-and-usage';

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
  ['content_filtered', 'content-filter', 'content-filter'],
  ['refusal', 'content-filter', 'content-filter'],
  ['sensitive', 'content-filter', 'content-filter'],
  ['model_context_window_exceeded', 'length', 'length'],
  ['pause_turn', 'stop', 'tool-calls'],
  ['malformed_tool_use', 'error', 'error'],
  ['malformed_model_output', 'error', 'error'],
  ['error', 'error', 'error'],
  ['overloaded_error', 'error', 'error'],
  ['ThrottlingException', 'error', 'error'],
  ['network_error', 'error', 'error'],
  ['insufficient_system_resource', 'error', 'error'],
  ['abort', 'error', 'error'],
  ['eos', 'stop', 'tool-calls'],
  ['STOP', 'stop', 'tool-calls'],
  ['MAX_TOKENS', 'length', 'length'],
  ['model_length', 'length', 'length'],
  ['SAFETY', 'content-filter', 'content-filter'],
  ['end', 'unknown', 'tool-calls'],
  ['no error', 'unknown', 'tool-calls'],
  ['', 'unknown', 'tool-calls'],
  ['constructor', 'unknown', 'tool-calls'],
  ['__proto__', 'unknown', 'tool-calls'],
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
    'flat counters, where the details are absent',
    { ...COUNTERS, cache_read_input_tokens: 7, reasoning_tokens: 20 },
    { ...TOKENS, cachedInputTokens: 7, reasoningTokens: 20 },
  ],
  [
    'prompt_cache_hit_tokens',
    { ...COUNTERS, prompt_cache_hit_tokens: 7 },
    { ...TOKENS, cachedInputTokens: 7 },
  ],
  ['cached_tokens', { ...COUNTERS, cached_tokens: 7 }, { ...TOKENS, cachedInputTokens: 7 }],
  [
    'the details win',
    { ...COUNTERS, prompt_tokens_details: { cached_tokens: 7 }, cached_tokens: 9 },
    { ...TOKENS, cachedInputTokens: 7 },
  ],
  [
    'the counters of Anthropic',
    { input_tokens: 14, output_tokens: 51 },
    { inputTokens: 14, outputTokens: 51 },
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

test('tokens written to the cache are counted', () => {
  expect(toTokenCounts({ input_tokens: 3, cache_creation_input_tokens: 5 })).toMatchObject({
    input: 3,
    cacheWrite: 5,
  });
});

test.each<[what: string, frames: JSONObject[], merged: JSONObject]>([
  [
    'input and output in two frames',
    [{ prompt_tokens: 14 }, { completion_tokens: 51 }],
    { prompt_tokens: 14, completion_tokens: 51 },
  ],
  [
    'zeros after counts',
    [COUNTERS, { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }],
    COUNTERS,
  ],
  [
    'the later count',
    [{ completion_tokens: 1 }, { completion_tokens: 51 }],
    { completion_tokens: 51 },
  ],
  [
    'details',
    [
      { prompt_tokens_details: { cached_tokens: 7 } },
      { prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 } },
    ],
    { prompt_tokens_details: { cached_tokens: 7, audio_tokens: 0 } },
  ],
  ['null', [COUNTERS, { prompt_tokens: null }], COUNTERS],
])('usage in parts: %s', (_what, frames, merged) => {
  expect(frames.reduce<JSONObject | undefined>(mergeUsage, undefined)).toEqual(merged);
});
