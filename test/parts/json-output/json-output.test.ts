import { expect, test } from 'vitest';
import type { ToolCallFragment } from '../../../src/parts/chunk';
import { createJsonOutput, type ExpectedJson } from '../../../src/parts/json-output/json-output';
import { createCallIds, createToolCalls } from '../../../src/parts/tool-calls';

type Step = string | Partial<ToolCallFragment>;

/** What goes out at each step, and at the end. */
function run(expected: ExpectedJson, steps: Step[], isComplete = true): string[] {
  const output = createJsonOutput(expected);
  const calls = createToolCalls(createCallIds(() => 'generated'));
  const out = steps.map((step) => {
    if (typeof step === 'string') return output.pushText(step);
    const grown = calls.push({ arguments: '', ...step });
    return grown.flatMap((call) => (output.isCall(call) ? output.pushCall(call) : []));
  });
  return [...out, output.end({ isComplete })].map((segments) =>
    segments.map(({ text }) => text).join(''),
  );
}

const TOOL: ExpectedJson = { toolName: 'json', objectOnly: true };
const PROMPT: ExpectedJson = { objectOnly: true };

test.each<[what: string, steps: Step[], out: string[]]>([
  [
    'arguments go out as they arrive',
    [{ id: 'a', name: 'json' }, { arguments: '{"a"' }, { arguments: ':1}' }],
    ['', '{"a"', ':1}', ''],
  ],
  [
    'text beside the call is dropped',
    ['Here is ', '{"b":2}', { id: 'a', name: 'json', arguments: '{"a":1}' }, ' Done.'],
    ['', '', '{"a":1}', '', ''],
  ],
  [
    'text without a call is read at the end',
    ['Here is ', '```json\n{"b":', '2}\n```'],
    ['', '', '', '{"b":2}'],
  ],
  [
    'a call that was written as text',
    ['<tool_call>\n{"name": "json", ', '"arguments": {"n": 3}}\n</tool_call>'],
    ['', '', '{"n":3}'],
  ],
  [
    'a call that was written as OpenAI sends it',
    ['{"tool_calls":[{"type":"function","function":{"name":"json","arguments":"{\\"n\\":3}"}}]}'],
    ['', '{"n":3}'],
  ],
  [
    'a call that was written as Anthropic sends it',
    ['{"type":"tool_use","name":"json","input":{"n":3}}'],
    ['', '{"n":3}'],
  ],
  [
    'a call that was written with a prefix',
    ['{"name":"functions.json","parameters":{"n":3}}'],
    ['', '{"n":3}'],
  ],
  [
    'a call that was written with its tool as a text',
    ['{"tool":"json","arguments":{"n":3}}'],
    ['', '{"n":3}'],
  ],
  ['an answer that speaks of a tool', ['{"name":"json"}'], ['', '{"name":"json"}']],
  [
    'a tag in the JSON that was written as text',
    ['{"a":"<think>', 'b</think>"}'],
    ['', '', '{"a":"<think>b</think>"}'],
  ],
  ['text without JSON goes out whole', ['I can', 'not.'], ['', '', 'I cannot.']],
  [
    'text beside a call of another tool is read at the end',
    ['Looking. ', { id: 'a', name: 'weather', arguments: '{}' }],
    ['', '', 'Looking. '],
  ],
  [
    'one answer is one object, the first',
    [
      { id: 'a', name: 'json', arguments: '{"a":1}' },
      { id: 'b', name: 'json', arguments: '{"b":2}' },
    ],
    ['{"a":1}', '', ''],
  ],
  ['a call without arguments is {}', [{ id: 'a', name: 'json' }], ['', '{}']],
  [
    'a leading {} is dropped',
    [{ id: 'a', name: 'json', arguments: '{}' }, { arguments: '{"a":1}' }],
    ['', '{"a":1}', ''],
  ],
  [
    'the name after the arguments',
    [{ id: 'a', arguments: '{"a":1}' }, { name: 'json' }],
    ['', '{"a":1}', ''],
  ],
])('tool: %s', (_what, steps, out) => {
  expect(run(TOOL, steps)).toEqual(out);
});

const N: ExpectedJson = { toolName: 'json', objectOnly: true, keys: ['n'], required: ['n'] };

test.each<[what: string, pieces: string[], out: string[]]>([
  ['the object, as it arrives', ['{"', 'n', '":', '1}'], ['', '', '{"n":', '1}', '']],
  ['an object under a foreign key', ['{"$P', '":{"n":1}', '}'], ['', '', '', '{"n":1}']],
  ['other keys first', ['{"m":2,', '"n":1}'], ['', '', '{"m":2,"n":1}']],
  ['a list of one', ['[{"n"', ':1}]'], ['', '', '{"n":1}']],
  ['a list of several', ['[{"n":1},', '{"n":2}]'], ['', '', '[{"n":1},{"n":2}]']],
  ['a string', ['"', 'x"'], ['', '', '"x"']],
  ['a line break in a string', ['{"n":"a', '\nb"}'], ['{"n":"a', '\\nb"}', '']],
  ['no-break spaces', ['{\u00a0"n"', ':1}'], ['{ "n"', ':1}', '']],
  ['a long key', ['{"', 'x'.repeat(500), '":1}'], ['', '', '', `{"${'x'.repeat(500)}":1}`]],
])('tool, where keys are known: %s', (_what, pieces, out) => {
  const [first = '', ...others] = pieces;
  const steps = [
    { id: 'a', name: 'json', arguments: first },
    ...others.map((it) => ({ arguments: it })),
  ];
  expect(run(N, steps)).toEqual(out);
});

test('tool: a list that is the only property', () => {
  const shape = { ...N, keys: ['all'], required: ['all'], listKey: 'all' };
  const call = { id: 'a', name: 'json', arguments: '[1,2]' };
  expect(run(shape, [call])).toEqual(['', '{"all":[1,2]}']);
});

test('tool: what a limit cut short stays as it is', () => {
  expect(run(TOOL, [{ id: 'a', name: 'json' }], false)).toEqual(['', '']);
  expect(run(TOOL, [{ id: 'a', name: 'json', arguments: '{"a' }], false)).toEqual(['{"a', '']);
});

test('prompt: JSON goes out as it arrives, without what is around it', () => {
  expect(run(PROMPT, ['```json\n', '{"a"', ':1}', '\n```'])).toEqual(['', '{"a"', ':1}', '', '']);
});

test('prompt: no call is taken for the JSON', () => {
  expect(run(PROMPT, [{ id: 'a', name: 'json', arguments: '{"b":2}' }, '{"a":1}'])).toEqual([
    '',
    '{"a":1}',
    '',
  ]);
});
