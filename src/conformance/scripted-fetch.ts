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
  /** After so many bytes nothing more comes, and the connection stays open. `Infinity`: after all of them. */
  holdAfter?: number;
  /** Sent again and again while the connection is held. */
  heartbeat?: string;
  /** After so many bytes nothing comes for so long. */
  pause?: { after: number; ms: number };
  /** What the response has in place of a stream of bytes: no `body`, or one of strings. */
  body?: 'text' | 'strings';
};

/** The time between heartbeats, in milliseconds, and how many are sent at most: a model that waits for ever must not keep the process. */
const HEARTBEAT_MS = 20;
const MAX_HEARTBEATS = 500;

/** A request that was answered, and what the model did with the answer. */
export type ServedRequest = {
  request: WireRequest;
  /** The model has closed the connection, or passed on a signal that did. */
  isFreed: boolean;
  /** The body was read to its end. */
  isRead: boolean;
};

export type Answer = { response: Response; delivery?: Delivery };

/** A `fetch` that makes its answers from the requests. An aborted signal ends them as a network does. */
export function createScriptedFetch(answer: (request: WireRequest) => Answer | Promise<Answer>) {
  const served: ServedRequest[] = [];

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const current: ServedRequest = {
      request: await toRequest(input, init),
      isFreed: false,
      isRead: false,
    };
    served.push(current);
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => {
        current.isFreed = true;
        reject(signal.reason);
      });
    });
    aborted.catch(() => {});
    const { response, delivery = {} } = await Promise.race([
      Promise.resolve(current.request).then(answer),
      aborted,
    ]);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (delivery.body) return toOddResponse(response, bytes, delivery.body);
    return new Response(deliver(bytes, delivery, { current, aborted }), response);
  };

  return { fetch, served };
}

function deliver(
  bytes: Uint8Array,
  { pieces = [], cutAfter = bytes.length, isLost, holdAfter, heartbeat, pause }: Delivery,
  { current, aborted }: { current: ServedRequest; aborted: Promise<never> },
): ReadableStream<Uint8Array> {
  const end = Math.min(bytes.length, cutAfter);
  const stop = Math.min(end, holdAfter ?? end);
  let wait = pause;
  let at = 0;
  let pieceIndex = 0;
  let heartbeats = 0;

  async function hold(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    if (heartbeat === undefined || heartbeats++ > MAX_HEARTBEATS) return new Promise(() => {});
    await sleep(HEARTBEAT_MS);
    if (!current.isFreed) controller.enqueue(new TextEncoder().encode(heartbeat));
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        aborted.catch((reason) => controller.error(reason));
      },
      async pull(controller) {
        if (wait && at >= wait.after) {
          await sleep(wait.ms);
          wait = undefined;
        }
        if (at >= stop && holdAfter !== undefined) return hold(controller);
        if (at >= end) {
          current.isRead = true;
          return isLost ? controller.error(new TypeError('terminated')) : controller.close();
        }
        const size = pieces.length > 0 ? (pieces[pieceIndex++ % pieces.length] ?? 1) : stop;
        const next = Math.min(stop, wait?.after ?? stop, at + Math.max(1, size));
        controller.enqueue(bytes.slice(at, next));
        at = next;
      },
      cancel() {
        current.isFreed = true;
      },
    },
    { highWaterMark: 0 },
  );
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A response as React Native gives it, without a body; or as many test doubles do, with a body of strings. */
function toOddResponse(response: Response, bytes: Uint8Array, kind: 'text' | 'strings'): Response {
  const content = new TextDecoder().decode(bytes);
  const { status, headers } = response;
  const strings = () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(content);
        controller.close();
      },
    });
  const odd = {
    status,
    headers,
    ok: response.ok,
    statusText: response.statusText,
    url: '',
    bodyUsed: false,
    body: kind === 'strings' ? strings() : undefined,
    text: async () => content,
    json: async () => JSON.parse(content),
  };
  return odd as unknown as Response;
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
