import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJsonExtractor } from '../../../src/parts/json-output/json-extractor';
import type { JsonShape } from '../../../src/parts/json-output/json-shape';
import type { Release } from '../../../src/parts/json-output/reading';
import type { Segment } from '../../../src/parts/json-output/thinking-tags';

function extract(pieces: readonly string[], objectOnly: boolean): string {
  return extractShape(pieces, { objectOnly });
}

function extractShape(
  pieces: readonly string[],
  shape: JsonShape,
  release: Release = 'at once',
): string {
  const extractor = createJsonExtractor(shape, release);
  const segments = [
    ...pieces.flatMap((piece) => extractor.push(piece)),
    ...extractor.end({ isComplete: true }),
  ];
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
  ['a fence of another language', '```python\n{"a": 0}\n```\nSo:\n{"a":1}', '{"a":1}'],
  ['a comment at the start', '{ // JSON5\n"a": {"b":1}}', '{ // JSON5\n"a": {"b":1}}'],
  ['bare keys', '{\n  a: {"b":1}\n}', '{\n  a: {"b":1}\n}'],
  ['a trailing comma stays', 'So:\n{"a":1,}', '{"a":1,}'],
  ['a tag in a string', '{"a":"<think>b</think>","c":1}', '{"a":"<think>b</think>","c":1}'],
];

/** Thoughts, as models write them (field-reports.md A1), before `{"n":3}`. */
const THOUGHTS = [
  '<think>\n{"n":1}\n</think>\n',
  '<THINK >\n{"n":1}\n</Think >',
  '<thinking mode="deep">{"n":1}</thinking>',
  '<thoughts>\n{"n":1}\n</thoughts>\n',
  '<reflection>\n{"n":1}\n</reflection>\n',
  '<scratchpad>\n{"n":1}\n</scratchpad>\n',
  '<analysis>\n{"n":1}\n</analysis>\n',
  '<seed:think>\n{"n":1}\n</seed:think>\n',
  '<antThinking>\n{"n":1}\n</antThinking>\n',
  '<chain_of_thought>\n{"n":1}\n</chain_of_thought>\n',
  '<think>\n{"n":1}\n</thinking>\n',
  '<unused94>thought\n{"n":1}\n<unused95>',
  '<think />\n',
  '</think>\n',
  '<|START_THINKING|>\n{"n":1}<|END_THINKING|><|START_RESPONSE|>',
  '<|begin_of_thought|>\n{"n":1}\n<|end_of_thought|>\n\n<|begin_of_solution|>\n',
  '<|channel>thought\n{"n":1}\n<channel|>',
  '[THINK]{"n":1}[/THINK]',
  '<think>\n{"n":1}\n</think>\n<answer>',
  '<think>a <think>\n{"n":1}\n</think>\n{"n":2}\n</think>\n',
  'Sure.\n<think>{"n":1}</think>\n',
  '<|channel|>analysis<|message|>{"n":1}<|end|>',
  '<|channel|>analysis<|message|>{"n":1}<|end|><|start|>assistant<|channel|>final json<|message|>',
  '<|channel|>analysis<|message|>{"n":1}<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>',
  '<|channel|>analysis<|message|>{"n":1}<|end|><|start|>assistant<|channel|>commentary to=functions.json <|constrain|>json<|message|>',
  '<|channel|>analysis<|message|>{"n":1}<|end|><|start|>assistant to=functions.json<|channel|>commentary json<|message|>',
  'analysisWe need {"n":1}.assistantfinal',
  'Perhaps {"n":1}?\n</think>\n',
];

test.each(THOUGHTS)('behind %j, in any pieces, whether or not it may stream', (thoughts) => {
  for (const release of ['at once', 'at the end'] as const) {
    for (const pieces of runs(`${thoughts}{"n":3}`)) {
      expect(extractShape(pieces, { objectOnly: true }, release)).toBe('{"n":3}');
    }
  }
});

const SCHEMA = '{"type":"object","properties":{"n":{"type":"number"}}}';

/** For `{ n: number, s?: string }`. */
test.each<Case>([
  ['the schema on a line', `The schema:\n${SCHEMA}\nSo:\n{"n":3}`, '{"n":3}'],
  ['the schema in a fence', `\`\`\`json\n${SCHEMA}\n\`\`\`\nSo:\n{"n":3}`, '{"n":3}'],
  ['the schema behind it', `So {"n":3} fits ${SCHEMA}`, '{"n":3}'],
  ['half of the answer before it', 'With {"s":"x"} it is {"n":3}, {"s":"y"} aside', '{"n":3}'],
  ['an escaped key', '{"\\u006e":3} rest', '{"\\u006e":3}'],
  ['another object alone', 'It is {"m":3}.', '{"m":3}'],
  ['a list of objects', '[{"m":1},{"m":2}]', '[{"m":1},{"m":2}]'],
  ['an object cut short', 'So:\n{"n', '{"n'],
  ['an object in a string', '"{\\"n\\":3}"', '{"n":3}'],
  ['an empty object before it', '{}\n{"n":3}', '{"n":3}'],
  ['an empty object glued to it', '{}{"n":3}', '{"n":3}'],
  ['an empty object in a fence before it', '```json\n{}\n```\nOr:\n{"n":3}', '{"n":3}'],
  ['an empty object alone', '{}', '{}'],
])('of the wanted keys: %s', (_what, text, json) => {
  for (const pieces of runs(text)) {
    const shape = { objectOnly: true, keys: ['n', 's'], required: ['n'] };
    expect(extractShape(pieces, shape)).toBe(json);
  }
});

