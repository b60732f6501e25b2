import { streamText } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku';

/** The app in whose dynos the code runs; the add-on must be attached to it. */
const targetAppName = process.env.HEROKU_APP_NAME ?? 'my-app';

const result = streamText({
  model: heroku.agent('claude-4-5-sonnet'),
  prompt: 'What is the 50th Fibonacci number? Use Python.',
  tools: { python: heroku.tools.codeExecPython({ targetAppName, maxCalls: 1 }) },
  onError: ({ error }) => {
    console.error(error);
    process.exitCode = 1;
  },
});

for await (const part of result.fullStream) {
  if (part.type === 'text-delta') console.log(part.text);
  if (part.type === 'tool-call') console.log('->', part.toolName, JSON.stringify(part.input));
  if (part.type === 'tool-result') console.log('<-', JSON.stringify(part.output));
}
const { inputTokens, outputTokens } = await result.usage;
console.log(`(${inputTokens} tokens in, ${outputTokens} out)`);
