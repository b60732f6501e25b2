import { InvalidResponseDataError } from '@ai-sdk/provider';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_CHARACTERS } from '../../src/http/limits';
import { createCallArguments } from '../../src/parts/tool-call';

/** Joins the fragments and checks that what was released adds up to the arguments. */
function join(fragments: readonly string[], isComplete = true): string {
  const call = createCallArguments();
  let released = '';
  for (const fragment of fragments) {
    call.push(fragment);
    released += call.take();
  }
  released += call.end({ isComplete });
  expect(released).toBe(call.text());
  return call.text();
}

const CASES: [what: string, text: string, joined: string][] = [
  ['an object', '{"a":1}', '{"a":1}'],
  ['no arguments at all', '', '{}'],
  ['white space alone', ' \n', '{}'],
  ['an empty object', '{}', '{}'],
  ['a leading {}', '{}{"a":1}', '{"a":1}'],
  ['a leading {} with white space', ' { } \n{"a":1}', '{"a":1}'],
  ['two of them', '{}{}{"a":1}', '{"a":1}'],
  ['{} twice', '{}{}', '{}'],
  ['{} inside', '{"a":{}}', '{"a":{}}'],
  ['a repetition', '{"a": {"b":"}"}}{"a": {"b":"}"}}', '{"a": {"b":"}"}}'],
  ['a repetition after a newline', '{"a":1}\n{"a":1}\n', '{"a":1}'],
  ['white space before it and before its repetition', ' {"a":1} {"a":1}', '{"a":1}'],
  ['two repetitions', '{"a":1}{"a":1}{"a":1}', '{"a":1}'],
  ['a leading {} and a repetition', '{}{"a":1}{"a":1}', '{"a":1}'],
  ['trailing white space', '{"a":1} \n', '{"a":1}'],
  ['another object after it', '{"a":1}{"a":2}', '{"a":1}'],
  ['another object, cut short', '{"a":1}{"a":', '{"a":1}{"a":'],
  ['the same with other white space', '{"a": 1}{"a":1}', '{"a": 1}'],
  ['a trailing {}', '{"a":1}{}', '{"a":1}'],
  ['line breaks and tabs in a string', '{"a":"b\n- c\td"}', '{"a":"b\\n- c\\td"}'],
  ['other control characters in a string', '{"a":"\0\x1f"}', '{"a":"\\u0000\\u001f"}'],
  ['line breaks between tokens', '{\r\n\t"a": "b"\n}', '{\r\n\t"a": "b"\n}'],
  ['a line break behind a backslash', '{"a":"b\\\n"}', '{"a":"b\\\n"}'],
  ['a repetition with a line break in it', '{"a":"b\nc"}{"a":"b\nc"}', '{"a":"b\\nc"}'],
  ['a line break in an object in a string', '"{\\"a\\":\\"b\nc\\"}"', '{"a":"b\\nc"}'],
  ['no-break spaces between tokens', '{\u00a0"a":\u202f1\ufeff}', '{ "a": 1 }'],
  ['no-break spaces in a string', '{"a":"b\u00a0c"}', '{"a":"b\u00a0c"}'],
  ['what else is no JSON stays', "{a:'b',}", "{a:'b',}"],
  ['null', 'null', '{}'],
  ['an empty list', '[]', '[]'],
  ['a list cut short', '[', '['],
  ['an empty string', '""', '{}'],
  ['null before the object', 'null{"a":1}', '{"a":1}'],
  ['an object in a string', '"{\\"a\\":\\"x\\"}"', '{"a":"x"}'],
  ['an object in a string, with white space', ' " {} " ', '{}'],
  ['a string without an object', '"Oslo"', '"Oslo"'],
  ['a string with half an object', '"{\\"a"', '"{\\"a"'],
  ['a string cut short', '"{\\"a', '"{\\"a'],
  ['a token after it', '{"a":1}<|call|>', '{"a":1}'],
  ['one bracket too many', '{"a":1}}\n', '{"a":1}'],
  ['a fence after it', '{"a":1}\n```', '{"a":1}'],
  ['a fence around it', '```json\n{"a":1}\n```', '{"a":1}'],
  ['a fence on one line', '```{"a":1}```', '{"a":1}'],
  ['inline code', '`{"a":"`"}`', '{"a":"`"}'],
  ['a fence around an empty object', '```\n{}\n```', '{}'],
  ['a fence around no JSON', '```json\nOslo', 'Oslo'],
  ['a closing tag after it', '{"a":1}\n</tool_call>', '{"a":1}'],
  ['a token of DeepSeek after it', '{"a":1}<｜tool▁call▁end｜>', '{"a":1}'],
  ['a bracket and a semicolon after it', '{"a":1});', '{"a":1}'],
  ['words after it', '{"a":1}x{"a":1}x', '{"a":1}x{"a":1}x'],
  ['an object cut short', '{"a":', '{"a":'],
  ['a brace alone', '{', '{'],
  ['a string with quotes and braces', '{"a":"\\"{[\\\\"}', '{"a":"\\"{[\\\\"}'],
  ['an array', '[1,2]', '[1,2]'],
  ['no JSON', 'city=Oslo', 'city=Oslo'],
];

