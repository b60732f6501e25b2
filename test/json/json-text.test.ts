import { describe, expect, test } from 'vitest';
import { toJsonBody, toJsonText, toObjectText, toResultText } from '../../src/json/json-text';

describe('toJsonText', () => {
  test.each([
    [{ a: 1 }, '{"a":1}'],
    ['text', '"text"'],
    [null, 'null'],
    [undefined, ''],
    [() => 1, ''],
    [{ at: new Date(0), gone: undefined }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    [{ 'k\ud800': 'v\udc00' }, '{"k\ufffd":"v\ufffd"}'],
    ['\\ud800 is only spelled out', '"\\\\ud800 is only spelled out"'],
    [{ at: new Date(0), odd: '\ud800' }, '{"at":"1970-01-01T00:00:00.000Z","odd":"\ufffd"}'],
  ])('%j', (value, expected) => {
    expect(toJsonText(value)).toBe(expected);
  });
});

describe('toObjectText: replayed arguments are the JSON text of an object', () => {
  test.each([
    ['an object', { city: 'Oslo' }, '{"city":"Oslo"}'],
    ['nothing', undefined, '{}'],
    ['null', null, '{}'],
    ['an array', [1, 2], '{"input":[1,2]}'],
    ['a number', 0, '{"input":0}'],
    ['a boolean', false, '{"input":false}'],
    ['a date', new Date(0), '{"input":"1970-01-01T00:00:00.000Z"}'],
    ['plain text', 'Oslo', '{"input":"Oslo"}'],
    ['an empty string', '', '{"input":""}'],
    ['broken JSON, as an invalid call leaves it', '{"city": "Os', '{"input":"{\\"city\\": \\"Os"}'],
    ['the text of an array', '[1]', '{"input":"[1]"}'],
    [
      'the text of an object, byte for byte',
      '{ "city":"Oslo", "n":1.0 }',
      '{ "city":"Oslo", "n":1.0 }',
    ],
    ['the text of an object after white space', '\n{"a":1}', '\n{"a":1}'],
    ['keys in their order', { b: 1, a: 2 }, '{"b":1,"a":2}'],
    ['a key that is no plain one', JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
    ['lone surrogates', { a: '\ud83d' }, '{"a":"\ufffd"}'],
    ['whole surrogate pairs', { a: '💡' }, '{"a":"💡"}'],
  ])('%s', (_, value, expected) => {
    expect(toObjectText(value)).toBe(expected);
    expect(JSON.parse(toObjectText(value))).toBeTypeOf('object');
  });

  test.each(['{"a":"\\ud800"}', '{"a":"\\uD800"}'])(
    'an escaped lone surrogate in the text %s is put right too',
    (text) => {
      expect(JSON.parse(toObjectText(text))).toEqual({ a: '\ufffd' });
    },
  );
});

describe('toResultText: only JSON arrays and scalars are wrapped', () => {
  test.each([
    ['[1,2]', '{"result":[1,2]}'],
    ['[]', '{"result":[]}'],
    ['42', '{"result":42}'],
    ['-0.5', '{"result":-0.5}'],
    ['12345678901234567890', '{"result":12345678901234567890}'],
    ['true', '{"result":true}'],
    ['false', '{"result":false}'],
    ['null', '{"result":null}'],
    ['"quoted"', '{"result":"quoted"}'],
    [' \n[1] ', '{"result": \n[1] }'],
  ])('%j becomes %j', (text, expected) => {
    expect(toResultText(text)).toBe(expected);
    expect(JSON.parse(toResultText(text))).toEqual({ result: JSON.parse(text) });
  });

  test.each([
    '{"a":1}',
    '{}',
    'plain words',
    '[1, 2',
    '[see below]',
    '42 degrees',
    '- a list',
    'true story',
    'nullable',
    '"quoted" words',
    '1.',
    '.5',
    '\u00a042',
  ])('%j stays', (text) => {
    expect(toResultText(text)).toBe(text);
  });
});

describe('toJsonBody', () => {
  test('mends strings and keys at any depth and leaves the rest', () => {
    const value = { 'a\ud800': ['\udfff', { b: 'fine 💡 \\ud800 \n' }], n: 1, t: true, z: null };
    const mended = { 'a\ufffd': ['\ufffd', { b: 'fine 💡 \\ud800 \n' }], n: 1, t: true, z: null };
    const { body, text } = toJsonBody(value);
    expect(body).toEqual(mended);
    expect(JSON.parse(text)).toEqual(mended);
  });

  test('takes the value as it is where nothing is to be mended', () => {
    const value = { text: 'fine 💡 \\ud800' };
    expect(toJsonBody(value)).toEqual({ body: value, text: JSON.stringify(value) });
    expect(toJsonBody(value).body).toBe(value);
  });

  test('keeps the order of keys and a key named __proto__', () => {
    const value = JSON.parse('{"b":1,"__proto__":{"x":"\\ud800"},"a":2}');
    const { body, text } = toJsonBody(value);
    expect(text).toBe('{"b":1,"__proto__":{"x":"\ufffd"},"a":2}');
    expect(JSON.stringify(body)).toBe(text);
  });
});
