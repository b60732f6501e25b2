import { createProviderRegistry, generateObject, type LanguageModel, streamText } from 'ai';
import {
  createHeroku,
  HerokuChatLanguageModel,
  type HerokuChatModelId,
  type HerokuChatProviderOptions,
  type HerokuProvider,
  type HerokuProviderSettings,
  heroku,
  VERSION,
} from 'ai-sdk-provider-heroku';
import { z } from 'zod';

// All public names, as strict code uses them. It is compiled, not run.
const settings: HerokuProviderSettings = { attachment: 'CRITIC', headers: { 'x-team': 'a' } };
const provider: HerokuProvider = createHeroku(settings);
const id: HerokuChatModelId = 'an-id-of-tomorrow';
const models: LanguageModel[] = [heroku(), provider(id), provider.chat('nova-lite')];
const model: HerokuChatLanguageModel = provider.languageModel('claude-4-5-sonnet');
const options = {
  extendedThinking: { enabled: true, budgetTokens: 2000 },
} satisfies HerokuChatProviderOptions;
const registry = createProviderRegistry({ heroku, critic: provider });

// @ts-expect-error: an attachment is a name
createHeroku({ attachment: 1 });
// @ts-expect-error: there are three efforts
const wrong: HerokuChatProviderOptions = { reasoningEffort: 'extreme' };

export async function answers(): Promise<string[]> {
  const { object } = await generateObject({
    model,
    schema: z.object({ city: z.string() }),
    prompt: 'A city',
    providerOptions: { heroku: options },
  });
  const city: string = object.city;
  const { text } = streamText({ model: registry.languageModel('critic:nova-lite'), prompt: city });
  const isOurs: boolean = model instanceof HerokuChatLanguageModel;
  return [await text, city, VERSION, String(isOurs), String(models.length), String(wrong)];
}
