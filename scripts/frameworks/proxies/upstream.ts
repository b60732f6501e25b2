import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that came through the proxy, and its response, written frame by frame by the test. */
export type Exchange = {
  /** Of the body that arrived. */
  bytes: number;
  /** The status and headers of an event stream. */
  open: () => void;
  /** A frame with this text as its delta. */
  write: (text: string) => void;
  /** The last frames and the end of the body. */
  finish: () => void;
  /** The connection is reset. */
  reset: () => void;
  /** Whether the proxy has closed the connection before the response was whole. */
  isAbandoned: () => boolean;
};

/** A server in Heroku's place whose responses the test writes itself, so that a frame can wait until the last was seen. */
export type Upstream = {
  port: number;
  /** The next request, also one that has come already. */
  next: () => Promise<Exchange>;
  close: () => void;
};

const toFrame = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;

const toDelta = (content: string) =>
  toFrame({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'claude-4-5-sonnet',
    choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }],
  });

const END = `${toFrame({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'claude-4-5-sonnet',
  choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
})}data: [DONE]\n\n`;

export async function openUpstream(): Promise<Upstream> {
  const exchanges: Exchange[] = [];
  const arrivals = new EventEmitter();
  const server = createServer(async (request, response) => {
    exchanges.push(await toExchange(request, response));
    arrivals.emit('request');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async next() {
      while (exchanges.length === 0) await once(arrivals, 'request');
      return exchanges.shift() as Exchange;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function toExchange(request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  let isAbandoned = false;
  response.on('close', () => {
    isAbandoned = !response.writableFinished;
  });
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Buffer).length;
  return {
    bytes,
    open: () => void response.writeHead(200, { 'content-type': 'text/event-stream' }),
    write: (text) => void response.write(toDelta(text)),
    finish: () => void response.end(END),
    reset: () => void request.socket.resetAndDestroy(),
    isAbandoned: () => isAbandoned,
  };
}
