import type { LanguageModel as LanguageModel5 } from 'ai';
import {
  customProvider,
  defaultSettingsMiddleware,
  generateText,
  type LanguageModel as LanguageModel6,
  wrapLanguageModel,
} from 'ai-v6';
import type { LanguageModel as LanguageModel7 } from 'ai-v7';
import { expect, it } from 'vitest';
import { createHeroku } from '../../src';
import { createLocalHeroku, LOCAL_KEY } from '../../src/local';

Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

const { fetch } = createLocalHeroku();
const heroku = createHeroku({ apiKey: LOCAL_KEY, fetch });
const middleware = defaultSettingsMiddleware({ settings: {} });

it('is a language model to the types of each major', () => {
  const model = heroku('nova-pro');
  expect([
    model satisfies LanguageModel5,
    model satisfies LanguageModel6,
    model satisfies LanguageModel7,
  ]).toHaveLength(3);
});

/** Why README sends users of AI SDK 6 through a custom provider. If the first half fails, AI SDK 6 has learned better. */
it('loses its finish reason in wrapLanguageModel of AI SDK 6, unless a custom provider has adapted it', async () => {
  const finishReason = async (model: Parameters<typeof wrapLanguageModel>[0]['model']) => {
    const wrapped = wrapLanguageModel({ model, middleware });
    return (await generateText({ model: wrapped, prompt: 'Hello' })).finishReason;
  };
  // AI SDK 6 types take a v3 model here, its code any.
  expect(await finishReason(heroku('nova-pro') as never)).toBeUndefined();
  const adapted = customProvider({ fallbackProvider: heroku }).languageModel('nova-pro');
  expect(await finishReason(adapted)).toBe('stop');
});
