import { abortable } from './abortable';
import { answerer } from './answerer';
import { listen } from './node-server';
import { checkOptionNames, type LocalHerokuOptions, type RecordedRequest } from './options';

/** The key of a local Heroku that was given none. It opens nothing else. */
export const LOCAL_KEY = 'inf-00000000-0000-4000-8000-000000000000';

/** Where a local Heroku listens. */
export type ListenOptions = {
  /** Default: 0, a free port. */
  port?: number | undefined;
  /** Default: `127.0.0.1`, which other machines cannot reach. */
  host?: string | undefined;
};

/** A local Heroku on a port. */
export type ListeningHeroku = {
  /** Without `/v1`, like INFERENCE_URL. */
  url: string;
  /** The key that is let in, for INFERENCE_KEY. */
  key: string;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
};

/** A local Heroku: the same server as a `fetch`, as a handler of requests, and on a port. */
export type LocalHeroku = {
  /** The key that is let in. */
  key: string;
  /** Answers in this process; usable wherever a `fetch` is wanted. An abort ends the answer, as with the real one. */
  fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  /** The answer to one request, for any server or mock of requests. The host in its URL does not matter. */
  handle: (request: Request) => Promise<Response>;
  /** Listens on a port, wherever `node:http` exists: Node, Bun, Deno. Rejects when it does not, and when the port is taken. */
  listen: (options?: ListenOptions) => Promise<ListeningHeroku>;
  /** What has arrived, newest last. Empty it (`requests.length = 0`) whenever you like. */
  requests: RecordedRequest[];
};

/**
 * Makes a local Heroku: the endpoints of Heroku Managed Inference, strict about requests and with scripted answers.
 * No model speaks, and nothing here proves how the real API behaves: it is written from documents alone.
 *
 * @throws TypeError for an option, a value of a trait or the name of a rule that does not exist.
 */
export function createLocalHeroku(options: LocalHerokuOptions = {}): LocalHeroku {
  checkOptionNames(options);
  const { key = LOCAL_KEY } = options;
  const requests: RecordedRequest[] = [];
  const answer = answerer({ ...options, key });

  async function handle(request: Request): Promise<Response> {
    const { response, body, refusedBy } = await answer(request);
    const recorded: RecordedRequest = {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body,
      status: response.status,
      ...(refusedBy !== undefined && { refusedBy }),
    };
    requests.push(recorded);
    options.onRequest?.(recorded);
    return response;
  }

  return {
    key,
    requests,
    handle,
    async fetch(input, init) {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return abortable(await handle(request), request.signal);
    },
    async listen(where) {
      const { maxBodyBytes } = options;
      return { key, ...(await listen(handle, { ...where, maxBodyBytes })) };
    },
  };
}
