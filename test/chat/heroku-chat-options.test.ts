import { InvalidArgumentError } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import type { HerokuChatProviderOptions } from '../../src';
import { toChatOptions } from '../../src/chat/heroku-chat-options';

/** Options as callers without types give them. */
const read = (options: unknown, name = 'heroku', warnings: string[] = []) =>
  toChatOptions(name, { [name]: options } as Parameters<typeof toChatOptions>[1], (warning) =>
    warnings.push(warning),
  );

const fail = (warning: string) => {
  throw new Error(warning);
};

test.each<[string, unknown, object, RegExp]>([
  ['a misspelling', { reasoningEfort: 'low' }, {}, /reasoningEfort is not known.*reasoningEffort/],
  ['an option of another provider', { promptCacheKey: 'a' }, {}, /promptCacheKey is not known/],
  [
    'a key inside',
    { extendedThinking: { enabled: true, budgetToken: 2000 } },
    { extendedThinking: { enabled: true } },
    /extendedThinking\.budgetToken is not known.*budgetTokens/,
  ],
])('%s is ignored, with a warning', (_, options, expected, warning) => {
  const warnings: string[] = [];
  expect(read(options, 'heroku', warnings)).toEqual(expected);
  expect(warnings).toEqual([expect.stringMatching(warning)]);
});

test('options under the name of the generic package are named', () => {
  const warnings: string[] = [];
  toChatOptions('heroku', { openaiCompatible: { user: 'a' } }, (warning) => warnings.push(warning));
  expect(warnings).toEqual([expect.stringMatching(/openaiCompatible.*providerOptions\.heroku/)]);
});

test.each<HerokuChatProviderOptions>([
  ...(['low', 'medium', 'high'] as const).map((reasoningEffort) => ({ reasoningEffort })),
  ...(['auto', 'tool', 'prompt', 'json_schema'] as const).map((structuredOutputMode) => ({
    structuredOutputMode,
  })),
])('%j is taken', (options) => {
  expect(read(options, 'heroku')).toEqual(options);
});

const ALL: HerokuChatProviderOptions = {
  extendedThinking: { enabled: true, budgetTokens: 1024, includeReasoning: false },
  reasoningEffort: 'high',
  parallelToolCalls: false,
  allowIgnoredParams: true,
  promptCaching: false,
  structuredOutputMode: 'json_schema',
  extraBody: { metadata: { a: [1, null] } },
};

describe('what is valid comes through as it is', () => {
  test.each<[string, HerokuChatProviderOptions]>([
    ['every option', ALL],
    ['none', {}],
    ['thinking without a budget', { extendedThinking: { enabled: true } }],
    ['undefined ones', { reasoningEffort: undefined, extendedThinking: undefined }],
  ])('%s', (_, options) => {
    expect(read(options)).toEqual(options);
  });

  test.each([[undefined], [{}], [{ openai: { anything: 1 } }]])(
    'no options of ours in %j',
    (providerOptions) => {
      expect(toChatOptions('heroku', providerOptions, fail)).toEqual({});
    },
  );

  test('the key is the name of the provider', () => {
    expect(
      toChatOptions('teal', { teal: { reasoningEffort: 'low' }, heroku: { wrong: 1 } }, fail),
    ).toEqual({
      reasoningEffort: 'low',
    });
  });
});

describe('what is not names the key at fault', () => {
  test.each<[string, unknown, string, RegExp]>([
    [
      'a budget below 1024',
      { extendedThinking: { enabled: true, budgetTokens: 1023 } },
      'providerOptions.heroku.extendedThinking.budgetTokens',
      /1024/,
    ],
    [
      'a budget that is no integer',
      { extendedThinking: { enabled: true, budgetTokens: 2000.5 } },
      'providerOptions.heroku.extendedThinking.budgetTokens',
      /int/,
    ],
    [
      'enabled missing',
      { extendedThinking: { budgetTokens: 2000 } },
      'providerOptions.heroku.extendedThinking.enabled',
      /boolean/,
    ],
    [
      'an effort of another provider',
      { reasoningEffort: 'xhigh' },
      'providerOptions.heroku.reasoningEffort',
      /low.*medium.*high/,
    ],
    [
      'a mode that does not exist',
      { structuredOutputMode: 'json' },
      'providerOptions.heroku.structuredOutputMode',
      /json_schema/,
    ],
    [
      'a flag as text',
      { parallelToolCalls: 'false' },
      'providerOptions.heroku.parallelToolCalls',
      /boolean/,
    ],
    [
      'extraBody as a list',
      { extraBody: ['a'] },
      'providerOptions.heroku.extraBody',
      /record|object/,
    ],
    ['no object', 'high', 'providerOptions.heroku', /object/],
    ['a list', [], 'providerOptions.heroku', /object/],
  ])('%s', (_, options, argument, why) => {
    let error: unknown;
    try {
      read(options);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidArgumentError);
    const { message, argument: at } = error as InvalidArgumentError;
    expect(at).toBe(argument);
    expect(message).toContain(`${argument} is invalid`);
    expect(message).toMatch(why);
  });

  test('under the name of the provider', () => {
    expect(() => read({ reasoningEffort: 1 }, 'teal')).toThrow(
      'providerOptions.teal.reasoningEffort',
    );
  });
});
