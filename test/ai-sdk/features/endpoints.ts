import assert from 'node:assert/strict';
import type { HerokuProvider } from '../../../src';
import { LOCAL_KEY } from '../../../src/local';
import type { Feature, Lab } from '../feature';

const providerOf = ({ createHeroku, local }: Lab) =>
  createHeroku({ baseURL: local.url, apiKey: LOCAL_KEY });

type Embedding = ReturnType<HerokuProvider['embedding']>;
type Method = 'textEmbeddingModel' | 'embeddingModel' | 'imageModel' | 'rerankingModel';
type Models = Record<string, (id: string) => unknown>;

/** Uses a model of a registry, of a customProvider by its own id and by an alias, and of the default provider. */
async function inEveryWay(
  { sdk, entry, local, createHeroku }: Lab,
  method: Method,
  id: string,
  use: (model: unknown) => Promise<void>,
): Promise<void> {
  const heroku = createHeroku({ baseURL: local.url, apiKey: LOCAL_KEY });
  const own = (heroku as unknown as Models)[method]?.(id);
  const registry: unknown = sdk.createProviderRegistry({ heroku });
  const fallback: unknown = sdk.customProvider({ fallbackProvider: heroku });
  const aliased: unknown = sdk.customProvider({ [`${method}s`]: { mine: own } });
  // The adapters of AI SDK 6 and 7 take no reranking models from a provider of v2.
  const isAdapted = method === 'rerankingModel' && entry === '.';
  const found = [
    own,
    (aliased as Models)[method]?.('mine'),
    ...(isAdapted
      ? []
      : [(registry as Models)[method]?.(`heroku:${id}`), (fallback as Models)[method]?.(id)]),
  ];
  for (const model of found) await use(model);
  if (isAdapted && sdk.major === 7) return;
  Object.assign(globalThis, { AI_SDK_DEFAULT_PROVIDER: heroku });
  try {
    await use(id);
  } finally {
    Reflect.deleteProperty(globalThis, 'AI_SDK_DEFAULT_PROVIDER');
  }
}

/** Embeddings, reranking and images, through the AI SDK. */
export const endpointFeatures: Feature[] = [
  {
    name: 'embedMany of 250 values: in order, with usage, in requests of at most 96',
    anyEntry: true,
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
    name: 'embed in whatever way the model is found',
    anyEntry: true,
    async run(lab) {
      const method = lab.sdk.major === 5 ? 'textEmbeddingModel' : 'embeddingModel';
      await inEveryWay(lab, method, 'cohere-embed-v4', async (model) => {
        const { embedding, usage } = await lab.sdk.embed({ model: model as Embedding, value: 'a' });
        assert.equal(embedding.length, 1536);
        assert.ok(usage.tokens > 0);
      });
    },
  },
  {
    name: 'generateImage in whatever way the model is found',
    anyEntry: true,
    async run(lab) {
      await inEveryWay(lab, 'imageModel', 'stable-image-ultra', async (model) => {
        const { images } = await lab.sdk.generateImage({
          model: model as ReturnType<HerokuProvider['image']>,
          prompt: 'A dyno',
          n: 2,
        });
        assert.deepEqual(
          images.map(({ mediaType }) => mediaType),
          ['image/png', 'image/png'],
        );
      });
    },
  },
  {
    name: 'rerank in whatever way the model is found',
    anyEntry: true,
    since: 6,
    async run(lab) {
      await inEveryWay(lab, 'rerankingModel', 'cohere-rerank-3-5', async (model) => {
        const documents = ['cats', 'dynos'];
        const { ranking } = await lab.sdk.rerank({ model, query: 'dynos', documents });
        assert.deepEqual(
          ranking.map(({ originalIndex }) => originalIndex),
          [1, 0],
        );
      });
    },
  },
  {
    name: 'rerank: the best document first',
    anyEntry: true,
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
      assert.ok((ranking[0]?.score ?? 0) > (ranking[1]?.score ?? 1));
    },
  },
  {
    name: 'generateImage of three images: three requests',
    anyEntry: true,
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
