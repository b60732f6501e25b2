import type { JSONObject } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { toTokenCounts, toUsage } from '../../src/parts/finish';
import { mergeUsage } from '../../src/parts/merge-usage';

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
  ['the counters of Anthropic', { input_tokens: 14, output_tokens: 51 }, TOKENS],
  [
    'null details',
    { ...COUNTERS, prompt_tokens_details: null, completion_tokens_details: null },
    { ...TOKENS, cachedInputTokens: undefined, reasoningTokens: undefined },
  ],
  [
    'what is no count is left out',
    { prompt_tokens: 'many', completion_tokens: 51, total_tokens: -1 },
    { inputTokens: undefined, outputTokens: 51, totalTokens: undefined },
  ],
  ['digits', { prompt_tokens: '14', completion_tokens: '51', total_tokens: '65' }, TOKENS],
  ['no total', { prompt_tokens: 14, completion_tokens: 51 }, TOKENS],
  [
    'the counters of one API at 0, those of another filled',
    { ...COUNTERS, prompt_tokens: 0, input_tokens: 14 },
    TOKENS,
  ],
  [
    'input and cache apart, as Anthropic counts them',
    {
      input_tokens: 4,
      cache_read_input_tokens: 7,
      cache_creation_input_tokens: 3,
      output_tokens: 51,
    },
    { ...TOKENS, cachedInputTokens: 7 },
  ],
  [
    'input and cache apart, as Converse counts them',
    { inputTokens: 4, cacheReadInputTokens: 10, outputTokens: 51, totalTokens: 65 },
    { ...TOKENS, cachedInputTokens: 10 },
  ],
  [
    'the cache as a part of the input, as the total tells',
    { input_tokens: 14, cache_read_input_tokens: 7, output_tokens: 51, total_tokens: 65 },
    { ...TOKENS, cachedInputTokens: 7 },
  ],
  [
    'the cache as a part of the input, as its place tells',
    { input_tokens: 14, input_tokens_details: { cached_tokens: 7 }, output_tokens: 51 },
    { ...TOKENS, cachedInputTokens: 7 },
  ],
  [
    'the metrics of Bedrock',
    {
      inputTokenCount: 4,
      outputTokenCount: 51,
      cacheReadInputTokenCount: 10,
      invocationLatency: 900,
    },
    { ...TOKENS, cachedInputTokens: 10 },
  ],
  [
    'camel case',
    {
      promptTokens: 14,
      completionTokens: 51,
      totalTokens: 65,
      promptTokensDetails: { cachedTokens: 7 },
      completionTokensDetails: { reasoningTokens: 20 },
    },
    { ...TOKENS, cachedInputTokens: 7, reasoningTokens: 20 },
  ],
  [
    'thoughts that exceed the output, so they were counted apart',
    {
      prompt_tokens: 14,
      completion_tokens: 11,
      completion_tokens_details: { reasoning_tokens: 40 },
    },
    { ...TOKENS, reasoningTokens: 40 },
  ],
  [
    'a cache that exceeds the prompt, so it was counted apart',
    { prompt_tokens: 3, completion_tokens: 8, cache_creation_input_tokens: 1800 },
    { inputTokens: 1803, outputTokens: 8, totalTokens: 1811 },
  ],
  [
    'a cache that exceeds the prompt, beside a total without it',
    { prompt_tokens: 4, completion_tokens: 51, total_tokens: 55, cache_read_input_tokens: 10 },
    { ...TOKENS, cachedInputTokens: 10 },
  ],
  [
    'a cache as large as the prompt',
    { ...COUNTERS, cache_read_input_tokens: 14 },
    { ...TOKENS, cachedInputTokens: 14 },
  ],
  [
    'the cache apart from the prompt, as the total tells',
    { ...COUNTERS, prompt_tokens: 4, cache_read_input_tokens: 10 },
    { ...TOKENS, cachedInputTokens: 10 },
  ],
  [
    'a cache of zeros beside it',
    { ...COUNTERS, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
    { ...TOKENS, cachedInputTokens: 0 },
  ],
  ['cache_read_tokens', { ...COUNTERS, cache_read_tokens: 7 }, { ...TOKENS, cachedInputTokens: 7 }],
  [
    'thinking_tokens',
    { ...COUNTERS, output_tokens_details: { thinking_tokens: 20 } },
    { ...TOKENS, reasoningTokens: 20 },
  ],
  ['a total of 0', { ...COUNTERS, total_tokens: 0 }, TOKENS],
  ['a total that is behind the counts', { ...COUNTERS, total_tokens: 15 }, TOKENS],
  [
    'a total alone',
    { total_tokens: 65 },
    { inputTokens: undefined, outputTokens: undefined, totalTokens: 65 },
  ],
  ['names that are longer', { ...COUNTERS, prompt_tokens_cost: 9, cached_tokens_price: 3 }, TOKENS],
])('usage: %s', (_what, usage, tokens) => {
  expect(toUsage(usage)).toMatchObject(tokens);
});

test('tokens written to the cache are counted', () => {
  expect(toTokenCounts({ input_tokens: 3, cache_creation_input_tokens: 5 })).toMatchObject({
    input: 8,
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

test('counters are read after any number of unknown ones', () => {
  const unknown = Array.from({ length: 300 }, (_, at) => [`unknown_${at}`, at]);
  expect(toUsage(Object.fromEntries(unknown))).toEqual({});
  expect(toUsage({ outputTokenCount: 5, unknown_1: 7 })).toEqual({ outputTokens: 5 });
  expect(toUsage({ outputTokenCount: 6 })).toEqual({ outputTokens: 6 });
});
