// heroku ai:models:create claude-4-5-sonnet -a <app>
// heroku ai:models:create nova-lite --as CRITIC -a <app>
import { generateText } from 'ai';
import { createHeroku, heroku } from 'ai-sdk-provider-heroku';

const critic = createHeroku({ attachment: 'CRITIC' });

// Without an id: the model of the attachment, INFERENCE_MODEL_ID and CRITIC_MODEL_ID.
const draft = await generateText({
  model: heroku(),
  prompt: 'Write a slogan for a bakery.',
});
const review = await generateText({
  model: critic(),
  prompt: `Criticize this slogan in one sentence: ${draft.text}`,
});

console.log(`Draft (${draft.response.modelId}): ${draft.text}`);
console.log(`Review (${review.response.modelId}): ${review.text}`);
