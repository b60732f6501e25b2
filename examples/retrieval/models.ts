// The models: one for vectors, one that ranks what was found, one that answers.
import { heroku } from 'ai-sdk-provider-heroku/v4';

/** How many numbers the vectors of a model have. */
const DIMENSIONS: Record<string, number> = {
  'cohere-embed-multilingual': 1024,
  'cohere-embed-v4': 1536,
};

const { EMBEDDING_MODEL = 'cohere-embed-multilingual', CHAT_MODEL = 'claude-4-5-sonnet' } =
  process.env;

export type VectorSpace = { modelId: string; dimensions: number };

/** Vectors can be compared only with those of the same model. */
export const vectorSpace: VectorSpace = {
  modelId: EMBEDDING_MODEL,
  dimensions: dimensionsOf(EMBEDDING_MODEL),
};

export const embeddingModel = heroku.embedding(EMBEDDING_MODEL);
export const rerankingModel = heroku.reranking('cohere-rerank-3-5');
export const chatModel = heroku(CHAT_MODEL);

function dimensionsOf(modelId: string): number {
  const dimensions = DIMENSIONS[modelId];
  if (dimensions === undefined)
    throw new Error(`models.ts does not say how many dimensions ${modelId} has: add it there.`);
  return dimensions;
}
