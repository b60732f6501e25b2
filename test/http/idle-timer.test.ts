import { APICallError } from '@ai-sdk/provider';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toBodyReader } from '../../src/http/body-reader';
import { createIdleTimer } from '../../src/http/idle-timer';
import { openParts } from '../../src/parts/part-source';
import { toPartStream } from '../../src/parts/part-stream';
import { createReader } from '../support/create-reader';
import { chunkOf, eventOf, readAll } from '../support/scripted-model';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('a wait that is long enough is told once', () => {
  const onIdle = vi.fn();
  createIdleTimer(1000, onIdle).start();
  vi.advanceTimersByTime(999);
  expect(onIdle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onIdle).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(9000);
  expect(onIdle).toHaveBeenCalledTimes(1);
});

test('each wait has the whole time, and between the waits none passes', () => {
  const onIdle = vi.fn();
  const idle = createIdleTimer(1000, onIdle);
  for (let nth = 0; nth < 20; nth++) {
    idle.start();
    vi.advanceTimersByTime(900);
    idle.stop();
    vi.advanceTimersByTime(5000);
  }
  expect(onIdle).not.toHaveBeenCalled();
  idle.start();
  vi.advanceTimersByTime(1000);
  expect(onIdle).toHaveBeenCalledTimes(1);
});

test('after clear no timer is left', () => {
  const idle = createIdleTimer(1000, () => {});
  idle.start();
  idle.clear();
  expect(vi.getTimerCount()).toBe(0);
});

/** Sends a piece each `ms`, then nothing more, and stays open. */
function slowBody(ms: number, ...pieces: string[]) {
  const left = [...pieces];
  const log = { isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = left.shift();
        return new Promise((resolve) => {
          if (piece === undefined) return;
          setTimeout(() => {
            controller.enqueue(new TextEncoder().encode(piece));
            resolve();
          }, ms);
        });
      },
      cancel() {
        log.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, log };
}

async function open(body: ReadableStream<Uint8Array>, isBuffered = false) {
  const start = { type: 'stream-start', warnings: [] } as const;
  const settings = { start, toPart: (part: unknown) => part as never, idleTimeoutMs: 1000 };
  const stream = openParts(
    toBodyReader(new Response(body)),
    createReader({ isBuffered }),
    settings,
  ).then((source) => toPartStream(source, undefined));
  const outcome = stream.then(readAll, (rejection: unknown) => ({ rejection }));
  for (let nth = 0; nth < 20; nth++) await vi.advanceTimersByTimeAsync(500);
  return outcome;
}

const ONCE = eventOf(chunkOf({ content: 'Once' }));

test('silence before an answer rejects with what the AI SDK asks again for', async () => {
  const { body, log } = slowBody(0);
  const { rejection } = (await open(body)) as { rejection: unknown };
  expect(rejection).toMatchObject({
    message: expect.stringContaining('1000 ms'),
    isRetryable: true,
  });
  expect(APICallError.isInstance(rejection)).toBe(true);
  expect(log.isCancelled).toBe(true);
});

test('silence amid an answer cuts it off, and says so', async () => {
  const { body, log } = slowBody(900, ONCE, ONCE);
  const parts = (await open(body)) as { type: string; error?: unknown }[];
  expect(parts.map(({ type }) => type)).toEqual([
    'stream-start',
    'response-metadata',
    'text-start',
    'text-delta',
    'text-delta',
    'text-end',
    'error',
    'finish',
  ]);
  expect(parts.at(-2)?.error).toMatchObject({
    message: expect.stringContaining('idleTimeoutMs'),
    isRetryable: false,
  });
  expect(log.isCancelled).toBe(true);
});

test('silence amid an answer that the caller waits for whole can be tried again', async () => {
  const { body } = slowBody(900, ONCE);
  const parts = (await open(body, true)) as { type: string; error?: unknown }[];
  expect(parts.at(-2)?.error).toMatchObject({ isRetryable: true });
});

test('comments are life', async () => {
  const { body } = slowBody(900, ': a\n', ': b\n', ': c\n', ONCE, 'data: [DONE]\n\n');
  const parts = (await open(body)) as { type: string }[];
  expect(parts.map(({ type }) => type)).not.toContain('error');
});
