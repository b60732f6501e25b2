import { fetchWithinOrigin } from '../http/fetch-within-origin';
import { hideKeys } from '../provider/setup-problems';
import { type Exchange, toExchange } from './exchange';
import type { Terminal } from './terminal';

export type WireSettings = {
  /** Of the attachment, in any of the forms that the provider takes. */
  url: string;
  key: string;
  terminal: Pick<Terminal, 'fetch' | 'interrupted'>;
};

/** Requests as they travel, without what the provider would adapt in them. */
export type Wire = {
  /** The host of the URL. */
  host: string;
  /** Requests are made under the path of the URL, without the key unless it is asked for. */
  get(path: string, withKey?: boolean): Promise<Exchange>;
  post(path: string, body: object, key?: string): Promise<Exchange>;
};

const TIME_LIMIT_MS = 60_000;

/** Never rejects: an answer that did not come is an exchange with status 0, which says why. */
export function createWire({ url, key, terminal }: WireSettings): Wire {
  const base = new URL(url);
  base.pathname = base.pathname.replace(/(\/+v1(\/.*)?)?\/*$/, '');
  const prefix = base.pathname.replace(/\/$/, '');

  async function send(method: string, path: string, body?: object, bearer?: string) {
    const target = new URL(base);
    target.pathname = prefix + path;
    const begun = performance.now();
    const exchange = { method, path, body, status: 0, headers: {}, text: '' };
    const elapsed = () => Math.round(performance.now() - begun);
    try {
      const { response, redirectProblem } = await fetchWithinOrigin(terminal.fetch, target.href, {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(bearer && { authorization: `Bearer ${bearer}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([terminal.interrupted, AbortSignal.timeout(TIME_LIMIT_MS)]),
      });
      if (redirectProblem !== undefined) throw new Error(redirectProblem);
      const headers = Object.fromEntries(response.headers);
      const firstByteMs = elapsed();
      const text = await response.text();
      const { status } = response;
      return toExchange({ ...exchange, status, headers, text, firstByteMs, ms: elapsed() });
    } catch (error) {
      const ms = elapsed();
      return toExchange({ ...exchange, failure: toWords(error, key), firstByteMs: ms, ms });
    }
  }

  return {
    host: base.host,
    get: (path, withKey = false) => send('GET', path, undefined, withKey ? key : undefined),
    post: (path, body, bearer = key) => send('POST', path, body, bearer),
  };
}

/** The innermost cause says most: `fetch failed` is how Node puts all of them. */
function toWords(error: unknown, key: string): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  const { code, message, name } = at as NodeJS.ErrnoException;
  const words = name === 'TimeoutError' ? 'no answer within 60 seconds' : message || code || name;
  return hideKeys(key.length < 8 ? words : words.replaceAll(key, 'inf-...'));
}
