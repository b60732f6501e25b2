import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { errorBody, errorResponse, errorType } from './errors';
import { MAX_BODY_BYTES } from './options';

type Handle = (request: Request) => Promise<Response>;

type Settings = {
  port?: number | undefined;
  host?: string | undefined;
  maxBodyBytes?: number | undefined;
};

/** Named so that bundlers for browsers and workers, which have no such module, do not look for it. */
const HTTP = ['node', 'http'].join(':');

async function loadHttp(): Promise<typeof import('node:http')> {
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ HTTP);
  } catch (cause) {
    const message = 'listen() needs node:http, which is not here: use fetch or handle instead.';
    throw new Error(message, { cause });
  }
}

/** Puts a handler on a port; 0 takes a free one. `url` has no `/v1`, like INFERENCE_URL. */
export async function listen(
  handle: Handle,
  { port = 0, host = '127.0.0.1', maxBodyBytes = MAX_BODY_BYTES }: Settings = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const { createServer } = await loadHttp();
  const http = createServer((incoming, outgoing) => {
    outgoing.on('error', () => {}); // the client left, or the body failed: the socket is gone either way
    const received = toRequest(incoming, maxBodyBytes);
    serve(handle, received, outgoing).catch((error) => fail(outgoing, error as Error));
  });
  http.on('connect', (_, socket) => socket.end('HTTP/1.1 405 Method Not Allowed\r\n\r\n'));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject).listen(port, host, resolve);
  });
  const { port: bound } = http.address() as AddressInfo;
  return { url: `http://${named(host)}:${bound}`, close: () => closed(http) };
}

/** Answers with an error of the server itself, such as a script of a wrong form, if the answer has not begun. */
function fail(outgoing: ServerResponse, error: Error): void {
  if (outgoing.headersSent || outgoing.destroyed) {
    outgoing.destroy(error);
    return;
  }
  const body = errorBody('object', { code: 500, message: error.message, type: errorType(500) });
  outgoing.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A host as a URL names it; every interface is reached by the loopback address too. */
function named(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function closed(http: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    http.close((error) => (error ? reject(error) : resolve()));
    http.closeAllConnections();
  });
}

async function serve(
  handle: Handle,
  received: Promise<Request | Response>,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await received;
  const response = request instanceof Response ? request : await handle(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  if (response.body) await pump(response.body, outgoing);
  outgoing.end();
}

/** The request, or the answer to one that cannot be one: its URL or its host is none, or its method is TRACE. */
async function toRequest(
  incoming: IncomingMessage,
  maxBodyBytes: number,
): Promise<Request | Response> {
  const { method = 'GET', url = '/', headers } = incoming;
  const body = await readBytes(incoming, maxBodyBytes);
  const target = toUrl(url, headers.host ?? '127.0.0.1');
  if (target === undefined) return toRefusal(400, 'The host or the URL is none');
  const names = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(target, {
      method,
      headers: names.filter(([name]) => !CONNECTION_HEADERS.has(name)),
      ...(hasBody && { body }),
    });
  } catch {
    return toRefusal(405, 'Method not allowed');
  }
}

/** All of a body is taken from the connection, and one byte more than the limit is kept, so that the handler refuses it. */
async function readBytes(incoming: IncomingMessage, maxBodyBytes: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const kept = (chunk as Buffer).subarray(0, maxBodyBytes + 1 - size);
    if (kept.length > 0) chunks.push(kept);
    size += kept.length;
  }
  return Buffer.concat(chunks);
}

function toUrl(url: string, host: string): URL | undefined {
  const base = `http://${host}`;
  if (/[\s/\\?#@]/.test(host) || !URL.canParse(base)) return undefined;
  const target = url.startsWith('/') ? base + url : url;
  return URL.canParse(target, base) ? new URL(target, base) : undefined;
}

function toRefusal(status: number, message: string): Response {
  return errorResponse({ code: status, message, type: errorType(status) });
}

/** Headers of the connection, not of the request; `Request` does not take all of them. */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'expect']);

/** Reads on only when the socket has taken what it was given, and cancels the body when the client goes away. */
async function pump(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const cancel = () => reader.cancel().catch(() => {});
  outgoing.once('close', cancel);
  while (!outgoing.destroyed) {
    const { done, value } = await reader.read();
    if (done) return;
    if (!outgoing.write(value)) await drained(outgoing);
  }
  await cancel();
}

/** Settles when the socket wants more or is gone. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      outgoing.off('drain', settle).off('close', settle);
      resolve();
    };
    outgoing.once('drain', settle).once('close', settle);
    if (outgoing.destroyed) settle();
  });
}
