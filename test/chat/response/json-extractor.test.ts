import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJsonExtractor } from '../../../src/chat/response/json-extractor';
import type { Segment } from '../../../src/chat/response/thinking-tags';

function extract(pieces: readonly string[], objectOnly: boolean): string {
  const extractor = createJsonExtractor(objectOnly);
  const segments = [...pieces.flatMap((piece) => extractor.push(piece)), ...extractor.end(true)];
  return textOf(segments);
}

function textOf(segments: Segment[]): string {
  return segments.map(({ kind, text }) => (kind === 'text' ? text : '')).join('');
}

type Case = [what: string, text: string, json: string];

/** Of both kinds of schema. */
const ALWAYS: Case[] = [
  ['an object', '{"a":1}', '{"a":1}'],
  ['white space around', ' \n{"a":1}\n ', '{"a":1}'],
  ['a fence', '```json\n{"a":1}\n```', '{"a":1}'],
  ['a fence without a language', '```\n{"a":1}\n```', '{"a":1}'],
  ['prose before and after', 'Here you go: {"a":1} Anything else?', '{"a":1}'],
  [
    'prose, a fence, and prose',
    'Sure!\n\n```json\n{\n  "a": 1\n}\n```\nThat is all.',
    '{\n  "a": 1\n}',
  ],
  ['a fence inside a string', '```json\n{"a":"```js\\n```"}\n```', '{"a":"```js\\n```"}'],
  ['brackets inside strings', '{"a":"]}","b":"\\"}"} rest', '{"a":"]}","b":"\\"}"}'],
  ['an empty object', '{}', '{}'],
  ['an empty object before prose', '{} is all.', '{}'],
  ['an empty object in a fence', 'Nothing:\n```json\n{ }\n```', '{ }'],
  ['a second object is dropped', '{"a":1}\n{"b":2}', '{"a":1}'],
  ['a [ in prose', 'As said [1], and in [the docs](x): {"a":1}', '{"a":1}'],
  ['a [ that opens prose', '[1] says so. {"a":1}', '{"a":1}'],
  ['a check box', 'To do\n[ ] one\n[x] two\n{"a":1}', '{"a":1}'],
  ['a {} in prose', 'I leave {} out: {"a":1}', '{"a":1}'],
  ['braces in prose', 'A set {1, 2}, a template {{name}}: {"a":1}', '{"a":1}'],
  ['an object cut short', 'Here: {"a":[1,', '{"a":[1,'],
  ['words alone', 'I cannot do that.', 'I cannot do that.'],
  ['words with brackets alone', 'See [1] and {x}.', 'See [1] and {x}.'],
  ['a number', '42', '42'],
  ['a number in a fence', '```json\n42\n```', '42'],
  ['a string in a fence', 'Here:\n```json\n"yes"\n```\n', '"yes"'],
  ['a fence without JSON stays', '```js\nlet a = 1;\n```', '```js\nlet a = 1;\n```'],
  ['a brace alone', '{', '{'],
  ['nothing', '', ''],
];

const ARRAYS_TOO: Case[] = [
  ['an array of objects', '[{"a":1},{"a":2}]', '[{"a":1},{"a":2}]'],
  ['an array of strings after a line', 'Here:\n["a","b"]\nDone.', '["a","b"]'],
  ['an array of arrays in a fence', '```json\n[[1],[2]]\n```', '[[1],[2]]'],
  ['an array of numbers', '[1, -2.5, 3e4]', '[1, -2.5, 3e4]'],
  ['an array of numbers in a fence', 'So:\n```\n[ 1, 2 ]\n```', '[ 1, 2 ]'],
  ['one number in a fence', '```json\n[1]\n```', '[1]'],
  ['one number', '[1]', '[1]'],
  ['numbers before prose', '[1, 2] they are.', '[1, 2]'],
  ['an empty array', '[]', '[]'],
  ['an empty array before prose', '[] is all.', '[]'],
  ['a footnote at the start is prose', '[1] says so.', '[1] says so.'],
  ['a link at the start is prose', '[the docs](x)', '[the docs](x)'],
  ['numbers at the start of a line are prose', 'See\n[1, 2] there.', 'See\n[1, 2] there.'],
];

