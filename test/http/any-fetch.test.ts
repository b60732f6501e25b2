import { once } from 'node:events';
import { createServer, get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { APICallError, type LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { generateText, streamText } from 'ai';
import { describe, expect, test } from 'vitest';
import { createHeroku, listHerokuMcpServers, listHerokuModels } from '../../src';
import { chunkOf, DONE, eventOf, modelWith, readAll, TEST_PROMPT } from '../support/scripted-model';

// What different implementations of `fetch` give for one and the same answer.

type Fetch = typeof globalThis.fetch;

/** An answer of a server, in the form that a `fetch` gives it. */
type ToResponse = (text: string, status: number) => unknown;

const headers = { 'content-type': 'application/json', 'x-trace': 'abc' };
const headOf = (status: number) => ({
  ok: status < 400,
  status,
  headers: new Headers(headers),
  url: '',
  redirected: false,
  bodyUsed: false,
});

function streamOf<T>(...pieces: T[]): ReadableStream<T> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

const READABLE: Record<string, ToResponse> = {
  'text() and json() alone, as React Native': (text, status) => ({
    ...headOf(status),
    text: async () => text,
    json: async () => JSON.parse(text),
  }),
  'null for a body': (text, status) => ({
    ...headOf(status),
    body: null,
    text: async () => text,
  }),
  'a body of strings': (text, status) => ({ ...headOf(status), body: streamOf(text) }),
  'a body of strings that are cut within a character': (text, status) => ({
    ...headOf(status),
    body: streamOf(...text.split('')),
  }),
  'a body of ArrayBuffers': (text, status) => ({
    ...headOf(status),
    body: streamOf(new TextEncoder().encode(text).buffer),
  }),
  'no headers': (text, status) => ({
    ok: status < 400,
    status,
    text: async () => text,
  }),
};

/** The endpoints, an answer of each, and a call of it. */
const CALLS: Record<string, { answer: string; call: (fetch: Fetch) => Promise<unknown> }> = {
  'chat, whole': {
    answer: JSON.stringify({
      id: '1',
      model: 'm',
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Hé 🎈' }, finish_reason: 'stop' },
      ],
    }),
    call: async (fetch) => (await modelWith(fetch).doGenerate({ prompt: TEST_PROMPT })).content,
  },
  'chat, streamed': {
    answer:
      eventOf(chunkOf({ content: 'Hé' })) +
      eventOf(chunkOf({ content: ' 🎈' })) +
      eventOf(chunkOf({}, 'stop')) +
      DONE,
    call: async (fetch) =>
      textOf(await readAll((await modelWith(fetch).doStream({ prompt: TEST_PROMPT })).stream)),
  },
  agents: {
    answer: eventOf(chunkOf({ content: 'Hé 🎈' })) + eventOf(chunkOf({}, 'stop')) + DONE,
    call: async (fetch) =>
      textOf(
        await readAll(
          (await providerOf(fetch).agent('m').doStream({ prompt: TEST_PROMPT })).stream,
        ),
      ),
  },
  embeddings: {
    answer: JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }], note: 'é🎈' }),
    call: async (fetch) =>
      (
        await providerOf(fetch)
          .embedding('m')
          .doEmbed({ values: ['a'] })
      ).embeddings,
  },
  images: {
    answer: JSON.stringify({ created: 1, data: [{ b64_json: 'iVBORw0KGgo=' }] }),
    call: async (fetch) => {
      const unset = { size: undefined, aspectRatio: undefined, seed: undefined };
      const call = { prompt: 'A dyno', n: 1, ...unset, providerOptions: {} };
      return (await providerOf(fetch).image('m').doGenerate(call)).images;
    },
  },
  reranking: {
    answer: JSON.stringify({ results: [{ index: 0, relevance_score: 0.5 }] }),
    call: async (fetch) => {
      const documents = { type: 'text' as const, values: ['a'] };
      return (await providerOf(fetch).reranking('m').doRerank({ query: 'q', documents })).ranking;
    },
  },
  'list of models': {
    answer: JSON.stringify([{ model_id: 'é🎈', regions: ['us'], type: ['text-to-text'] }]),
    call: (fetch) => listHerokuModels({ baseURL: 'http://heroku.test', fetch }),
  },
  'list of MCP servers': {
    answer: JSON.stringify([{ id: '1', process_type: 'mcp', tools: [], primitives_status: 'x' }]),
    call: (fetch) =>
      listHerokuMcpServers({ baseURL: 'http://heroku.test', apiKey: 'inf-test-key', fetch }),
  },
};

const providerOf = (fetch: Fetch) =>
  createHeroku({ baseURL: 'http://heroku.test', apiKey: 'inf-test-key', fetch });

