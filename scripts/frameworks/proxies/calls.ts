import { streamText } from 'ai';
import { type Lab, MODEL } from '../lab';
import { type Unpacked, unpack } from './debian';
import { type Edit, type ProxyName, startProxy } from './programs';
import { type Exchange, openUpstream, type Upstream } from './upstream';

export type Site = { url: string; upstream: Upstream; heroku: Lab['heroku'] };

let unpacking: Promise<Unpacked> | undefined;

/** A proxy with the page's settings, between the provider and a server whose responses the case writes. */
export async function behind(
  name: ProxyName,
  lab: Lab,
  use: (site: Site) => Promise<unknown>,
  { edit, port }: { edit?: Edit; port?: number } = {},
): Promise<void> {
  unpacking ??= unpack(['nginx', 'haproxy', 'caddy']);
  const programs = await unpacking;
  const upstream = await openUpstream();
  try {
    const { url, stop } = await startProxy(name, programs, {
      upstream: port ?? upstream.port,
      edit,
    });
    await use({ url, upstream, heroku: lab.providerWith({ baseURL: url }) }).finally(stop);
  } finally {
    upstream.close();
  }
}

type Part = { type: string; error?: unknown; finishReason?: unknown };

/** A call that streams. */
export type Call = {
  /** What has come so far. */
  parts: Part[];
  /** How many of them are text. */
  texts: () => number;
  abort: () => void;
  ended: Promise<void>;
};

export function ask({ heroku }: Site, prompt = 'Hello'): Call {
  const parts: Part[] = [];
  const controller = new AbortController();
  const { fullStream } = streamText({
    model: heroku(MODEL),
    prompt,
    abortSignal: controller.signal,
    maxRetries: 0,
    onError: () => {},
  });
  const read = async () => {
    for await (const part of fullStream) parts.push(part as Part);
  };
  return {
    parts,
    texts: () => parts.filter(({ type }) => type === 'text-delta').length,
    abort: () => controller.abort(),
    ended: read(),
  };
}

/** A call whose first text has come. */
export async function askAndRead(site: Site): Promise<{ call: Call; exchange: Exchange }> {
  const call = ask(site);
  const exchange = await site.upstream.next();
  exchange.open();
  exchange.write('word ');
  await until(() => call.texts() === 1);
  return { call, exchange };
}

/** How long something may take that is to happen, and how long is waited for what is not to happen. */
export const [DEADLINE_MS, PATIENCE_MS] = [20_000, 1_500];

/** Waits until it is so, or the limit is reached; answers whether it is so. */
export async function until(isSo: () => boolean, limitMs = DEADLINE_MS): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (!isSo() && Date.now() < end) await pause(10);
  return isSo();
}

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

export const FRAMES = 12;

/** Writes each frame after the caller has seen the one before; answers how many it saw. */
export async function writeInTurn(
  { texts }: Call,
  { open, write }: Exchange,
  limitMs = DEADLINE_MS,
): Promise<number> {
  open();
  for (let frame = 1; frame <= FRAMES; frame++) {
    write('word ');
    if (!(await until(() => texts() >= frame, limitMs))) break;
  }
  return texts();
}

/** The most frames that one read of the response brings, when the server writes one every 30 ms. */
export async function mostFramesInARead({ url, upstream }: Site): Promise<number> {
  const asked = fetch(url, { method: 'POST', body: '{}' });
  const exchange = await upstream.next();
  exchange.open();
  const writing = (async () => {
    for (let frame = 1; frame <= FRAMES; frame++) {
      exchange.write('word ');
      await pause(30);
    }
    exchange.finish();
  })();
  let most = 0;
  const decoder = new TextDecoder();
  for await (const bytes of (await asked).body as unknown as AsyncIterable<Uint8Array>) {
    const frames = decoder.decode(bytes).split('"word ').length - 1;
    most = Math.max(most, frames);
  }
  await writing;
  return most;
}
