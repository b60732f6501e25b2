// A question -> passages that are near it -> the best of them -> an answer that names its sources.
import { embed, generateText, rerank } from 'ai';
import type { HerokuEmbeddingProviderOptions } from 'ai-sdk-provider-heroku/v4';
import { chatModel, embeddingModel, rerankingModel } from './models.ts';
import type { Passage, Store } from './store.ts';

/** How many passages the vectors choose, which is fast and rough. */
const NEAREST = 20;
/** How many of these the reranking model leaves, which reads each with the question: slower and more exact. */
const BEST = 4;

const INSTRUCTIONS =
  'Answer from the numbered passages alone. Behind each statement name the passage that says it, such as [1]. If none of them has the answer, say so.';

export type Answer = {
  text: string;
  /** The documents that the text names, by number of the passage. */
  sources: { number: number; source: string }[];
};

export async function answerQuestion(question: string, store: Store): Promise<Answer> {
  const passages = await findPassages(question, store);
  const numbered = passages.map(({ source, text }, at) => `[${at + 1}] ${source}\n${text}`);
  const { text } = await generateText({
    model: chatModel,
    instructions: INSTRUCTIONS,
    prompt: `${numbered.join('\n\n')}\n\nQuestion: ${question}`,
  });
  const sources = passages
    .map(({ source }, at) => ({ number: at + 1, source }))
    .filter(({ number }) => text.includes(`[${number}]`));
  return { text, sources };
}

async function findPassages(question: string, store: Store): Promise<Passage[]> {
  const { embedding } = await embed({
    model: embeddingModel,
    value: question,
    providerOptions: {
      heroku: { inputType: 'search_query' } satisfies HerokuEmbeddingProviderOptions,
    },
  });
  const near = await store.nearest(embedding, NEAREST);
  if (near.length === 0) throw new Error(await describeEmptyStore(store));
  const { ranking } = await rerank({
    model: rerankingModel,
    query: question,
    documents: near.map(({ text }) => text),
    topN: BEST,
  });
  return ranking.flatMap(({ originalIndex }) => near[originalIndex] ?? []);
}

async function describeEmptyStore(store: Store): Promise<string> {
  const [other] = await store.otherSpaces();
  const found = other ? `only vectors of ${other.modelId}` : 'no documents';
  return `The database holds ${found}. Run: npm run index`;
}