const N: JsonShape = { objectOnly: true, keys: ['n', 's'], required: ['n'] };
const LIST: JsonShape = { objectOnly: true, keys: ['all'], required: ['all'], listKey: 'all' };
const NO_KEYS: JsonShape = { objectOnly: true };

/** A list of several objects is none of them (field-reports-2.md J1). */
test.each<[what: string, shape: JsonShape, text: string, json: string]>([
  ['behind a line', N, 'Here:\n[{"n": 1}, {"n": 2}]', '[{"n": 1}, {"n": 2}]'],
  ['on lines', N, '[\n  {"n": 1},\n  {"n": 2}\n]\nDone.', '[\n  {"n": 1},\n  {"n": 2}\n]'],
  ['in a fence', N, 'So:\n```json\n[{"n":1},{"n":2}]\n```\n', '[{"n":1},{"n":2}]'],
  ['in prose', N, 'I have [{"n":1},{"n":2}] here.', '[{"n":1},{"n":2}]'],
  ['of other objects', N, 'I have [{"m":1},{"m":2}] here.', '[{"m":1},{"m":2}]'],
  ['without a schema', NO_KEYS, 'I have\n[{"n":1},\n{"n":2}]', '[{"n":1},\n{"n":2}]'],
  ['behind an object', N, 'As {"n":9}: [{"n":1},{"n":2}]', '[{"n":1},{"n":2}]'],
  ['before an object', N, 'Of [{"n":1},{"n":2}] it is {"n":3}.', '{"n":3}'],
  ['before an object on a line', N, 'Of\n[{"n":1},\n{"n":2}]\n{"n":3}', '{"n":3}'],
  ['of more than objects', N, '["a",\n{"n":1}]', '["a",\n{"n":1}]'],
  ['cut short', N, 'So:\n[{"n":1},\n{"n":2', '[{"n":1},\n{"n":2'],
  ['that is no JSON', N, '[\n{"n": NaN},\n{"n": 2}\n]', '[\n{"n": NaN},\n{"n": 2}\n]'],
  ['with trailing commas', N, 'So [{"n": 1,}, {"n": 2}].', 'So [{"n": 1,}, {"n": 2}].'],
  ['of dots, before an object', N, 'Not [{"n": 1}, ...]. Here:\n{"n": 3}', '{"n": 3}'],
  ['of one', N, '[{"n":1}]', '{"n":1}'],
  ['of one in prose', N, 'Here: [ {"n":1} ].', '{"n":1}'],
  ['of one in a fence', N, '```json\n[\n{"n":1}\n]\n```', '{"n":1}'],
  ['of one list of one', N, '[[{"n":1}]]', '{"n":1}'],
  ['that is the only property', LIST, '[{"a":1},{"a":2}]', '{"all":[{"a":1},{"a":2}]}'],
  ['that is it, in a fence', LIST, 'So:\n```json\n["a"]\n```\n', '{"all":["a"]}'],
  ['that is it, in prose', LIST, 'So: [{"a":1}] it is.', '{"all":[{"a":1}]}'],
  ['that is it, and empty', LIST, '[]', '{"all":[]}'],
  ['of the object around it', LIST, '[{"all":[1]}]', '{"all":[1]}'],
])('a list %s', (_what, shape, text, json) => {
  for (const pieces of runs(text)) expect(extractShape(pieces, shape)).toBe(json);
});

/** field-reports-2.md J3 */
test.each<[what: string, text: string, json: string]>([
  ['alone', '{"$PARAMETER_NAME": {"n": 1}}', '{"n":1}'],
  ['in prose', 'So: {"json": {"n": 1}}.', '{"n":1}'],
  ['on a line', 'So:\n{"answer":\n{"n":1}}', '{"n":1}'],
  ['in a list of one', '[{"answer":{"n":1}}]', '{"n":1}'],
  ['that does not fit', '{"a": {"s":"x"}}', '{"a": {"s":"x"}}'],
  ['beside another', '{"a": {"n":1}, "b": 2}', '{"a": {"n":1}, "b": 2}'],
  ['beside a key of the schema', '{"a": {"n":1}, "n": 2}', '{"a": {"n":1}, "n": 2}'],
  ["under a key of the schema's", '{"s": {"n":1}}', '{"s": {"n":1}}'],
])('an object under a foreign key, %s', (_what, text, json) => {
  for (const pieces of runs(text)) expect(extractShape(pieces, N)).toBe(json);
});

