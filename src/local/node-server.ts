import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handle = (request: Request) => Promise<Response>;

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
  { port = 0, host = '127.0.0.1' }: { port?: number | undefined; host?: string | undefined } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const { createServer } = await loadHttp();
  const http = createServer((incoming, outgoing) => {
    outgoing.on('error', () => {}); // the client left, or the body failed: the socket is gone either way
    serve(handle, incoming, outgoing).catch((error) => outgoing.destroy(error as Error));
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject).listen(port, host, resolve);
  });
  const { port: bound } = http.address() as AddressInfo;
  return { url: `http://${named(host)}:${bound}`, close: () => closed(http) };
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
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const response = await handle(await toRequest(incoming));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  if (response.body) await pump(response.body, outgoing);
  outgoing.end();
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const names = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, `http://${headers.host ?? '127.0.0.1'}`), {
    method,
    headers: names.filter(([name]) => !CONNECTION_HEADERS.has(name)),
    ...(hasBody && { body: Buffer.concat(chunks) }),
  });
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
