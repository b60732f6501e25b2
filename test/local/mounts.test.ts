import { build } from 'esbuild';
import { setupServer } from 'msw/node';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createLocalHeroku,
  firewallResponse,
  GREETING,
  type LocalHerokuOptions,
  rateLimitResponse,
} from '../../src/local';
import { mswHandler } from '../support/msw-handler';
import { hello, post, URL_OF_CHAT } from './requests';
import { joined } from './sse';

const ECHO = `${GREETING} You said: Hello there`;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function onPort(options?: LocalHerokuOptions) {
  const server = createLocalHeroku(options);
  const { url, close } = await server.listen();
  closers.push(close);
  return { server, url, chat: `${url}/v1/chat/completions`, close };
}

/** A body of endless chunks that says when it was cancelled and how many were made. */
function endless() {
  let made = 0;
  let cancelled = (): void => {};
  const done = new Promise<void>((resolve) => {
    cancelled = resolve;
  });
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      made += 1;
      controller.enqueue(new Uint8Array(64 * 1024));
    },
    cancel: () => cancelled(),
  });
  return { response: new Response(body), done, made: () => made };
}

describe('as fetch', () => {
  it('answers and records', async () => {
    const seen: unknown[] = [];
    const server = createLocalHeroku({ onRequest: (request) => seen.push(request) });
    const response = await server.fetch(new URL(URL_OF_CHAT), post(hello(), { 'X-Test': 'a' }));
    expect((await response.json()).choices[0].message.content).toBe(ECHO);
    await server.fetch(new Request(URL_OF_CHAT, post(hello({ foo: 1 }))));
    expect(server.requests).toMatchObject([
      { method: 'POST', url: URL_OF_CHAT, headers: { 'x-test': 'a' }, body: hello(), status: 200 },
      { status: 400, refusedBy: 'unknown-field', body: { foo: 1 } },
    ]);
    expect(server.requests[0]).not.toHaveProperty('refusedBy');
    expect(seen).toEqual(server.requests);
  });

  it('gives a raw response as it is', async () => {
    const answers = [firewallResponse(), rateLimitResponse('51s')];
    const server = createLocalHeroku({ answer: () => answers.shift() });
    const ask = () => server.fetch(URL_OF_CHAT, post(hello()));
    const [blocked, limited, scripted] = [await ask(), await ask(), await ask()];
    expect([blocked.status, blocked.headers.get('content-type')]).toEqual([403, 'text/html']);
    expect([limited.status, limited.headers.get('x-ratelimit-reset-tokens')]).toEqual([429, '51s']);
    expect(scripted.status).toBe(200);
  });

  it('honours an abort, before and while reading', async () => {
    const source = endless();
    const server = createLocalHeroku({ answer: () => source.response });
    const controller = new AbortController();
    const ask = () => server.fetch(URL_OF_CHAT, { ...post(hello()), signal: controller.signal });
    const response = await ask();
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    controller.abort(new Error('enough'));
    await expect(reader.read()).rejects.toThrow('enough');
    await source.done;
    await expect(ask()).rejects.toThrow('enough');
  });

  it('cancels the source when its reader cancels', async () => {
    const source = endless();
    const server = createLocalHeroku({ answer: () => source.response });
    const response = await server.fetch(URL_OF_CHAT, post(hello()));
    await response.body?.cancel();
    await source.done;
  });
});

it('is bundled for browsers and workers, which have no node:http', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/local/index.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
  });
  expect(outputFiles[0]?.text).not.toMatch(/require\(/);
});

describe('as an msw handler', () => {
  it('answers for every host, or for one base URL', async () => {
    const anywhere = createLocalHeroku();
    const one = createLocalHeroku();
    const msw = setupServer(
      mswHandler(one, 'https://eu.inference.heroku.com/v1/'),
      mswHandler(anywhere),
    );
    msw.listen({ onUnhandledRequest: 'error' });
    closers.push(() => msw.close());
    const response = await fetch(URL_OF_CHAT, post(hello({ stream: true })));
    expect(joined(await response.text()).text).toBe(ECHO);
    await fetch('https://eu.inference.heroku.com/v1/chat/completions', post(hello()));
    expect([anywhere.requests.length, one.requests.length]).toEqual([1, 1]);
  });
});

describe('on a port', () => {
  it('answers over HTTP, whole and streamed', async () => {
    const { url, chat, server } = await onPort();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const whole = await fetch(chat, post(hello()));
    expect((await whole.json()).choices[0].message.content).toBe(ECHO);
    const stream = await fetch(chat, post(hello({ stream: true })));
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect(joined(await stream.text()).text).toBe(ECHO);
    expect((await fetch(`${url}/v1/models`)).status).toBe(404);
    expect(server.requests.map(({ status }) => status)).toEqual([200, 200, 404]);
  });

  it('sends the first frame before the last is made', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const frames = ['event:message\ndata:{}\n\n', 'event:done\ndata:[DONE]\n\n'];
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (frames.length === 1) await gate;
        controller.enqueue(new TextEncoder().encode(frames.shift()));
        if (frames.length === 0) controller.close();
      },
    });
    const { chat } = await onPort({ answer: () => new Response(body) });
    const { body: received } = await fetch(chat, post(hello()));
    const reader = (received as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('event:message');
    open();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('event:done');
  });

  it('waits for a client that does not read, and stops when it leaves', async () => {
    const source = endless();
    const { chat } = await onPort({ answer: () => source.response });
    const controller = new AbortController();
    const { body } = await fetch(chat, { ...post(hello()), signal: controller.signal });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    const count = await settled(source.made);
    expect(count).toBeGreaterThan(0);
    controller.abort();
    await source.done;
  });

  it('drops the connection when the body fails', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('the socket died'));
      },
    });
    const { chat } = await onPort({ answer: () => new Response(body) });
    const response = await fetch(chat, post(hello()));
    await expect(response.text()).rejects.toThrow();
  });

  it('closes with streams still open', async () => {
    const source = endless();
    const { chat, close } = await onPort({ answer: () => source.response });
    const response = await fetch(chat, post(hello()));
    closers.length = 0;
    await close();
    await expect(response.text()).rejects.toThrow();
    await source.done;
    await expect(fetch(chat, post(hello()))).rejects.toThrow();
  });

  it('puts a delay before each frame when asked to', async () => {
    const { chat } = await onPort({ chunkDelayMs: 1 });
    const stream = await fetch(chat, post(hello({ stream: true })));
    expect(joined(await stream.text()).text).toBe(ECHO);
  });
});

/** A count once it no longer grows. An endless body that nobody holds back never gets there. */
async function settled(count: () => number): Promise<number> {
  let before = -1;
  while (count() !== before) {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return before;
}
