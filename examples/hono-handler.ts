import { serve } from '@hono/node-server';
import { convertToModelMessages, streamText, type UIMessage } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku';
import { Hono } from 'hono';

export const app = new Hono();

/** What `useChat` of the AI SDK posts to. Hono hands the request's signal on, so leaving stops the model too. */
app.post('/api/chat', async (context) => {
  const { messages } = await context.req.json<{ messages: UIMessage[] }>();
  const result = streamText({
    model: heroku('claude-4-5-sonnet'),
    messages: convertToModelMessages(messages),
    abortSignal: context.req.raw.signal,
  });
  return result.toUIMessageStreamResponse({
    onError: (error) => (error instanceof Error ? error.message : String(error)),
  });
});

// A platform such as Heroku says with PORT where it wants to reach the app; elsewhere nobody but this machine may.
const { PORT } = process.env;
const hostname = PORT === undefined ? '127.0.0.1' : '0.0.0.0';
serve({ fetch: app.fetch, port: Number(PORT ?? 3000), hostname }, ({ port }) =>
  console.log(`http://localhost:${port}/api/chat`),
);
