import { expect, test } from 'vitest';
import { createJsonScanner } from '../../src/json/json-scanner';

/** Where the value ends when the text comes in pieces of that size. */
function endOf(text: string, size: number): number {
  const scanner = createJsonScanner();
  for (let start = 0; start < text.length; start += size) {
    const value = scanner.read(text.slice(start, start + size));
    if (scanner.hasEnded()) return start + value.length;
  }
  return -1;
}

test.each<[value: string, rest: string]>([
  ['{}', ''],
  ['[]', ' more'],
  ['{"a":1}', '{"b":2}'],
  ['{"a":{"b":[1,{}]}}', ','],
  ['  {"a":1}', ' '],
  ['{"a":"}"}', '}'],
  ['{"a":"\\"}"}', '}'],
  ['{"a":"\\\\"}', '"}'],
  ['{"a":"\\\\\\"}","\\"":"\\\\"}', '"}'],
  ['{\\"}"}', '"}'],
  ['{"\\u007b":"["}', ']'],
  ['[[1],[2]]', ']'],
  ['{"a":"\u{1f600}}"}', '}'],
])('%j ends before %j, in any pieces', (value, rest) => {
  for (let size = 1; size <= value.length + rest.length; size++) {
    expect(endOf(value + rest, size)).toBe(value.length);
  }
});

test.each([[''], ['   '], ['{'], ['{"a":"}'], ['{"a":"\\"}'], ['[1,{"b":2}'], ['12'], ['"{}"']])(
  '%j does not end',
  (text) => {
    expect(endOf(text, 1)).toBe(-1);
    expect(endOf(text, 100)).toBe(-1);
  },
);
