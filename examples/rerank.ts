// AI SDK 7: rerank came with AI SDK 6.
import { rerank } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku/v4';

const { ranking } = await rerank({
  model: heroku.reranking('cohere-rerank-3-5'),
  query: 'Which containers run my code?',
  documents: [
    'Add-ons are services for your app.',
    'A release is the code of your app with its config vars.',
    'Dynos are containers that run your code.',
  ],
  topN: 2,
});

for (const { score, document } of ranking) console.log(score.toFixed(2), document);
