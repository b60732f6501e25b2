import { cosineSimilarity, embed, embedMany } from 'ai';
import { type HerokuEmbeddingProviderOptions, heroku } from 'ai-sdk-provider-heroku';

const model = heroku.embedding('cohere-embed-v4');
const values = [
  'Dynos are containers that run your code.',
  'Add-ons are services for your app.',
  'A release is the code of your app with its config vars.',
];
const question = 'Which containers run my code?';

const { embeddings, usage } = await embedMany({
  model,
  values,
  providerOptions: {
    heroku: { inputType: 'search_document' } satisfies HerokuEmbeddingProviderOptions,
  },
});
const { embedding } = await embed({
  model,
  value: question,
  providerOptions: {
    heroku: { inputType: 'search_query' } satisfies HerokuEmbeddingProviderOptions,
  },
});

console.log(question);
for (const [index, value] of values.entries()) {
  console.log(cosineSimilarity(embedding, embeddings[index] ?? []).toFixed(2), value);
}
console.log(`(${embedding.length} dimensions, ${usage.tokens} tokens)`);
