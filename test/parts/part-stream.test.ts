import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { toBodyReader } from '../../src/http/body-reader';
import { openParts } from '../../src/parts/part-source';
import { toPartStream } from '../../src/parts/part-stream';
import { createReader } from '../support/create-reader';
import { bodyOf, chunkOf, DONE, eventOf, readAll } from '../support/scripted-model';

type Part = LanguageModelV2StreamPart;
const START: Part = { type: 'stream-start', warnings: [] };

async function open(body: ReadableStream<Uint8Array> | null, abortSignal?: AbortSignal) {
  const settings = { start: START, toPart: (part: Part) => part, abortSignal };
  return toPartStream(
    await openParts<Part>(toBodyReader(new Response(body)), createReader(), settings),
    abortSignal,
  );
}

/** A body that hands out its pieces one at a time and says what was asked of it; after the last it stays open. */
function openBody(...pieces: string[]) {
  const log = { reads: 0, cancelled: false, reason: undefined as unknown };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[log.reads++];
        if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
        else return new Promise(() => {});
      },
      cancel(reason) {
        log.cancelled = true;
        log.reason = reason;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, log };
}

const ONCE = eventOf(chunkOf({ content: 'Once' }));
const UPON = eventOf(chunkOf({ content: ' upon' }));
const STOP = eventOf(chunkOf({}, 'stop'));

function typesOf(parts: { type: string }[]): string[] {
  return parts.map((part) => part.type);
}

async function readUntil(
  reader: ReadableStreamDefaultReader<LanguageModelV2StreamPart>,
  type: LanguageModelV2StreamPart['type'],
): Promise<void> {
  for (;;) {
    const { value, done } = await reader.read();
    if (done || value.type === type) return;
  }
}

test('the start comes first, and each part in the form that is asked for', async () => {
  const toPart = ({ type }: Part) => ({ type });
  const settings = { start: { type: 'start' }, toPart };
  const source = await openParts(
    toBodyReader(new Response(bodyOf([ONCE, STOP, DONE]))),
    createReader(),
    settings,
  );
  const parts = await readAll(toPartStream(source, undefined));
  expect(parts[0]).toEqual({ type: 'start' });
  for (const part of parts) expect(Object.keys(part)).toEqual(['type']);
  expect(typesOf(parts).slice(1)).toEqual([
    'response-metadata',
    'text-start',
    'text-delta',
    'text-end',
    'finish',
  ]);
});

test('characters cut in two by the network are joined', async () => {
  const bytes = new TextEncoder().encode(eventOf(chunkOf({ content: 'é\u{1f600}' })) + STOP + DONE);
  const parts = await readAll(await open(bodyOf([...bytes].map((byte) => Uint8Array.of(byte)))));
  expect(parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('')).toBe(
    'é\u{1f600}',
  );
});

describe('reading on demand', () => {
  test('a word is out before the next frame is asked for', async () => {
    const { body, log } = openBody(ONCE, UPON);
    const reader = (await open(body)).getReader();
    await readUntil(reader, 'text-delta');
    expect(log.reads).toBe(1);
    await reader.read();
    expect(log.reads).toBe(2);
    await reader.cancel();
  });

  test('[DONE] ends the stream though the server keeps the connection open', async () => {
    const { body } = openBody(ONCE, STOP, DONE);
    expect(typesOf(await readAll(await open(body))).at(-1)).toBe('finish');
  });

  test('cancelling lets the connection go, with the reason', async () => {
    const { body, log } = openBody(ONCE, UPON);
    const reader = (await open(body)).getReader();
    await readUntil(reader, 'text-delta');
    await reader.cancel('enough');
    expect(log).toEqual({ reads: 1, cancelled: true, reason: 'enough' });
  });
});

