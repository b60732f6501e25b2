// Retrieval with AI SDK 7: embed, rerank, answer. It needs no key: a local Heroku answers unless INFERENCE_KEY is set.
import { cosineSimilarity, embed, embedMany, generateText, rerank } from 'ai';
import { createLocalHeroku } from 'ai-sdk-provider-heroku/local';
import { createHeroku, type HerokuEmbeddingProviderOptions } from 'ai-sdk-provider-heroku/v4';

const local = createLocalHeroku();
const heroku = process.env.INFERENCE_KEY
  ? createHeroku()
  : createHeroku({ baseURL: 'http://heroku.test', apiKey: local.key, fetch: local.fetch });

const question = 'How much memory do standard dynos have?';
const documents = [
  'Standard-1X dynos have 512 MB of memory.',
  'Eco dynos sleep after 30 minutes without traffic.',
  'How much an add-on costs depends on its plan.',
  'Much of the memory of standard dynos is for your code.',
  'Config vars are read from the environment.',
];

const embeddingModel = heroku.embedding('cohere-embed-v4');
const inputType = (inputType: HerokuEmbeddingProviderOptions['inputType']) => ({
  heroku: { inputType } satisfies HerokuEmbeddingProviderOptions,
});

// Once for all questions: a vector for each document. Keep them in a database, such as Postgres with pgvector.
const { embeddings } = await embedMany({
  model: embeddingModel,
  values: documents,
  providerOptions: inputType('search_document'),
});

// The documents that are near the question: fast, and rough.
const { embedding } = await embed({
  model: embeddingModel,
  value: question,
  providerOptions: inputType('search_query'),
});
const nearest = documents
  .map((document, index) => ({
    document,
    similarity: cosineSimilarity(embedding, embeddings[index] ?? []),
  }))
  .sort((one, two) => two.similarity - one.similarity)
  .slice(0, 3)
  .map(({ document }) => document);

// The best of them: slower, and more exact.
const { rerankedDocuments } = await rerank({
  model: heroku.reranking('cohere-rerank-3-5'),
  query: question,
  documents: nearest,
  topN: 2,
});

const { text } = await generateText({
  model: heroku('claude-4-5-sonnet'),
  instructions: 'Answer from the documents alone.',
  prompt: `${rerankedDocuments.map((document) => `- ${document}`).join('\n')}\n\n${question}`,
});
console.log(text);
