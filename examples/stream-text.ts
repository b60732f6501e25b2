import { streamText } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku';

const result = streamText({
  model: heroku('claude-4-5-sonnet'),
  system: 'You are a helpful assistant.',
  prompt: 'Tell me about dynos in three sentences.',
  onError({ error }) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
});

for await (const delta of result.textStream) process.stdout.write(delta);
process.stdout.write('\n');
