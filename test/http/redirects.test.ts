import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APICallError } from '@ai-sdk/provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHeroku, listHerokuMcpServers, listHerokuModels } from '../../src';
import { run } from '../../src/cli/run';
import { createFakeTerminal } from '../cli/fake-terminal';
import { TEST_PROMPT } from '../support/scripted-model';

const KEY = 'inf-01234567-89ab-4cde-8f01-23456789abcd';

/** A server that redirects as it is told, and keeps what came. */
type Origin = {
  url: string;
  received: { method: string; path: string; headers: IncomingHttpHeaders; body: string }[];
  /** Where to, for a path; undefined: answered with the JSON of `answer`. */
  redirect: (path: string) => { status: number; location: string } | undefined;
  server: Server;
};

const ANSWER = {
  id: '1',
  object: 'chat.completion',
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
};

async function startOrigin(): Promise<Origin> {
  const received: Origin['received'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const { method = '', url: path = '', headers } = request;
    received.push({ method, path, headers, body });
    const target = origin.redirect(path);
    if (target) response.writeHead(target.status, { location: target.location }).end('Moved');
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(ANSWER));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin: Origin = { url, received, redirect: () => undefined, server };
  return origin;
}

let home: Origin;
let foreign: Origin;

beforeAll(async () => {
  [home, foreign] = await Promise.all([startOrigin(), startOrigin()]);
});

afterAll(() => {
  for (const { server } of [home, foreign]) {
    server.close();
    server.closeAllConnections();
  }
});

beforeEach(() => {
  for (const origin of [home, foreign]) {
    origin.received.length = 0;
    origin.redirect = () => undefined;
  }
});

type Access = { baseURL: string; fetch?: typeof globalThis.fetch };

const providerOf = (access: Access) =>
  createHeroku({ ...access, apiKey: KEY, headers: { 'x-api-key': 'of-a-gateway' } });

const CALLS: Record<string, (access: Access) => PromiseLike<unknown>> = {
  'chat, whole': (access) => providerOf(access)('a-model').doGenerate({ prompt: TEST_PROMPT }),
  'chat, streamed': (access) => providerOf(access)('a-model').doStream({ prompt: TEST_PROMPT }),
  agents: (access) => providerOf(access).agent('a-model').doStream({ prompt: TEST_PROMPT }),
  embeddings: (access) =>
    providerOf(access)
      .embedding('a-model')
      .doEmbed({ values: ['Hello'] }),
  images: (access) =>
    providerOf(access).image('a-model').doGenerate({
      prompt: 'Hello',
      n: 1,
      size: undefined,
      aspectRatio: undefined,
      seed: undefined,
      providerOptions: {},
    }),
  reranking: (access) =>
    providerOf(access)
      .reranking('a-model')
      .doRerank({ query: 'Hello', documents: { type: 'text', values: ['a'] } }),
  'list of models': listHerokuModels,
  'list of MCP servers': (access) => listHerokuMcpServers({ ...access, apiKey: KEY }),
};

async function errorOf(call: PromiseLike<unknown>): Promise<APICallError> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(APICallError);
  return error;
}

describe.each(Object.entries(CALLS))('%s', (_, call) => {
  test.each([301, 302, 303, 307, 308])(
    'a %i to another origin is refused, and nothing goes there',
    async (status) => {
      home.redirect = (path) => ({ status, location: `${foreign.url}${path}?token=secret` });
      const error = await errorOf(call({ baseURL: home.url }));
      expect(error.isRetryable).toBe(false);
      expect(error.statusCode).toBe(status);
      expect(error.message).toContain(foreign.url);
      expect(error.message).toContain('set baseURL');
      expect(error.message).not.toContain('secret');
      expect(foreign.received).toEqual([]);
      expect(home.received).toHaveLength(1);
    },
  );

  test.each([307, 308])('a %i within the origin is followed', async (status) => {
    const moved = '/moved';
    home.redirect = (path) =>
      path.startsWith(moved) ? undefined : { status, location: `${moved}${path}` };
    await call({ baseURL: home.url }).then(
      () => {},
      // The answer is that of a chat: other endpoints do not know it.
      (error) => expect(error.message).not.toContain('redirect'),
    );
    const [first, second] = home.received;
    expect(home.received).toHaveLength(2);
    expect(second).toEqual({ ...first, path: `${moved}${first?.path}` });
  });
});

