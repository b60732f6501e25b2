import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHeroku } from '../src';
import type { Exchange } from './faults/exchange';
import { type FaultServer, startFaultServer } from './faults/fault-server';
import { tappedFetch } from './faults/tapped-fetch';
import type { EndlessLine } from './load/endless-line';
import type { Listeners } from './load/listeners';
import type { ManyStreams } from './load/many-streams';
import { runChild } from './load/run-child';
import { chunkOf, DONE, eventOf, readAll, TEST_PROMPT } from './support/scripted-model';

const MIB = 1024 * 1024;
const STREAMS = Number(process.env.LOAD_STREAMS ?? 1000);

let server: FaultServer;

beforeAll(async () => {
  server = await startFaultServer();
});

afterAll(() => server.close());

function modelAt(baseURL: string, fetch?: typeof globalThis.fetch) {
  return createHeroku({ baseURL, apiKey: 'inf-test-key', fetch })('claude-4-5-sonnet');
}

const WORD = eventOf(chunkOf({ content: 'word ' }));
const END = [eventOf(chunkOf({}, 'stop')), DONE].join('');

/** The frames of a stream that says its own name, in words and in a call. */
function framesOf(name: string): string[] {
  const call = { index: 0, id: `call-${name}`, function: { name: 'tool', arguments: '{"of":' } };
  const rest = { index: 0, function: { name: '', arguments: `"${name}"}` } };
  return [
    ...Array.from({ length: 5 }, (_, i) => eventOf(chunkOf({ content: `${name} ${i} ` }))),
    eventOf(chunkOf({ tool_calls: [call] })),
    eventOf(chunkOf({ tool_calls: [rest] })),
    eventOf(chunkOf({}, 'tool_calls')),
    DONE,
  ];
}

describe('many streams at once on one model', () => {
  /** Begins when all have come, and then gives each its next frame in turn. */
  function serveTogether(): string {
    let waiting: { exchange: Exchange; frames: string[] }[] = [];
    return server.serve(async (exchange) => {
      const { messages } = JSON.parse(exchange.body);
      waiting.push({ exchange, frames: framesOf(messages[0].content) });
      if (waiting.length < STREAMS) return;
      const all = waiting;
      waiting = [];
      for (const { exchange } of all) exchange.head({ headers: { connection: 'close' } });
      for (let i = 0; i < framesOf('').length; i++) {
        for (const { exchange, frames } of all) exchange.send(frames[i] ?? '');
        await setImmediate();
      }
      for (const { exchange } of all) exchange.end();
    });
  }

  test('all complete, none mixed, and nothing is held afterwards', async () => {
    const { wrong, heapBefore, heapAfter } = await runChild<ManyStreams>('many-streams.ts', [
      serveTogether(),
      String(STREAMS),
    ]);
    expect(wrong).toEqual([]);
    expect(heapAfter - heapBefore).toBeLessThan(20 * MIB);
  });
});

describe('a consumer that pauses', () => {
  const TOTAL = 96 * MIB;
  const frame = eventOf(chunkOf({ content: 'x'.repeat(16_000) }));

  /** Waits until the server has not been able to write for a while, or has written all. */
  async function settled(exchange: Exchange): Promise<number> {
    for (let before = -1, calm = 0; calm < 20; ) {
      calm = exchange.written === before ? calm + 1 : 0;
      before = exchange.written;
      await setTimeout(10);
    }
    return exchange.written;
  }

  test('stops the reading, and goes on where it stopped', async () => {
    let arrive: (exchange: Exchange) => void;
    const arrived = new Promise<Exchange>((resolve) => {
      arrive = resolve;
    });
    const baseURL = server.serve(async (exchange) => {
      arrive(exchange);
      exchange.head({ headers: { connection: 'close' } });
      while (exchange.written < TOTAL && !exchange.isGone) await exchange.send(frame);
      await exchange.send(END);
      exchange.end();
    });

    const { stream } = await modelAt(baseURL).doStream({ prompt: TEST_PROMPT });
    const reader = stream.getReader();
    for (let i = 0; i < 5; i++) await reader.read();
    const written = await settled(await arrived);
    // What the sockets of both sides hold, with room to spare.
    expect(written).toBeLessThan(TOTAL / 3);

    reader.releaseLock();
    let length = 0;
    for await (const part of stream) if (part.type === 'text-delta') length += part.delta.length;
    expect(length).toBeGreaterThan(TOTAL * 0.9);
    expect((await arrived).written).toBeGreaterThan(TOTAL);
  });
});

test('lines, events and documents without an end stop at the limit, with an error that says so', async () => {
  const sent: Exchange[] = [];
  const serveEndless = (start: string, piece: string) =>
    server.serve((exchange) => {
      sent.push(exchange);
      exchange.head();
      exchange.send(WORD);
      exchange.send(start);
      return exchange.pour(piece.repeat(65_536 / piece.length));
    });
  const document = server.serve((exchange) => {
    sent.push(exchange);
    exchange.head({ headers: { 'content-type': 'application/json' } });
    exchange.send('{"choices":[{"message":{"content":"');
    return exchange.pour('x'.repeat(65_536));
  });
  const { messages, heapBefore, peak, heapAfter } = await runChild<EndlessLine>('endless-line.ts', [
    serveEndless('data:', 'x'),
    serveEndless(':', 'x'),
    serveEndless('', `data:${'x'.repeat(1018)}\n`),
    document,
  ]);
  expect(messages).toHaveLength(4);
  for (const message of messages) expect(message).toMatch(/longer than|too long|67108864|64 Mi/);
  // Each is let go as soon as it is over the limit: the rest is what sockets hold.
  for (const { written } of sent) expect(written).toBeLessThan(110 * MIB);
  expect(peak - heapBefore).toBeLessThan(320 * MIB);
  expect(heapAfter - heapBefore).toBeLessThan(20 * MIB);
});

test('1,000 calls on one long-lived signal leave no more listeners than bare fetch', async () => {
  const whole = server.serve(async (exchange) => {
    exchange.head({ headers: { connection: 'close' } });
    await exchange.send(WORD + END);
    exchange.end();
  });
  const endless = server.serve(async (exchange) => {
    exchange.head();
    await exchange.send(WORD);
  });
  const refused = server.serve(async (exchange) => {
    exchange.head({ status: 400, headers: { connection: 'close' } });
    await exchange.send('{"error":"no"}');
    exchange.end();
  });
  const { left, heapGrowth } = await runChild<Listeners>('listeners.ts', [
    '1000',
    whole,
    endless,
    refused,
  ]);
  const { 'bare fetch': allowed = 0, ...ours } = left;
  expect(Object.keys(ours)).toHaveLength(4);
  for (const count of Object.values(ours)) expect(count).toBeLessThanOrEqual(allowed);
  expect(heapGrowth).toBeLessThan(20 * MIB);
});

test('streams that are read to their end share a connection, also when HTTP ends after [DONE]', async () => {
  let connections = 0;
  let finish = () => {};
  const http = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(WORD + END);
    finish = () => response.end();
  });
  http.on('connection', () => connections++);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;

  for (let i = 0; i < 10; i++) {
    const { fetch, taken } = tappedFetch();
    const model = modelAt(`http://127.0.0.1:${port}`, fetch);
    const { stream } = await model.doStream({ prompt: TEST_PROMPT });
    await readAll(stream);
    await taken((WORD + END).length);
    finish();
    await setTimeout(20);
  }
  expect(connections).toBeLessThan(4);
  http.closeAllConnections();
  http.close();
});
