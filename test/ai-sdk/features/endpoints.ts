import assert from 'node:assert/strict';
import { LOCAL_KEY } from '../../../src/local';
import type { Feature, Lab } from '../feature';

const providerOf = ({ createHeroku, local }: Lab) =>
  createHeroku({ baseURL: local.url, apiKey: LOCAL_KEY });

/** Embeddings, reranking and images, through the AI SDK. */
export const endpointFeatures: Feature[] = [
  {
    name: 'embedMany of 250 values: in order, with usage, in requests of at most 96',
    async run(lab) {
      const values = Array.from({ length: 250 }, (_, index) => `value number ${index}`);
      const model = providerOf(lab).embedding('cohere-embed-v4');
      const { embeddings, usage } = await lab.sdk.embedMany({ model, values });
      assert.equal(embeddings.length, 250);
      assert.ok(usage.tokens > 0);
      assert.deepEqual(
        lab.local.requests.map(({ body }) => body.input.length).sort(),
        [58, 96, 96],
      );
      const { embedding } = await lab.sdk.embed({ model, value: 'value number 200' });
      assert.deepEqual(embeddings[200], embedding);
    },
  },
  {
    name: 'embed through a registry and customProvider',
    async run({ sdk, ...lab }) {
      const heroku = providerOf({ sdk, ...lab });
      const registry = sdk.createProviderRegistry({ heroku });
      const custom = sdk.customProvider({ fallbackProvider: heroku });
      const of = (provider: unknown) =>
        provider as Record<string, (id: string) => ReturnType<typeof heroku.embedding>>;
      const method = sdk.major === 5 ? 'textEmbeddingModel' : 'embeddingModel';
      for (const model of [
        of(registry)[method]?.('heroku:cohere-embed-v4'),
        of(custom)[method]?.('cohere-embed-v4'),
      ]) {
        assert.ok(model);
        const { embedding, usage } = await sdk.embed({ model, value: 'a' });
        assert.equal(embedding.length, 1536);
        assert.ok(usage.tokens > 0);
      }
    },
  },
  {
    name: 'rerank: the best document first',
    since: 6,
    async run(lab) {
      const { ranking } = await lab.sdk.rerank({
        model: providerOf(lab).reranking('cohere-rerank-3-5'),
        query: 'sleeping dynos',
        documents: ['cats', 'sleeping dynos wake', 'dynos'],
        topN: 2,
      });
      assert.deepEqual(
        ranking.map(({ originalIndex }) => originalIndex),
        [1, 2],
      );
    },
  },
  {
    name: 'generateImage of three images: three requests',
    async run(lab) {
      const { images } = await lab.sdk.generateImage({
        model: providerOf(lab).image('stable-image-ultra'),
        prompt: 'A dyno',
        n: 3,
        size: '1024x1024',
      });
      assert.equal(images.length, 3);
      assert.deepEqual([...new Set(images.map(({ mediaType }) => mediaType))], ['image/png']);
      assert.equal(lab.local.requests.length, 3);
    },
  },
];
