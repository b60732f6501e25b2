import type { EmbeddingModelV2, ImageModelV2, LanguageModelV2, ProviderV2 } from '@ai-sdk/provider';
import type {
  EmbeddingModelV3,
  ImageModelV3,
  LanguageModelV3,
  ProviderV3,
  RerankingModelV3,
} from 'provider-v3';
import type {
  EmbeddingModelV4,
  ImageModelV4,
  LanguageModelV4,
  ProviderV4,
  RerankingModelV4,
} from 'provider-v4';
import { expect, it } from 'vitest';
import * as v2 from '../../src';
import * as v3 from '../../src/v3';
import * as v4 from '../../src/v4';

// Types are checked by `npm run typecheck`: what a new version of the AI SDK asks for is noticed here.
const models = {
  v2: v2.heroku('nova-pro') satisfies LanguageModelV2 satisfies v2.HerokuChatLanguageModel,
  v3: v3.heroku('nova-pro') satisfies LanguageModelV3 satisfies v3.HerokuChatLanguageModel,
  v4: v4.heroku('nova-pro') satisfies LanguageModelV4 satisfies v4.HerokuChatLanguageModel,
};
v2.heroku.embedding('a') satisfies EmbeddingModelV2<string> satisfies v2.HerokuEmbeddingModel;
v3.heroku.embedding('a') satisfies EmbeddingModelV3 satisfies v3.HerokuEmbeddingModel;
v4.heroku.embedding('a') satisfies EmbeddingModelV4 satisfies v4.HerokuEmbeddingModel;
v2.heroku.image('a') satisfies ImageModelV2 satisfies v2.HerokuImageModel;
v3.heroku.image('a') satisfies ImageModelV3 satisfies v3.HerokuImageModel;
v4.heroku.image('a') satisfies ImageModelV4 satisfies v4.HerokuImageModel;
v2.heroku.reranking('a') satisfies RerankingModelV3 satisfies v2.HerokuRerankingModel;
v3.heroku.reranking('a') satisfies RerankingModelV3 satisfies v3.HerokuRerankingModel;
v4.heroku.reranking('a') satisfies RerankingModelV4 satisfies v4.HerokuRerankingModel;
v2.heroku satisfies ProviderV2 satisfies v2.HerokuProvider;
v3.heroku satisfies ProviderV3 satisfies v3.HerokuProvider;
v4.heroku satisfies ProviderV4 satisfies v4.HerokuProvider;

it('each entry exports the same names', () => {
  expect(Object.keys(v3).sort()).toEqual(Object.keys(v2).sort());
  expect(Object.keys(v4).sort()).toEqual(Object.keys(v2).sort());
});

it.each([
  ['v2', v2, undefined],
  ['v3', v3, 'v3'],
  ['v4', v4, 'v4'],
] as const)('%s: model and provider say so', (version, entry, ofProvider) => {
  const { heroku, createHeroku, HerokuChatLanguageModel } = entry;
  for (const provider of [heroku, createHeroku({ apiKey: 'inf-key' })]) {
    // The type ProviderV2 has no such property.
    expect((provider as { specificationVersion?: string }).specificationVersion).toBe(ofProvider);
    for (const model of [provider('a'), provider.languageModel('a'), provider.chat('a')]) {
      expect(model.specificationVersion).toBe(version);
      expect(model).toBeInstanceOf(HerokuChatLanguageModel);
    }
  }
});

it('an entry takes no model of another', () => {
  // @ts-expect-error: a v2 model is no v3 model
  models.v2 satisfies LanguageModelV3;
  // @ts-expect-error: a v3 model is no v4 model
  models.v3 satisfies LanguageModelV4;
  // @ts-expect-error: a v4 model is no v2 model
  models.v4 satisfies v2.HerokuChatLanguageModel;
});
