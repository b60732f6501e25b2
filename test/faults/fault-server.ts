import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Exchange } from './exchange';

/** What the server does with a request. */
export type Script = (exchange: Exchange) => void | Promise<void>;

export type FaultServer = {
  /** A base URL at which each request is answered by the script. */
  serve(script: Script): string;
  /** Connections that have been made. */
  readonly connections: number;
  /** Connections that are open. */
  readonly open: number;
  close(): Promise<void>;
};

/** A server on 127.0.0.1 that does to its sockets what it is told. */
export async function startFaultServer(): Promise<FaultServer> {
  const scripts: Script[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer(async (socket) => {
    connections++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {}); // The client hung up: 'close' follows.
    const request = await readRequest(socket);
    if (request === undefined) return;
    // From here on only the hanging up of the client is of interest.
    socket.resume();
    await scripts[request.script]?.(new Exchange(socket, request.headers, request.body));
  });
  server.listen(0, '127.0.0.1', 4096);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    serve: (script) => `http://127.0.0.1:${port}/${scripts.push(script) - 1}`,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

type Request = { script: number; headers: Record<string, string>; body: string };

function readRequest(socket: Socket): Promise<Request | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const request = toRequest(text);
      if (request === undefined) return;
      socket.off('data', read);
      resolve(request);
    };
    socket.on('data', read);
    socket.once('close', () => resolve(undefined));
  });
}

/** Undefined while the request is not whole. */
function toRequest(text: string): Request | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = Buffer.from(text.slice(end + 4), 'latin1');
  if (body.length < Number(headers['content-length'] ?? 0)) return undefined;
  const [, script] = /^\S+ \/(\d+)/.exec(start) ?? [];
  return { script: Number(script), headers, body: body.toString('utf8') };
}
