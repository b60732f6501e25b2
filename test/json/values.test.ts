import { expect, test } from 'vitest';
import { toCount, toNonEmptyString, toObject } from '../../src/json/values';

test.each<[value: unknown, kind: 'object' | 'non-empty string' | 'count' | 'none']>([
  [{}, 'object'],
  [{ a: 1 }, 'object'],
  ['a', 'non-empty string'],
  [' ', 'non-empty string'],
  [0, 'count'],
  [1.5, 'count'],
  [[], 'none'],
  [null, 'none'],
  [undefined, 'none'],
  ['', 'none'],
  [-1, 'none'],
  [Number.NaN, 'none'],
  [Number.POSITIVE_INFINITY, 'none'],
  [true, 'none'],
])('%j is of the kind: %s', (value, kind) => {
  expect(toObject(value)).toBe(kind === 'object' ? value : undefined);
  expect(toNonEmptyString(value)).toBe(kind === 'non-empty string' ? value : undefined);
  expect(toCount(value)).toBe(kind === 'count' ? value : undefined);
});

test('a count goes up to its maximum', () => {
  expect(toCount(8.64e12)).toBe(8.64e12);
  expect(toCount(8.64e12 + 1)).toBeUndefined();
});