const OBJECTS_ONLY: Case[] = [
  ['an array is never the answer', '["a"] and {"a":1}', '{"a":1}'],
  ['the object in an array', '[{"a":1}]', '{"a":1}'],
];

function runs(text: string): string[][] {
  const sizes = [1, 2, 3, 5, 8];
  return [
    [text],
    ...sizes.map((size) => text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []),
    ['', text, ''],
  ];
}

describe.each([
  ['any JSON', false, [...ALWAYS, ...ARRAYS_TOO]],
  ['an object', true, [...ALWAYS, ...OBJECTS_ONLY]],
] as const)('%s is wanted', (_what, objectOnly, cases) => {
  test.each([...cases])('%s, in any pieces', (_case, text, json) => {
    for (const pieces of runs(text)) expect(extract(pieces, objectOnly)).toBe(json);
  });
});

test('no split changes the result', () => {
  const token = fc.constantFrom(
    ...['{', '}', '[', ']', '"', '{"', '":', '[1', ', 2]', '[{"a":1}]', '{}', '```', 'json', '\n'],
    ...[' ', 'x', '\\', '-', '1', 'e'],
    // Longer than what may stay in doubt.
    ...[' '.repeat(70), '1'.repeat(70), 'x'.repeat(130)],
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 12 }), fc.boolean(), (tokens, objectOnly) => {
      const whole = extract([tokens.join('')], objectOnly);
      expect(extract(tokens, objectOnly)).toBe(whole);
      expect(extract([...tokens.join('')], objectOnly)).toBe(whole);
    }),
    { numRuns: 3000 },
  );
});

test('JSON with prose around it comes out as it is', () => {
  const prose = fc.constantFrom('', 'Here you go:\n', 'As in [1]: ', '```json\n', 'Well,\n\n```\n');
  fc.assert(
    fc.property(prose, fc.dictionary(fc.string(), fc.json()), prose, (before, object, after) => {
      const json = JSON.stringify({ first: 1, ...object });
      expect(extract([before + json + after], true)).toBe(json);
    }),
  );
});

test('JSON streams: each piece is out when it is in', () => {
  const extractor = createJsonExtractor(true);
  const out = ['Here:\n', '{', '"a"', ':"x', 'y"', '}', '\n', 'Bye'].map((piece) =>
    textOf(extractor.push(piece)),
  );
  expect(out).toEqual(['', '', '{"a"', ':"x', 'y"', '}', '', '']);
});

// Quadratic work would take minutes here and run into the time limit, linear work takes moments.
test.each([
  ['prose', 'words ', 300_000],
  ['brackets in prose', 'x [ {', 200_000],
  ['braces', '{', 100_000],
  ['braces before quotes', 'x {"', 100_000],
  ['nested values that do not end', 'x {"a":', 100_000],
  ['less-than signs', '<', 100_000],
  ['closing tags of thoughts', 'x </think>', 50_000],
  ['whole thoughts', '\n<think>x</think>', 50_000],
  ['backticks', '`', 100_000],
  ['white space after a brace', ' ', 300_000],
])('long text: %s', (what, piece, count) => {
  const white = what.startsWith('white') ? '{' : '';
  const pieces = Array.from({ length: count }, () => piece);
  // In small pieces, and all at once.
  for (const sent of [pieces, [pieces.join('')]]) {
    const out = run([white, ...sent, '\n!\n{"a":1}']);
    expect(out).toBe('{"a":1}');
  }
});

function run(pieces: readonly string[]): string {
  const extractor = createJsonExtractor(true);
  const out = [...pieces.flatMap((piece) => extractor.push(piece)), ...extractor.end(true)];
  return textOf(out);
}