/** field-reports-2.md J2 and J4 */
test.each<[what: string, text: string, json: string]>([
  ['no-break spaces', '{\u00a0"n":\u202f1\u00a0}', '{ "n": 1 }'],
  ['no-break spaces on a line', 'So:\n\u00a0{\u00a0"n":1}', '{ "n":1}'],
  ['no-break spaces in prose', 'So: {\u00a0"n":1}', '{ "n":1}'],
  ['no-break spaces in a fence', '```json\n{\u00a0"m":1}\n```', '{ "m":1}'],
  ['a line break in a string', '{"n":1,"s":"a\n- b"}', '{"n":1,"s":"a\\n- b"}'],
  ['a line break in a string in prose', 'So: {"n":1,"s":"a\n- b"}', '{"n":1,"s":"a\\n- b"}'],
  ['a tab in a string under another key first', '{"m":"a\tb","n":1}', '{"m":"a\\tb","n":1}'],
  ['no-break spaces in words', 'So\u00a0what\t?', 'So\u00a0what\t?'],
])('characters that JSON lacks: %s', (_what, text, json) => {
  for (const pieces of runs(text)) {
    expect(extractShape(pieces, N)).toBe(json);
    expect(extractShape(pieces, N, 'when asked')).toBe(json);
  }
});

test('a value with a wanted key streams', () => {
  const extractor = createJsonExtractor({ objectOnly: true, keys: ['n', 's'] }, 'at once');
  const out = ['So:\n{', '"s', '":', '"x', '"}'].map((piece) => textOf(extractor.push(piece)));
  expect(out).toEqual(['', '', '{"s":', '"x', '"}']);
});

test('a closing tag behind a value that has gone out is told', () => {
  for (const pieces of runs('So\n{"n":1}\n</think>\n{"n":3}')) {
    const extractor = createJsonExtractor({ objectOnly: true }, 'at once');
    for (const piece of pieces) extractor.push(piece);
    expect(extractor.isContradicted()).toBe(true);
  }
});

test.each<[what: string, text: string, json: string, thoughts: string]>([
  ['a draft before a closing tag', '{"n":1}\n</think>\n{"n":3}', '{"n":3}', '{"n":1}\n'],
  ['two drafts', '{"n":1}</think>{"n":2}</think>{"n":3}', '{"n":3}', '{"n":1}{"n":2}'],
  ['nothing behind the tag', 'So\n{"n":1}\n</think>\nDone.', '{"n":1}', ''],
])('a value that is held: %s', (_what, text, json, thoughts) => {
  for (const pieces of runs(text)) {
    const extractor = createJsonExtractor({ objectOnly: true }, 'when asked');
    const segments = [
      ...pieces.flatMap((piece) => extractor.push(piece)),
      ...extractor.end({ isComplete: true }),
    ];
    expect(textOf(segments)).toBe(json);
    const reasoning = segments.filter(({ kind }) => kind === 'reasoning');
    expect(reasoning.map(({ text }) => text).join('')).toBe(thoughts);
  }
});

test.each([
  ['', '{"n":3}\n<think>Is it {"n":5}?</think>', '{"n":3}', ''],
  ['behind a thought', '<think>a</think>\n{"n":3}\n<think>{"n":5}</think>\nDone.', '{"n":3}', 'a'],
  ['and another value', '{"n":1}\n<think>No.</think>\n{"n":3}', '{"n":3}', '{"n":1}\n<think>No.'],
])(
  'a thought with both tags behind a value that does not stream %s',
  (_what, text, json, thoughts) => {
    for (const pieces of runs(text)) {
      const extractor = createJsonExtractor({ objectOnly: true }, 'at the end');
      const segments = [
        ...pieces.flatMap((piece) => extractor.push(piece)),
        ...extractor.end({ isComplete: true }),
      ];
      expect(textOf(segments)).toBe(json);
      const reasoning = segments.filter(({ kind }) => kind === 'reasoning');
      expect(reasoning.map(({ text }) => text).join('')).toBe(thoughts);
      expect(extractor.isContradicted()).toBe(false);
    }
  },
);

test('a value that is held goes out when another part comes, and is then contradicted as if it had streamed', () => {
  const extractor = createJsonExtractor({ objectOnly: true }, 'when asked');
  expect(extractor.release()).toEqual([]);
  expect(extractor.push('{"n":1')).toEqual([]);
  expect(extractor.release()).toEqual([{ kind: 'text', text: '{"n":1' }]);
  expect(extractor.push('}</think>{"n":2}')).toEqual([{ kind: 'text', text: '}' }]);
  expect(extractor.end({ isComplete: true })).toEqual([]);
  expect(extractor.isContradicted()).toBe(true);
});

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
  const extractor = createJsonExtractor({ objectOnly: true }, 'at once');
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
  const extractor = createJsonExtractor({ objectOnly: true }, 'at once');
  const out = [
    ...pieces.flatMap((piece) => extractor.push(piece)),
    ...extractor.end({ isComplete: true }),
  ];
  return textOf(out);
}
