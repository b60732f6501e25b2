import { InvalidArgumentError } from '@ai-sdk/provider';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod/v4';
import { toChatOptions } from '../../src/chat/heroku-chat-options';
import { toEmbeddingOptions } from '../../src/embedding/heroku-embedding-options';
import { toImageOptions } from '../../src/image/heroku-image-options';
import { toRerankingOptions } from '../../src/reranking/heroku-reranking-options';
import { createOptionsReader, type OptionsReader } from '../../src/specification/provider-options';

const READERS: [kind: string, read: OptionsReader<object>, known: object][] = [
  ['chat', toChatOptions, { reasoningEffort: 'low' }],
  ['embedding', toEmbeddingOptions, { inputType: 'search_query' }],
  ['image', toImageOptions, { negativePrompt: 'rain' }],
  ['reranking', toRerankingOptions, { extraBody: { a: 1 } }],
];

describe.each(READERS)('options of %s', (_, reader, known) => {
  const [option] = Object.keys(known) as [string];
  const read = (options: unknown, name = 'heroku') => {
    const warnings: string[] = [];
    const given = { [name]: options } as Parameters<typeof reader>[1];
    return { options: reader(name, given, (warning) => warnings.push(warning)), warnings };
  };

  test('that are known come through without a warning', () => {
    expect(read(known)).toEqual({ options: known, warnings: [] });
    expect(read(known, 'teal')).toEqual({ options: known, warnings: [] });
  });

  test('that are misspelt are ignored, with a warning that names the nearest', () => {
    const misspelt = `${option}s`;
    expect(read({ [misspelt]: 'x', ...known })).toEqual({
      options: known,
      warnings: [
        `providerOptions.heroku.${misspelt} is not known here and is ignored. Did you mean ${option}?`,
      ],
    });
  });

  test.each(['promptCacheKey', 'thinking', 'constructor', 'toString'])(
    'of another provider (%s) are ignored, with a warning that names all',
    (key) => {
      const { options, warnings } = read({ [key]: { type: 'enabled' } });
      expect(options).toEqual({});
      const message = `providerOptions.heroku.${key} is not known here and is ignored.`;
      expect(warnings).toEqual([expect.stringContaining(message)]);
    },
  );

  test('that are undefined, or null as a whole, are none', () => {
    expect(read({ [option]: undefined, other: undefined }).warnings).toEqual([]);
    expect(read(null)).toEqual({ options: {}, warnings: [] });
    expect(read(undefined)).toEqual({ options: {}, warnings: [] });
  });

  test('under the name of the generic package are named', () => {
    const warnings: string[] = [];
    const given = { openaiCompatible: {}, 'openai-compatible': { a: 1 } };
    reader('heroku', given, (warning) => warnings.push(warning));
    expect(warnings).toEqual([
      'providerOptions.openaiCompatible is not read. Use providerOptions.heroku.',
      'providerOptions.openai-compatible is not read. Use providerOptions.heroku.',
    ]);
  });

  test.each([
    ['in capitals', 'heroku', 'Heroku'],
    ['of the model', 'heroku', 'heroku.chat'],
    ['that a provider of another name would have', 'heroku-eu', 'heroku'],
  ])('under the name %s are named, where none are under the right one', (_, name, key) => {
    const warnings: string[] = [];
    const warn = (warning: string) => warnings.push(warning);
    reader(name, { [key]: { a: 1 } }, warn);
    expect(warnings).toEqual([`providerOptions.${key} is not read. Use providerOptions.${name}.`]);
    reader(name, { [key]: { a: 1 }, [name]: {} }, warn);
    reader(name, { herokuish: {}, openai: {} }, warn);
    expect(warnings).toHaveLength(1);
  });

  test('with a wrong value are an InvalidArgumentError that names the key', () => {
    const argument = `providerOptions.heroku.${option}`;
    for (const value of [7, null, []]) {
      expect(() => read({ [option]: value, misspelt: 1 })).toThrow(
        expect.objectContaining({ argument, message: expect.stringContaining(argument) }),
      );
    }
    expect(() => read('none')).toThrow(InvalidArgumentError);
  });
});

test('a key inside an option is named with its path', () => {
  const warnings: string[] = [];
  const extendedThinking = { enabled: true, budgetToken: 2000 };
  const given = { heroku: { extendedThinking, extraBody: { anything: { a: 1 } } } };
  const options = toChatOptions('heroku', given, (warning) => warnings.push(warning));
  expect(options.extendedThinking).toEqual({ enabled: true });
  expect(warnings).toEqual([
    'providerOptions.heroku.extendedThinking.budgetToken is not known here and is ignored. Did you mean budgetTokens?',
  ]);
});

test('a schema, which takes time to make, is made once, and not for calls without options', () => {
  const createSchema = vi.fn(() => z.object({ a: z.string() }).partial());
  const read = createOptionsReader(createSchema);
  const warn = () => {};
  expect(read('heroku', undefined, warn)).toEqual({});
  expect(read('heroku', { openai: { b: 1 } }, warn)).toEqual({});
  expect(createSchema).not.toHaveBeenCalled();
  expect(read('heroku', { heroku: { a: 'x' } }, warn)).toEqual({ a: 'x' });
  expect(read('heroku', { heroku: { a: 'y' } }, warn)).toEqual({ a: 'y' });
  expect(createSchema).toHaveBeenCalledTimes(1);
});
