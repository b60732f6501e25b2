import {
  createProviderRegistry,
  customProvider,
  defaultSettingsMiddleware,
  generateText,
  type LanguageModel,
  type Provider,
  streamText,
  wrapLanguageModel,
} from 'ai';
import {
  createHeroku,
  HerokuChatLanguageModel,
  type HerokuChatProviderOptions,
  type HerokuProvider,
  type HerokuProviderSettings,
  heroku,
} from 'ai-sdk-provider-heroku';

// What strict code does with the entry that belongs to its major. It is compiled in each of them, not run.
const settings: HerokuProviderSettings = { baseURL: process.env.INFERENCE_URL };
const provider: HerokuProvider = createHeroku({
  ...settings,
  apiKey: process.env.INFERENCE_KEY,
  attachment: process.env.ATTACHMENT,
});

const wrapped = wrapLanguageModel({
  model: heroku('claude-4-5-sonnet'),
  middleware: [defaultSettingsMiddleware({ settings: { temperature: 0.2 } })],
});
const registry = createProviderRegistry({ heroku, critic: provider });
const custom = customProvider({
  languageModels: { fast: heroku('claude-4-5-haiku'), wrapped },
  fallbackProvider: heroku,
});
globalThis.AI_SDK_DEFAULT_PROVIDER = heroku;

const asProvider: Provider = heroku;
const models: LanguageModel[] = [
  heroku(),
  wrapped,
  registry.languageModel('heroku:nova-pro'),
  custom.languageModel('fast'),
  custom.languageModel('nova-pro'),
  'nova-pro',
  asProvider.languageModel('nova-pro'),
];

const options: HerokuChatProviderOptions = {
  reasoningEffort: 'low',
  extendedThinking: { enabled: true, budgetTokens: 2000 },
  extraBody: { metadata: { team: 'a', tags: ['x', 1, null] } },
};
const fromVariables = { heroku: options };

export async function answers(): Promise<string[]> {
  const texts = await Promise.all(
    models.map(async (model) => {
      const { text } = await generateText({
        model,
        prompt: 'Hello',
        providerOptions: { heroku: options },
      });
      return text;
    }),
  );
  const { text } = streamText({ model: wrapped, prompt: 'Hello', providerOptions: fromVariables });
  const isOurs: boolean = heroku('nova-pro') instanceof HerokuChatLanguageModel;
  const chat: HerokuChatLanguageModel = provider.chat('nova-pro');
  return [...texts, await text, String(isOurs), chat.modelId];
}
