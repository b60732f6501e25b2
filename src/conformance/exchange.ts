import { parseJson } from './loose';
import type { WireRequest } from './types';

/** How a body is delivered. */
export type Delivery = {
  /** Sizes of its pieces, over and over. Default: all at once. */
  pieces?: number[];
  /** It ends after so many bytes. */
  cutAfter?: number;
  /** Where it ends, the connection is lost. */
  isLost?: boolean;
  /** After so many bytes nothing more comes, and the connection stays open. */
  holdAfter?: number;
};

/** One answer that is delivered, and what the model did with it. */
export type Exchange = {
  request: WireRequest;
  /** The model has closed the connection, or passed on a signal that did. */
  isFreed: boolean;
  /** The body was read to its end. */
  isRead: boolean;
};

export type Answer = { response: Response; delivery?: Delivery };

/** A `fetch` that makes its answers from the requests. An aborted signal ends them as a network does. */
export function createScriptedFetch(answer: (request: WireRequest) => Answer | Promise<Answer>) {
  const exchanges: Exchange[] = [];

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const exchange: Exchange = {
      request: await toRequest(input, init),
      isFreed: false,
      isRead: false,
    };
    exchanges.push(exchange);
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => {
        exchange.isFreed = true;
        reject(signal.reason);
      });
    });
    aborted.catch(() => {});
    const { response, delivery = {} } = await Promise.race([
      Promise.resolve(exchange.request).then(answer),
      aborted,
    ]);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return new Response(deliver(bytes, delivery, exchange, aborted), response);
  };

  return { fetch, exchanges };
}

function deliver(
  bytes: Uint8Array,
  { pieces = [], cutAfter = bytes.length, isLost, holdAfter = Infinity }: Delivery,
  exchange: Exchange,
  aborted: Promise<never>,
): ReadableStream<Uint8Array> {
  const end = Math.min(bytes.length, cutAfter);
  const stop = Math.min(end, holdAfter);
  let at = 0;
  let nth = 0;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        aborted.catch((reason) => controller.error(reason));
      },
      async pull(controller) {
        if (at >= stop && holdAfter <= end) return new Promise(() => {});
        if (at >= end) {
          exchange.isRead = true;
          return isLost ? controller.error(new TypeError('terminated')) : controller.close();
        }
        const size = pieces.length > 0 ? (pieces[nth++ % pieces.length] ?? 1) : stop;
        const next = Math.min(stop, at + Math.max(1, size));
        controller.enqueue(bytes.slice(at, next));
        at = next;
      },
      cancel() {
        exchange.isFreed = true;
      },
    },
    { highWaterMark: 0 },
  );
}

async function toRequest(input: RequestInfo | URL, init: RequestInit = {}): Promise<WireRequest> {
  const { signal: _signal, ...rest } = init;
  const request = new Request(input, { ...rest, duplex: 'half' } as RequestInit);
  const text = await request.text();
  return {
    url: request.url,
    method: request.method,
    headers: Object.fromEntries(request.headers),
    text,
    body: parseJson(text),
  };
}
