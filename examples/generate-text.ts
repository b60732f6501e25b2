import { generateText } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku';

const { text, usage, finishReason } = await generateText({
  model: heroku('claude-4-5-sonnet'),
  prompt: 'Why do dynos sleep? Answer in one sentence.',
});

console.log(text);
console.log(`(${finishReason}, ${usage.totalTokens} tokens)`);
