import { expect, test } from 'vitest';
import { isKeepAlive } from '../../src/http/keep-alive';

test.each<[text: unknown, expected: boolean]>([
  [': OPENROUTER PROCESSING', true],
  ['OPENROUTER PROCESSING', true],
  ['ping', true],
  ['PONG', true],
  ['ping!', true],
  ['[PING]', true],
  ['<ping>', true],
  ['[HEARTBEAT]', true],
  ['heart-beat', true],
  ['keep-alive', true],
  ['keepalive 2026-11-28T15:00:00.000Z', true],
  ['ping - 2025-01-01 00:00:00+00:00', true],
  ['NOOP', true],
  ['ping: the upstream went away', false],
  ['pings', false],
  ['processing failed', false],
  ['{"type":"ping"', false],
  ['[', false],
  ['upstream went away', false],
  ['', false],
  [undefined, false],
  [5, false],
])('%j keeps a connection alive: %s', (text, expected) => {
  expect(isKeepAlive(text)).toBe(expected);
});