test.each(CASES)('%s: %j is %j, whole and by the character', (_what, text, joined) => {
  expect(join([text])).toBe(joined);
  expect(join([...text])).toBe(joined);
});

test('an object within that begins like the outer one', () => {
  expect(join(['{"a":', '{"a":1}', '}'])).toBe('{"a":{"a":1}}');
});

test('no split changes the result', () => {
  const token = fc.constantFrom(
    '{',
    '}',
    '{}',
    ' ',
    '\n',
    '"',
    'x',
    '[1]',
    '{"a":1}',
    '{"b": "}"}',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
      const text = tokens.join('');
      expect(join(tokens)).toBe(join([text]));
      expect(join([...text])).toBe(join([text]));
    }),
    { numRuns: 2000 },
  );
});

// Quadratic work would take minutes here and run into the time limit, linear work takes moments.
test.each([
  ['no object', '<think>x</think>'],
  ['an object that does not end', '{"b":"'],
  ['objects', '{"b":2}'],
  ['the same again', '{"a":1}'],
])('long text behind the arguments in small pieces, asked after each: %s', (_what, piece) => {
  const call = createCallArguments();
  call.push('{"a":1}');
  for (let count = 0; count < 100_000; count++) {
    call.push(piece);
    call.isComplete();
  }
  expect(call.text()).toBe('{"a":1}');
});

test('what is released is never taken back: every cut is a prefix', () => {
  for (const [, text, joined] of CASES) {
    const call = createCallArguments();
    for (const character of text) {
      call.push(character);
      expect(joined.startsWith(call.text())).toBe(true);
    }
  }
});

test.each([
  ['', false],
  ['{', false],
  ['{"a":{}', false],
  ['{"a":"}"', false],
  ['{"a":1}', true],
  ['{}', true],
  [' { } ', true],
  ['{"a":1}{"a"', false],
  ['{"a":1}{"a":1}', true],
  ['null', true],
  ['"{\\"a\\":1}"', true],
  ['"{\\"a\\":1}', false],
  ['"x"', false],
])('after %j the object is whole: %s', (text, isComplete) => {
  const call = createCallArguments();
  for (const character of text) call.push(character);
  expect(call.isComplete()).toBe(isComplete);
});

test('arguments come out as they arrive', () => {
  const call = createCallArguments();
  const released = ['{"', 'city', '":"Os', 'lo"}'].map((fragment) => {
    call.push(fragment);
    return call.take();
  });
  expect(released).toEqual(['{"', 'city', '":"Os', 'lo"}']);
});

test.each([
  ['', ''],
  [' ', ''],
  ['{', '{'],
  ['{}', '{}'],
  ['{"a', '{"a'],
])('cut short after %j, nothing is made up', (text, joined) => {
  expect(join([text], false)).toBe(joined);
});

test('arguments beyond the limit are refused, and those at the limit are not', () => {
  const call = createCallArguments();
  const opening = '{"a":"';
  call.push(opening);
  const half = 'x'.repeat(MAX_CHARACTERS / 2);
  call.push(half);
  call.push(half.slice(opening.length));
  expect(call.text()).toHaveLength(MAX_CHARACTERS);
  expect(() => call.push('x')).toThrow(InvalidResponseDataError);
  expect(() => call.push('x')).toThrow(`longer than ${MAX_CHARACTERS} characters`);
});

test('white space without end, or a repetition without end, is not held', () => {
  const call = createCallArguments();
  call.push('{"a":1}');
  call.take();
  for (let i = 0; i < 1000; i++) call.push(' '.repeat(1000));
  for (let i = 0; i < 1000; i++) call.push('{"a":1}'.repeat(100));
  expect(call.take()).toBe('');
  expect(call.text()).toBe('{"a":1}');
});
