import { describe, expect, test } from 'vitest';
import { createJsonScanner } from '../../src/json/json-scanner';
import { toValidJson } from '../../src/json/valid-json';

test.each([
  ['a line break', '{"a":"b\nc"}', '{"a":"b\\nc"}'],
  ['each control character', '["\0\b\t\n\f\r\x1f"]', '["\\u0000\\b\\t\\n\\f\\r\\u001f"]'],
  ['in a key', '{"a\tb":1}', '{"a\\tb":1}'],
  ['behind an escaped quote', '"a\\"\n"', '"a\\"\\n"'],
  ['behind an escaped backslash, outside', '"a\\\\"\n', '"a\\\\"\n'],
  ['no-break spaces between tokens', '{\u00a0"a"\u202f:\u3000\ufeff1}', '{ "a" :  1}'],
])('%s', (_what, text, valid) => {
  expect(toValidJson(text)).toBe(valid);
  // In any two pieces.
  for (let at = 0; at <= text.length; at++) {
    const scanner = createJsonScanner();
    const before = toValidJson(scanner.read(text.slice(0, at)), 'tokens');
    expect(before + toValidJson(text.slice(at), scanner.place())).toBe(valid);
  }
});

describe('what stays as it is', () => {
  test.each([
    ['white space of JSON', '{\r\n\t"a": 1 }'],
    ['no-break spaces in a string', '"a\u00a0\u2028\ufeffb"'],
    ['what is above control characters', '"\x7f\x80é💡\ud83d"'],
    ['a line break behind a backslash, which no escape can mean', '"a\\\nb"'],
    ['a trailing comma and a bare key', '{a: 1,\n}'],
  ])('%s', (_what, text) => {
    expect(toValidJson(text)).toBe(text);
  });
});