describe('within an origin', () => {
  const chat = (access: Access) => errorOf(CALLS['chat, whole']?.(access) ?? Promise.resolve());

  test.each([301, 302, 303])('a %i is an error, which names the target', async (status) => {
    home.redirect = () => ({ status, location: '/v1/other' });
    const error = await chat({ baseURL: home.url });
    expect(error).toMatchObject({ isRetryable: false, statusCode: status });
    expect(error.message).toContain(`${home.url}/v1/other`);
    expect(error.message).toContain('set baseURL');
    expect(home.received).toHaveLength(1);
  });

  test('a circle ends', async () => {
    home.redirect = (path) => ({ status: 307, location: path });
    const error = await chat({ baseURL: home.url });
    expect(error).toMatchObject({ isRetryable: false, statusCode: 307 });
    expect(home.received.length).toBeLessThan(10);
  });

  test('the last step may not leave the origin either', async () => {
    home.redirect = (path) =>
      path === '/a'
        ? { status: 307, location: `${foreign.url}/a` }
        : { status: 307, location: '/a' };
    expect((await chat({ baseURL: home.url })).message).toContain(`${foreign.url}/a`);
    expect(foreign.received).toEqual([]);
  });

  test.each([
    ['no Location', ''],
    ['a Location that is no URL', 'http://['],
  ])('%s: an error that is not retried', async (_, location) => {
    home.redirect = () => ({ status: 307, location });
    expect(await chat({ baseURL: home.url })).toMatchObject({ isRetryable: false });
    expect(home.received).toHaveLength(1);
  });
});

describe("the caller's own fetch", () => {
  const chat = (access: Access) => errorOf(CALLS['chat, whole']?.(access) ?? Promise.resolve());

  test('is asked at each step, and not to follow', async () => {
    home.redirect = (path) => (path === '/moved' ? undefined : { status: 307, location: '/moved' });
    const fetch = vi.fn(globalThis.fetch);
    await CALLS['chat, whole']?.({ baseURL: home.url, fetch });
    expect(fetch.mock.calls.map(([url]) => String(url))).toEqual([
      `${home.url}/v1/chat/completions`,
      `${home.url}/moved`,
    ]);
    for (const [, init] of fetch.mock.calls) expect(init).toMatchObject({ redirect: 'manual' });
  });

  test('that follows by itself: the foreign answer is not taken', async () => {
    home.redirect = () => ({ status: 307, location: `${foreign.url}/x` });
    const fetch: typeof globalThis.fetch = (url, init) =>
      globalThis.fetch(url, { ...init, redirect: 'follow' });
    const error = await chat({ baseURL: home.url, fetch });
    expect(error).toMatchObject({ isRetryable: false });
    expect(error.message).toContain(`${foreign.url}/x`);
    expect(error.message).toContain('fetch');
  });

  test('that sends to another host of its own: its redirects are judged from there', async () => {
    foreign.redirect = (path) =>
      path === '/moved' ? undefined : { status: 308, location: `${foreign.url}/moved` };
    const fetch: typeof globalThis.fetch = (url, init) =>
      globalThis.fetch(String(url).replace(home.url, foreign.url), init);
    const result = await CALLS['chat, whole']?.({ baseURL: home.url, fetch });
    expect(result).toMatchObject({ finishReason: 'stop' });
  });

  test('of a browser, which tells nothing of a redirect', async () => {
    const response = new Response(null);
    Object.defineProperty(response, 'type', { value: 'opaqueredirect' });
    Object.defineProperty(response, 'status', { value: 0 });
    Object.defineProperty(response, 'ok', { value: false });
    const error = await chat({ baseURL: home.url, fetch: async () => response });
    expect(error).toMatchObject({ isRetryable: false });
    expect(error.message).toMatch(/redirect.*set baseURL/);
  });
});

describe('the command line', () => {
  async function command(args: string[]) {
    vi.stubEnv('INFERENCE_URL', home.url);
    vi.stubEnv('INFERENCE_KEY', KEY);
    vi.stubEnv('INFERENCE_MODEL_ID', 'claude-4-5-sonnet');
    const fake = createFakeTerminal({ fetch: globalThis.fetch });
    const code = await run(args, fake.terminal);
    vi.unstubAllEnvs();
    return { code, text: fake.output() + fake.notes() };
  }

  test.each([
    ['models', ['models']],
    ['doctor', ['doctor']],
    ['probes', ['doctor', '--probe', '--yes']],
  ])('%s', async (_, args) => {
    home.redirect = (path) => ({ status: 308, location: `${foreign.url}${path}` });
    const { code, text } = await command(args);
    expect(code).toBe(1);
    expect(text).toContain(`redirects to ${foreign.url}`);
    expect(text).toContain('baseURL');
    expect(foreign.received).toEqual([]);
  });
});

test.each(Array.from({ length: 40 }, (_, index) => 140 + index))(
  'a target that is cut within the key, after %i characters, does not show it',
  async (length) => {
    const key = 'inf-01234567-89ab-4cde-8f01-23456789abcd';
    const location = `https://other.test/${'x'.repeat(length)}${key}`;
    const fetch = async () => new Response(null, { status: 308, headers: { location } });
    const model = createHeroku({ apiKey: key, baseURL: 'http://heroku.test', fetch })('m');
    const error = await model.doGenerate({ prompt: TEST_PROMPT }).catch(String);
    expect(error).toContain('redirects to https://other.test/');
    expect(error).not.toContain(key.slice(0, 8));
  },
);
