import { expect, test } from 'vitest';
import { MAX_ERROR_CHARACTERS } from '../../src/http/limits';
import { readErrorBody } from '../../src/http/read-error-body';
import { bodyOf } from '../support/scripted-model';

test('the whole body', async () => {
  const text = 'blöcked \u{1f6ab}';
  const bytes = [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte));
  expect(await readErrorBody(new Response(bodyOf(bytes)))).toBe(text);
});

test('no body', async () => {
  expect(await readErrorBody(new Response(null))).toBe('');
});

test('what came before the connection was lost', async () => {
  let reads = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (reads++ === 0) controller.enqueue(new TextEncoder().encode('{"error":"slow d'));
      else controller.error(new Error('socket hang up'));
    },
  });
  expect(await readErrorBody(new Response(body))).toBe('{"error":"slow d');
});

test('an endless body is left, and let go', async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(0x78)),
    cancel: () => {
      isCancelled = true;
    },
  });
  expect(await readErrorBody(new Response(body))).toHaveLength(MAX_ERROR_CHARACTERS);
  expect(isCancelled).toBe(true);
});
