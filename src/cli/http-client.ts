import { describeCauses, toCauseMessage } from '../http/connection-error';
import { toConnectionProblem } from '../http/connection-remedies';
import { describeRedirect, fetchWithinOrigin } from '../http/fetch-within-origin';
import { createLinkedController } from '../http/linked-controller';
import { type Exchange, toExchange } from './exchange';
import { createKeyRedactor, createRedactor } from './probes/redactor';
import type { Terminal } from './terminal';

export type HttpClientSettings = {
  /** The URL of the attachment, in any of the forms that the provider takes. */
  url: string;
  key: string;
  terminal: Pick<Terminal, 'fetch' | 'interrupted'>;
};

/** Sends requests as they are written, without what the provider would adapt in them. */
export type HttpClient = {
  /** The host of the URL. */
  host: string;
  /** The URL that is asked for a path. */
  urlOf(path: string): string;
  /** Hides the key, ids and account data in what a server says. */
  redact: (text: string) => string;
  /** Requests are made under the path of the URL, without the key unless it is asked for. */
  get(path: string, options?: { withKey?: boolean }): Promise<Exchange>;
  post(path: string, body: object, key?: string): Promise<Exchange>;
};

type RequestToSend = {
  method: 'GET' | 'POST';
  path: string;
  body?: object;
  /** The key that is sent, if any. */
  bearer?: string | undefined;
};

/** How long an answer to a GET may take: a list is there at once or not at all. */
export const LIST_LIMIT_MS = 10_000;
/** How long an answer to a POST may take: a model may think before it answers. */
export const CALL_LIMIT_MS = 60_000;

/** Never rejects: an answer that did not come is an exchange with status 0, which says why. */
export function createHttpClient({ url, key, terminal }: HttpClientSettings): HttpClient {
  const base = new URL(url);
  base.pathname = base.pathname.replace(/(?<!\/)\/+v1(?:$|\/.*)/s, '');
  const prefix = base.pathname.replace(/(?<!\/)\/+$/, '');

  const redact = createRedactor({ key, host: base.host, url });
  // The address of a connection that failed is no secret to whoever made it.
  const redactKey = createKeyRedactor({ key, url });

  const toTarget = (path: string) => {
    const target = new URL(base);
    target.pathname = prefix + path;
    return target;
  };

  async function send({ method, path, body, bearer }: RequestToSend) {
    const target = toTarget(path);
    const begun = performance.now();
    const exchange = { method, path, body, status: 0, headers: {}, text: '' };
    const elapsed = () => Math.round(performance.now() - begun);
    const limit = createTimeLimit(
      terminal.interrupted,
      method === 'GET' ? LIST_LIMIT_MS : CALL_LIMIT_MS,
    );
    const request = {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: limit.signal,
    };
    const receive = async () => {
      const { response, redirectProblem } = await fetchWithinOrigin(
        terminal.fetch,
        target.href,
        request,
      );
      if (redirectProblem) throw new Error(describeRedirect(redirectProblem, redactKey));
      const headers = Object.fromEntries(response.headers);
      const firstByteMs = elapsed();
      const text = await response.text();
      return { status: response.status, headers, text, firstByteMs };
    };
    try {
      const answer = await Promise.race([receive(), limit.exceeded]);
      return toExchange({ ...exchange, ...answer, ms: elapsed() }, redact);
    } catch (error) {
      const ms = elapsed();
      const failure = redactKey(toCauseMessage(error) ?? String(error));
      const { remedy } = toConnectionProblem(describeCauses(error), target.href) ?? {};
      return toExchange({ ...exchange, failure, remedy, firstByteMs: ms, ms }, redactKey);
    } finally {
      limit.release();
    }
  }

  return {
    host: base.host,
    urlOf: (path) => redactKey(toTarget(path).href),
    redact,
    get: (path, { withKey = false } = {}) =>
      send({ method: 'GET', path, bearer: withKey ? key : undefined }),
    post: (path, body, bearer = key) => send({ method: 'POST', path, body, bearer }),
  };
}

/** Aborts after a time, and when the command is interrupted. `exceeded` then rejects, whatever the fetch makes of the signal. */
function createTimeLimit(interrupted: AbortSignal, ms: number) {
  const controller = createLinkedController(interrupted);
  const { signal } = controller;
  const timer = setTimeout(() => {
    const message = `no answer within ${ms / 1000} seconds`;
    controller.abort(new DOMException(message, 'TimeoutError'));
  }, ms);
  const exceeded = new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
  exceeded.catch(() => {});
  const release = () => {
    clearTimeout(timer);
    controller.release();
  };
  return { signal, exceeded, release };
}
