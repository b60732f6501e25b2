import { expect, test } from 'vitest';
import { toBodyReader } from '../../src/http/body-reader';
import { MAX_ERROR_CHARACTERS } from '../../src/http/limits';
import { readText } from '../../src/http/read-text';
import { bodyOf } from '../support/scripted-model';

const read = (response: Response) =>
  readText(toBodyReader(response), { limit: MAX_ERROR_CHARACTERS });

test('the whole body', async () => {
  const text = 'blöcked \u{1f6ab}';
  const bytes = [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte));
  expect(await read(new Response(bodyOf(bytes)))).toEqual({ text });
});

test('no body', async () => {
  expect(await read(new Response(null))).toEqual({ text: '' });
});

test('what came before the connection was lost, and why it was', async () => {
  let reads = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (reads++ === 0) controller.enqueue(new TextEncoder().encode('{"error":"slow d'));
      else controller.error(new Error('socket hang up'));
    },
  });
  expect(await read(new Response(body))).toEqual({
    text: '{"error":"slow d',
    cause: new Error('socket hang up'),
  });
});

test('an endless body is left, and let go', async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(0x78)),
    cancel: () => {
      isCancelled = true;
    },
  });
  expect((await read(new Response(body))).text).toHaveLength(MAX_ERROR_CHARACTERS);
  expect(isCancelled).toBe(true);
});
