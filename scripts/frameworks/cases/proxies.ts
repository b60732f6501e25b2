import { APICallError } from 'ai';
import type { Case, Suite } from '../case';
import { freePort } from '../free-port';
import type { Lab } from '../lab';
import {
  ask,
  askAndRead,
  behind,
  type Call,
  FRAMES,
  mostFramesInARead,
  PATIENCE_MS,
  until,
  writeInTurn,
} from '../proxies/calls';
import type { Edit, ProxyName } from '../proxies/programs';

/** Fails unless the call ended with an error of this kind. */
function checkFailure(lab: Lab, { parts }: Call, isRight: (error: unknown) => boolean): void {
  const { error } = parts.find(({ type }) => type === 'error') ?? {};
  lab.check(isRight(error), `The error is ${error}`);
}

/** What holds for every proxy with the settings of the page. */
const common = (name: ProxyName): Case[] => [
  {
    name: 'each frame of a stream arrives before the next is sent',
    run: (lab) =>
      behind(name, lab, async (site) => {
        const call = ask(site);
        const exchange = await site.upstream.next();
        const seen = await writeInTurn(call, exchange);
        lab.check(seen === FRAMES, `${seen} of ${FRAMES} frames`);
        exchange.finish();
        await call.ended;
        const end = JSON.stringify(call.parts.at(-1));
        lab.check(call.parts.at(-1)?.finishReason === 'stop', end);
      }),
  },
  {
    name: 'a stream that the server breaks off is an error',
    run: (lab) =>
      behind(name, lab, async (site) => {
        const { call, exchange } = await askAndRead(site);
        exchange.reset();
        await call.ended;
        checkFailure(lab, call, (error) => String(error).includes('The answer was cut off'));
        lab.check(call.parts.at(-1)?.finishReason === 'error', JSON.stringify(call.parts));
      }),
  },
  {
    name: 'an abort reaches the server, before the first byte and in a stream',
    run: (lab) =>
      behind(name, lab, async (site) => {
        const waiting = ask(site);
        const silent = await site.upstream.next();
        waiting.abort();
        lab.check(await until(silent.isAbandoned), 'Before the first byte the server goes on');
        const { call, exchange } = await askAndRead(site);
        call.abort();
        lab.check(await until(exchange.isAbandoned), 'In a stream the server goes on');
      }),
  },
  {
    name: 'a request of 3 MB',
    run: (lab) =>
      behind(name, lab, async (site) => {
        const call = ask(site, 'x'.repeat(3_000_000));
        const exchange = await site.upstream.next();
        lab.check(exchange.bytes > 3_000_000, `${exchange.bytes} bytes`);
        exchange.open();
        exchange.finish();
        await call.ended;
        lab.check(call.parts.at(-1)?.finishReason === 'stop', JSON.stringify(call.parts.at(-1)));
      }),
  },
];

/** How an abort fares with settings that keep it from the server. */
const keptAbort = (name: ProxyName, what: string, edit: Edit): Case => ({
  name: `${what}: an abort reaches the server with its next frame, and not before the first`,
  run: (lab) =>
    behind(
      name,
      lab,
      async (site) => {
        const waiting = ask(site);
        const silent = await site.upstream.next();
        waiting.abort();
        const { call, exchange } = await askAndRead(site);
        call.abort();
        const isLeft = () => silent.isAbandoned() || exchange.isAbandoned();
        lab.check(!(await until(isLeft, PATIENCE_MS)), 'It reaches the server at once');
        const writing = setInterval(() => exchange.write('word '), 20);
        const isTold = await until(exchange.isAbandoned);
        clearInterval(writing);
        lab.check(isTold && !silent.isAbandoned(), `in a stream: ${isTold}`);
      },
      { edit },
    ),
});

/** How the remedy of our error begins. */
const REMEDIES: Record<number, string> = {
  413: 'The request is too large for a proxy on the way',
  502: 'A proxy on the way got no valid answer',
  503: 'The server behind a proxy on the way is down',
  504: 'A proxy on the way gave up waiting',
};

type Refusal = { status: number; prompt?: string; edit?: Edit; isDown?: boolean };

/** A status that the proxy gives by itself, with the remedy in our error. */
const refusal = (name: ProxyName, what: string, { status, ...given }: Refusal): Case => ({
  name: `${what}: ${status}`,
  async run(lab) {
    const port = given.isDown ? await freePort() : undefined;
    const use = async (site: Parameters<typeof ask>[0]) => {
      const call = ask(site, given.prompt);
      await call.ended;
      checkFailure(
        lab,
        call,
        (error) =>
          APICallError.isInstance(error) &&
          error.statusCode === status &&
          error.isRetryable === status >= 500 &&
          error.message.includes(REMEDIES[status] ?? ''),
      );
    };
    await behind(name, lab, use, { edit: given.edit, port });
  },
});

const nginx: Case[] = [
  {
    name: 'without `proxy_buffering off` and `proxy_http_version 1.1`: frames are held back',
    run: (lab) =>
      behind(
        'nginx',
        lab,
        async (site) => {
          const call = ask(site);
          const exchange = await site.upstream.next();
          const seen = await writeInTurn(call, exchange, PATIENCE_MS);
          lab.check(seen === 0, `${seen} frames`);
        },
        { edit: (settings) => settings.replace(/proxy_(buffering|http_version).*/g, '') },
      ),
  },
  refusal('nginx', 'a request above `client_max_body_size`', {
    status: 413,
    prompt: 'x'.repeat(22_000_000),
  }),
  refusal('nginx', 'a server that is down', { status: 502, isDown: true }),
  refusal('nginx', 'a server that is silent for `proxy_read_timeout`', {
    status: 504,
    edit: (settings) => settings.replace('proxy_read_timeout 300s', 'proxy_read_timeout 1s'),
  }),
];

const haproxy: Case[] = [
  {
    name: 'without `option http-no-delay`: several frames in a read',
    run: (lab) =>
      behind(
        'HAProxy',
        lab,
        async (site) => {
          const most = await mostFramesInARead(site);
          lab.check(most > 1, `${most} frames`);
        },
        { edit: (settings) => settings.replace('option http-no-delay', '') },
      ),
  },
  keptAbort('HAProxy', 'without `option abortonclose`', (settings) =>
    settings.replace('option abortonclose', ''),
  ),
  refusal('HAProxy', 'a server that is down', { status: 503, isDown: true }),
  refusal('HAProxy', 'a server that is silent for `timeout server`', {
    status: 504,
    edit: (settings) => settings.replace('timeout server 300s', 'timeout server 1s'),
  }),
];

const caddy: Case[] = [
  keptAbort('Caddy', 'with `flush_interval -1`', (settings) =>
    settings.replace('header_up', 'flush_interval -1\n    header_up'),
  ),
  refusal('Caddy', 'a server that is down', { status: 502, isDown: true }),
];

/** Programs of Debian, run on loopback with the settings of docs/situations.md. */
export const proxies: Suite[] = [
  { title: 'Behind nginx', cases: [...common('nginx'), ...nginx] },
  { title: 'Behind HAProxy', cases: [...common('HAProxy'), ...haproxy] },
  { title: 'Behind Caddy', cases: [...common('Caddy'), ...caddy] },
];
