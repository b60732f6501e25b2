// A chat app to deploy: the page is served at /, what it sends goes to /api/chat. INFERENCE_URL and INFERENCE_KEY are set by the
// add-on, PORT by the dyno.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { convertToModelMessages, isStepCount, streamText, tool, validateUIMessages } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku/v4';
import { z } from 'zod';

const { PORT, CHAT_MODEL, INFERENCE_MODEL_ID } = process.env;

const page = await readFile(new URL('./chat-page.html', import.meta.url));
const markdownIt = await readFile(
  new URL(import.meta.resolve('markdown-it/dist/markdown-it.min.js')),
);

const weather = tool({
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  // Ask a weather service here.
  execute: async ({ city }) => ({ city, celsius: 21, sky: 'clear' }),
});

async function chat(request, response) {
  const { messages } = await readJson(request);
  const conversation = await validateUIMessages({ messages });

  // Whoever stops reading also stops the model.
  const reader = new AbortController();
  response.on('close', () => reader.abort());

  const result = streamText({
    model: heroku(CHAT_MODEL ?? INFERENCE_MODEL_ID ?? 'claude-4-5-sonnet'),
    messages: await convertToModelMessages(conversation, { ignoreIncompleteToolCalls: true }),
    tools: { weather },
    stopWhen: isStepCount(5),
    abortSignal: reader.signal,
    onError: ({ error }) => console.error(error), // in `heroku logs`
  });
  result.pipeUIMessageStreamToResponse(response, { onError: toWords });
}

async function readJson(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

// Heroku's words go to the page. The API key is never among them.
function toWords(error) {
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

// On a dyno the router has to reach the app; elsewhere nobody but this machine may.
server.listen(Number(PORT ?? 3000), PORT === undefined ? '127.0.0.1' : '0.0.0.0', () => {
  console.log(`http://localhost:${server.address().port}`);
});

// A dyno that is to stop gets SIGTERM; answers that are on their way are finished.
process.once('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
});