/** The text of a stream. Throws what the stream tells as an error. */
function textOf(parts: LanguageModelV2StreamPart[]): string {
  return parts
    .map((part) => {
      if (part.type === 'error') throw part.error;
      return part.type === 'text-delta' ? part.delta : '';
    })
    .join('');
}

/** A `fetch` of this kind, and how often it was called. */
function fetchOf(toResponse: ToResponse, text: string, status = 200) {
  const counter = { requests: 0 };
  const fetch = async () => {
    counter.requests++;
    return toResponse(text, status) as Response;
  };
  return { fetch, counter };
}

async function errorOf(call: PromiseLike<unknown>): Promise<Error> {
  const error: unknown = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof Error)) throw new Error('There was no error.');
  return error;
}

describe.each(Object.entries(READABLE))('%s', (_, toResponse) => {
  test.each(Object.entries(CALLS))('%s', async (_, { answer, call }) => {
    const expected = await call(async () => new Response(answer, { headers }));
    const { fetch } = fetchOf(toResponse, answer);
    expect(await call(fetch)).toEqual(expected);
  });

  test.each(Object.entries(CALLS))('%s: a refusal keeps its words', async (_, { call }) => {
    const { fetch } = fetchOf(toResponse, '{"error":{"message":"Nó 🎈"}}', 400);
    const error = await errorOf(call(fetch));
    expect(error).toBeInstanceOf(APICallError);
    expect(error).toMatchObject({ statusCode: 400, isRetryable: false });
    expect(error.message).toContain('Nó 🎈');
  });
});

const UNREADABLE: Record<string, ToResponse> = {
  'a stream of Node, as node-fetch': (text, status) => ({
    ...headOf(status),
    body: Readable.from([Buffer.from(text)]),
    text: async () => text,
  }),
  'an async iterable': (text, status) => ({
    ...headOf(status),
    body: (async function* () {
      yield text;
    })(),
  }),
  'a string for a body': (text, status) => ({ ...headOf(status), body: text }),
  'neither body nor text()': (_, status) => ({ ...headOf(status), json: async () => ({}) }),
  'text() that gives no string': (_, status) => ({ ...headOf(status), text: async () => ({}) }),
  'a stream of objects': (text, status) => ({ ...headOf(status), body: streamOf({ text }) }),
  'a body that is being read': (text, status) => {
    const response = new Response(text, { status, headers });
    response.body?.getReader();
    return response;
  },
  nothing: () => undefined,
};

describe.each(Object.entries(UNREADABLE))('%s', (_, toResponse) => {
  test.each(Object.entries(CALLS))('%s: one sentence about fetch', async (_, { answer, call }) => {
    for (const status of [200, 400]) {
      const { fetch } = fetchOf(toResponse, answer, status);
      const error = await errorOf(call(fetch));
      expect(error.message).toContain('`fetch`');
      expect(error).not.toMatchObject({ isRetryable: true });
    }
  });

  test.each(['generateText', 'streamText'] as const)('%s asks once', async (mode) => {
    const { fetch, counter } = fetchOf(toResponse, CALLS['chat, whole']?.answer ?? '');
    const call = { model: modelWith(fetch), prompt: 'Hello' };
    const errors: unknown[] = [];
    if (mode === 'generateText') await generateText(call).catch((error) => errors.push(error));
    else
      await streamText({
        ...call,
        onError: ({ error }) => void errors.push(error),
      }).consumeStream();
    expect(String(errors[0])).toContain('`fetch`');
    expect(counter.requests).toBe(1);
  });
});

test('a body that was read already is told, and not asked for again', async () => {
  const response = new Response('{}');
  await response.text();
  const { fetch, counter } = fetchOf(() => response, '');
  const error = await errorOf(generateText({ model: modelWith(fetch), prompt: 'Hello' }));
  expect(error.message).toMatch(/`fetch`.*read/);
  expect(counter.requests).toBe(1);
});

test('a stream of Node is destroyed, and its connection closed', async () => {
  const server = createServer((_, response) => void response.write('{')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connected = once(server, 'connection');
  const fetch = async () => {
    const [body] = (await once(httpGet(url), 'response')) as [IncomingMessage];
    return { ...headOf(200), body } as unknown as Response;
  };
  await errorOf(modelWith(fetch).doGenerate({ prompt: TEST_PROMPT }));
  const [socket] = await connected;
  if (!socket.destroyed) await once(socket, 'close');
  server.close();
});

test.each([200, 400])('an abort ends the wait for text(), status %i', async (status) => {
  const controller = new AbortController();
  const text = () => {
    queueMicrotask(() => controller.abort());
    return new Promise<string>(() => {});
  };
  const { fetch } = fetchOf(() => ({ ...headOf(status), text }), '');
  const call = modelWith(fetch).doGenerate({
    prompt: TEST_PROMPT,
    abortSignal: controller.signal,
  });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});