describe('before the answer begins', () => {
  test('an error of the server rejects, and lets the connection go', async () => {
    const { body, log } = openBody(
      ': hi\n\n',
      eventOf({ error: { code: 429, message: 'slow down' } }),
    );
    await expect(open(body)).rejects.toMatchObject({
      message: 'slow down',
      statusCode: 429,
      isRetryable: true,
    });
    expect(log.cancelled).toBe(true);
  });

  test.each<[what: string, body: ReadableStream<Uint8Array> | null]>([
    ['no body', null],
    ['an empty body', bodyOf([])],
    ['a role alone', bodyOf([eventOf(chunkOf({ role: 'assistant' }))])],
  ])('%s rejects, so that the call can be made again', async (_what, body) => {
    await expect(open(body)).rejects.toMatchObject({ isRetryable: true });
  });
});

test('a lost connection is an error part, not an error of the stream', async () => {
  const cause = new Error('socket hang up');
  let reads = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (reads++ === 0) controller.enqueue(new TextEncoder().encode(ONCE));
      else controller.error(cause);
    },
  });
  const parts = await readAll(await open(body));
  expect(typesOf(parts).slice(-4)).toEqual(['text-delta', 'text-end', 'error', 'finish']);
  expect(parts.at(-2)).toMatchObject({ error: { cause } });
});

describe('abort', () => {
  test.each<[what: string, reason: unknown]>([
    ['the usual reason', undefined],
    ['a reason of the caller', new Error('stopped by the user')],
  ])('in mid-stream: no parts after it, connection closed (%s)', async (_what, reason) => {
    const controller = new AbortController();
    const { body, log } = openBody(ONCE + UPON, UPON);
    const reader = (await open(body, controller.signal)).getReader();
    await readUntil(reader, 'text-delta');
    controller.abort(reason);
    await expect(reader.read()).rejects.toMatchObject({
      name: 'AbortError',
      ...(reason !== undefined && { cause: reason }),
    });
    expect(log.cancelled).toBe(true);
    expect(log.reads).toBe(1);
  });

  test('while the first part is waited for', async () => {
    const controller = new AbortController();
    const { body, log } = openBody(': hi\n\n');
    const opened = open(body, controller.signal);
    setTimeout(() => controller.abort());
    const reason: unknown = await opened.catch((error: unknown) => error);
    expect(reason).toBe(controller.signal.reason);
    expect(controller.signal.aborted).toBe(true);
    expect(log.cancelled).toBe(true);
  });

  test('before the first part is taken: none comes', async () => {
    const controller = new AbortController();
    const settings = { start: START, toPart: (part: Part) => part, abortSignal: controller.signal };
    const source = await openParts<Part>(
      toBodyReader(new Response(bodyOf([ONCE, STOP, DONE]))),
      createReader(),
      settings,
    );
    controller.abort();
    const reader = toPartStream(source, controller.signal).getReader();
    await expect(reader.read()).rejects.toBe(controller.signal.reason);
  });

  test('after the end it changes nothing', async () => {
    const controller = new AbortController();
    const parts = await readAll(await open(bodyOf([ONCE, STOP, DONE]), controller.signal));
    controller.abort();
    expect(typesOf(parts).at(-1)).toBe('finish');
  });
});

describe('many parts in one read', () => {
  const words = Array.from({ length: 1000 }, (_, at) => `${at} `);
  const frames = words.map((content) => eventOf(chunkOf({ content }))).join('');

  test('come out all, in order, and then the rest', async () => {
    const parts = await readAll(await open(bodyOf([frames, UPON, STOP + DONE])));
    const deltas = parts.map((part) => (part.type === 'text-delta' ? part.delta : ''));
    expect(deltas.join('')).toBe(`${words.join('')} upon`);
    expect(typesOf(parts).at(-1)).toBe('finish');
  });

  test('no further read is made before the last of them was taken', async () => {
    const { body, log } = openBody(frames, UPON);
    const reader = (await open(body)).getReader();
    for (let taken = 0; taken < 900; taken++) await reader.read();
    expect(log.reads).toBe(1);
  });

  test('an abort discards what was not taken', async () => {
    const controller = new AbortController();
    const { body } = openBody(frames);
    const reader = (await open(body, controller.signal)).getReader();
    for (let taken = 0; taken < 10; taken++) await reader.read();
    controller.abort();
    await expect(reader.read()).rejects.toThrow(/abort/i);
  });
});
