import { describe, expect, test } from 'vitest';
import { acceptedBody, type Call, requestFor, warningsOf } from '../request-for';

const STRICT = [
  'claude-opus-4-7',
  'claude-4-8-opus',
  'claude-haiku-4-6',
  'claude-opus-5',
  'claude-sonnet-5-5',
  'claude-fable-5-1',
  'claude-next',
  'us.anthropic.claude-opus-5-20261001-v1:0',
];

describe.each(STRICT)('%s takes no sampling settings', (modelId) => {
  test('they are left out, each with a warning', () => {
    const call = { temperature: 0.5, topP: 0.9, topK: 5 };
    expect(Object.keys(acceptedBody(call, modelId))).toEqual(['model', 'messages']);
    expect(warningsOf(requestFor(call, modelId))).toEqual([
      expect.stringMatching(/^temperature: temperature is not sent/),
      expect.stringMatching(/^topP: topP is not sent/),
      expect.stringMatching(/^topK: topK is not sent/),
    ]);
  });

  test('temperature 1, which is the default, is left out without a warning', () => {
    expect(acceptedBody({ temperature: 1 }, modelId)).not.toHaveProperty('temperature');
    expect(requestFor({ temperature: 1 }, modelId).warnings).toEqual([]);
  });

  test('a thinking budget is left out with a warning, the thinking is not', () => {
    const call: Call = {
      maxOutputTokens: 500,
      providerOptions: { heroku: { extendedThinking: { enabled: true, budgetTokens: 2000 } } },
    };
    const { extended_thinking, max_tokens } = acceptedBody(call, modelId);
    expect(extended_thinking).toEqual({ enabled: true, include_reasoning: true });
    // What the caller allows for thinking stays allowed.
    expect(max_tokens).toBe(2500);
    expect(warningsOf(requestFor(call, modelId))).toEqual([
      expect.stringMatching(/budgetTokens is not sent/),
    ]);
  });
});

test.each(['claude-opus-4-6', 'claude-4-6-sonnet', 'claude-4-5-haiku', 'claude-3-haiku'])(
  '%s takes them',
  (modelId) => {
    const call = { temperature: 1, topK: 5 };
    expect(acceptedBody(call, modelId)).toMatchObject({ temperature: 1, top_k: 5 });
    expect(requestFor(call, modelId).warnings).toEqual([]);
  },
);

describe('counts that are none are left out, with a warning', () => {
  test.each([0, -1, 10.5, Number.NaN, Number.POSITIVE_INFINITY])('%s', (count) => {
    const call = { maxOutputTokens: count, topK: count };
    expect(Object.keys(acceptedBody(call))).toEqual(['model', 'messages']);
    expect(warningsOf(requestFor(call)).toSorted()).toEqual([
      expect.stringMatching(/^maxOutputTokens: maxOutputTokens is not sent/),
      expect.stringMatching(/^topK: topK is not sent/),
    ]);
  });

  test('under a thinking budget too', () => {
    const heroku = { extendedThinking: { enabled: true, budgetTokens: 2000 } };
    const call = { maxOutputTokens: 0, providerOptions: { heroku } };
    expect(acceptedBody(call).max_tokens).toBe(6096);
  });
});
