import type { JSONParseError } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { readOddLines } from '../../../../src/chat/response/odd/odd-lines';

function read(data: string, { mayBreakOff = false } = {}) {
  const told: string[] = [];
  const errors: JSONParseError[] = [];
  const target = {
    readFrame: (_frame: unknown, text: string) => void told.push(text),
    fail: (error: JSONParseError) => void errors.push(error),
    close: () => void told.push('closed'),
  };
  readOddLines(data, target, { mayBreakOff, redact: (text) => text.replaceAll('secret', '***') });
  return { told, errors };
}

test('each line is a frame', () => {
  expect(read('{"a":1}\n\n {"b":2} \n[DONE]\n{"c":3}').told).toEqual([
    '{"a":1}',
    '{"b":2}',
    'closed',
  ]);
});

test('a broken line is an error with its beginning, without secrets, and with the reason', () => {
  const { told, errors } = read(`{"a":1}\n{"secret ${'x'.repeat(1000)}`);
  expect(told).toEqual(['{"a":1}']);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.text).toHaveLength(500);
  expect(errors[0]?.text).toMatch(/^\{"\*\*\* x/);
  expect(errors[0]?.cause).toMatchObject({ name: 'SyntaxError' });
});

test('a last line that was broken off is dropped, but not [DONE] before it', () => {
  const { told, errors } = read('{"a":1}\n[DONE]\n{"b', { mayBreakOff: true });
  expect(told).toEqual(['{"a":1}', 'closed']);
  expect(errors).toEqual([]);
  expect(read('{"a":1}\n{"b', { mayBreakOff: true })).toEqual({ told: ['{"a":1}'], errors: [] });
});

test('what keeps a connection alive is passed over', () => {
  expect(read(': ping\n{"a":1}')).toEqual({ told: ['{"a":1}'], errors: [] });
});
