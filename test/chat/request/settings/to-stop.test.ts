import { describe, expect, test } from 'vitest';
import { acceptedBody, requestFor, warningsOf } from '../request-for';

describe('stop sequences', () => {
  test.each(['claude-4-5-sonnet', 'nova-lite', 'kimi-k2-5', 'glm-4-7', 'next-year-1'])(
    'are sent to %s',
    (modelId) => {
      const call = { stopSequences: ['END', ' \nH:'] };
      expect(acceptedBody(call, modelId).stop).toEqual(['END', ' \nH:']);
      expect(requestFor(call, modelId).warnings).toEqual([]);
    },
  );

  test.each([
    'gpt-oss-120b',
    'openai-gpt-oss-120b',
    'qwen3-235b',
    'qwen3-coder-480b',
    'deepseek-v3-2',
  ])('are not sent to %s, which refuses them, with a warning', (modelId) => {
    const call = { stopSequences: ['END'] };
    expect(acceptedBody(call, modelId)).not.toHaveProperty('stop');
    expect(warningsOf(requestFor(call, modelId))).toEqual([
      expect.stringMatching(/^stopSequences: .*refuses/),
    ]);
    expect(requestFor({ stopSequences: [] }, modelId).warnings).toEqual([]);
  });

  test.each([
    [['', 'END', '\n'], ['END']],
    [['', ' \t'], undefined],
  ])('%j: blank ones are left out, with a warning', (stopSequences, expected) => {
    expect(acceptedBody({ stopSequences }).stop).toEqual(expected);
    expect(warningsOf(requestFor({ stopSequences }))).toEqual([
      expect.stringMatching(/^stopSequences: Blank/),
    ]);
  });
});

test('a text alone is one stop sequence, and what is no text is none', () => {
  const stop = (stopSequences: unknown) =>
    acceptedBody({ stopSequences: stopSequences as string[] }).stop;
  expect(stop('END')).toEqual(['END']);
  expect(stop([5, null, 'END'])).toEqual(['END']);
});
