// A chat on node:http: the page is served at /, what it sends goes to /api/chat, and answers stream back as the AI SDK's
// UI messages, so `useChat` could take the page's place.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { convertToModelMessages, stepCountIs, streamText, tool, validateUIMessages } from 'ai';
import { type HerokuChatProviderOptions, heroku } from 'ai-sdk-provider-heroku';
import { z } from 'zod';

const page = await readFile(new URL('./heroku-app/chat-page.html', import.meta.url));
const markdownIt = await readFile(
  new URL(import.meta.resolve('markdown-it/dist/markdown-it.min.js')),
);

const weather = tool({
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, celsius: 21, sky: 'clear' }),
});

async function chat(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { messages } = (await readJson(request)) as { messages: unknown };
  const conversation = await validateUIMessages({ messages });

  // Whoever stops reading also stops the model.
  const reader = new AbortController();
  response.on('close', () => reader.abort());

  const result = streamText({
    model: heroku(process.env.INFERENCE_MODEL_ID ?? 'claude-4-5-sonnet'),
    messages: convertToModelMessages(conversation, { ignoreIncompleteToolCalls: true }),
    tools: { weather },
    stopWhen: stepCountIs(5),
    abortSignal: reader.signal,
    providerOptions: {
      heroku: {
        extendedThinking: { enabled: true, budgetTokens: 1024 },
      } satisfies HerokuChatProviderOptions,
    },
    onError: () => {}, // goes to the page, see below
  });
  // The AI SDK says just "An error occurred" unless told otherwise. The API key is never among Heroku's words.
  await result.pipeUIMessageStreamToResponse(response, { onError: toWords });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function toWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const server = createServer(async (request, response) => {
  try {
    if (request.method === 'POST' && request.url === '/api/chat') await chat(request, response);
    else if (request.url === '/') response.setHeader('content-type', 'text/html').end(page);
    else if (request.url === '/markdown-it.js')
      response.setHeader('content-type', 'text/javascript').end(markdownIt);
    else response.writeHead(404).end('Not found');
  } catch (error) {
    if (!response.headersSent) response.writeHead(400);
    response.end(toWords(error));
  }
});

// A platform such as Heroku says with PORT where it wants to reach the app; elsewhere nobody but this machine may.
const { PORT } = process.env;
server.listen(Number(PORT ?? 3000), PORT === undefined ? '127.0.0.1' : '0.0.0.0', () => {
  console.log(`http://localhost:${(server.address() as AddressInfo).port}`);
});
