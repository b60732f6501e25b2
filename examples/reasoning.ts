import { streamText } from 'ai';
import { type HerokuChatProviderOptions, heroku } from 'ai-sdk-provider-heroku';

const { fullStream } = streamText({
  model: heroku('claude-4-5-sonnet'),
  prompt: 'Is 3599 a prime number?',
  maxOutputTokens: 1000,
  providerOptions: {
    heroku: {
      extendedThinking: { enabled: true, budgetTokens: 2000 },
    } satisfies HerokuChatProviderOptions,
  },
  onError({ error }) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
});

for await (const part of fullStream) {
  if (part.type === 'reasoning-start') process.stdout.write('Thinking: ');
  if (part.type === 'text-start') process.stdout.write('\nAnswer: ');
  if (part.type === 'reasoning-delta' || part.type === 'text-delta') {
    process.stdout.write(part.text);
  }
}
process.stdout.write('\n');
