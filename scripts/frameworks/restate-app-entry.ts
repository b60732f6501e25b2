import { createServer } from 'node:http2';
import { createEndpointHandler, service } from '@restatedev/restate-sdk';
import { durableCalls } from '@restatedev/vercel-ai-middleware';
import { generateText, streamText, wrapLanguageModel } from 'ai';
import { createHeroku } from 'ai-sdk-provider-heroku/v4';
import { MODEL } from './lab';

type Context = { run: (name: string, step: () => Promise<string>) => Promise<string> };

// A service whose handler has two steps. Its process may be killed and started again: Restate calls the handler again.
const { APP_PORT, APP_MODEL_URL: baseURL, APP_KEY: apiKey } = process.env;

const asker = service({
  name: 'asker',
  handlers: {
    async ask(context: Context, question: string): Promise<string> {
      const heroku = createHeroku({ baseURL, apiKey });
      const model = wrapLanguageModel({
        model: heroku(MODEL) as never,
        middleware: durableCalls(context),
      });
      const plan = await generateText({ model, prompt: question, maxRetries: 0 });
      return context.run('stream', () => printed(heroku(MODEL), `Do this: ${plan.text}`));
    },
  },
});

async function printed(model: unknown, prompt: string): Promise<string> {
  let text = '';
  const { fullStream } = streamText({ model: model as never, prompt, maxRetries: 0 });
  for await (const part of fullStream) {
    if (part.type === 'error') throw part.error;
    if (part.type !== 'text-delta') continue;
    text += part.text;
    process.stdout.write(part.text);
  }
  return text;
}

createServer(createEndpointHandler({ services: [asker], bidirectional: true })).listen(
  Number(APP_PORT),
  '127.0.0.1',
  () => process.stdout.write('listening\n'),
);
