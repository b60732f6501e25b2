import { expect, test } from 'vitest';
import { v3, v4 } from '../../src/specification/v3';

const V2_USAGE = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };

function finishOf(usage?: Record<string, unknown>) {
  const rawFinish = { rawFinishReason: 'end_turn', ...(usage && { usage: usage as never }) };
  const part = { type: 'finish', finishReason: 'stop', usage: V2_USAGE } as const;
  expect(v4.toPart(part, rawFinish)).toEqual(v3.toPart(part, rawFinish));
  return v3.toPart(part, rawFinish);
}

test.each([
  {
    name: 'nothing',
    usage: undefined,
    inputTokens: {},
    outputTokens: {},
  },
  {
    name: 'totals',
    usage: { prompt_tokens: 12, completion_tokens: 5 },
    inputTokens: { total: 12 },
    outputTokens: { total: 5 },
  },
  {
    name: 'parts of the totals',
    usage: {
      prompt_tokens: 12,
      completion_tokens: 5,
      prompt_tokens_details: { cached_tokens: 8 },
      completion_tokens_details: { reasoning_tokens: 3 },
    },
    inputTokens: { total: 12, cacheRead: 8, noCache: 4 },
    outputTokens: { total: 5, reasoning: 3, text: 2 },
  },
  {
    name: 'parts that are nothing',
    usage: {
      prompt_tokens: 12,
      completion_tokens: 5,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
    inputTokens: { total: 12, cacheRead: 0, noCache: 12 },
    outputTokens: { total: 5, reasoning: 0, text: 5 },
  },
  {
    name: 'parts above the total, which were counted apart from it',
    usage: {
      prompt_tokens: 12,
      completion_tokens: 5,
      prompt_tokens_details: { cached_tokens: 100 },
      completion_tokens_details: { reasoning_tokens: 6 },
    },
    inputTokens: { total: 112, cacheRead: 100, noCache: 12 },
    outputTokens: { total: 11, reasoning: 6, text: 5 },
  },
])('usage that tells of $name', ({ usage, inputTokens, outputTokens }) => {
  expect(finishOf(usage)).toEqual({
    type: 'finish',
    finishReason: { unified: 'stop', raw: 'end_turn' },
    usage: { inputTokens, outputTokens, ...(usage && { raw: usage }) },
  });
});

test('each other part is passed on as it is', () => {
  const part = { type: 'text-delta', id: '0', delta: 'Hi' } as const;
  expect(v3.toPart(part, {})).toBe(part);
});
