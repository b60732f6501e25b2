import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { assertWellFormed, problemsOf } from './well-formed';

type Part = LanguageModelV2StreamPart;

const usage = { inputTokens: 1, outputTokens: 2, totalTokens: 3 };
const finish = (finishReason: Extract<Part, { type: 'finish' }>['finishReason']): Part => ({
  type: 'finish',
  finishReason,
  usage,
});
const call: Part = { type: 'tool-call', toolCallId: 'c', toolName: 'f', input: '{"a":1}' };

const WHOLE: Part[] = [
  { type: 'stream-start', warnings: [] },
  { type: 'response-metadata', id: 'x' },
  { type: 'reasoning-start', id: '0' },
  { type: 'reasoning-delta', id: '0', delta: 'hm' },
  { type: 'reasoning-end', id: '0' },
  { type: 'text-start', id: '1' },
  { type: 'text-delta', id: '1', delta: 'Hello' },
  { type: 'text-end', id: '1' },
  { type: 'tool-input-start', id: 'c', toolName: 'f' },
  { type: 'tool-input-delta', id: 'c', delta: '{"a"' },
  { type: 'tool-input-delta', id: 'c', delta: ':1}' },
  { type: 'tool-input-end', id: 'c' },
  call,
  finish('tool-calls'),
];

const without = (type: Part['type'], nth = 0): Part[] => {
  const at = WHOLE.map((part) => part.type).indexOf(type) + nth;
  return WHOLE.filter((_, index) => index !== at);
};
const withPart = (before: Part['type'] | undefined, ...parts: Part[]): Part[] => {
  const at = before ? WHOLE.findIndex(({ type }) => type === before) : WHOLE.length;
  return WHOLE.toSpliced(at, 0, ...parts);
};
const replaced = (type: Part['type'], part: Part): Part[] =>
  WHOLE.map((one) => (one.type === type ? part : one));

test('a whole answer has no problem', () => {
  expect(problemsOf(WHOLE)).toEqual([]);
  expect(() => assertWellFormed(WHOLE)).not.toThrow();
});

test.each<[broken: string, parts: Part[], problem: RegExp]>([
  ['no part', [], /no part at all/],
  ['no stream-start', without('stream-start'), /stream-start is the first/],
  ['stream-start twice', withPart('text-start', { type: 'stream-start', warnings: [] }), /first/],
  ['no finish', without('finish'), /no finish/],
  ['finish twice', withPart(undefined, finish('stop')), /after finish/],
  ['a part after finish', withPart(undefined, { type: 'raw', rawValue: 1 }), /after finish/],
  ['text without its end', without('text-end'), /starts while text is open/],
  ['an end without a start', without('text-start'), /text 1, which is not open/],
  ['an end twice', withPart('text-start', { type: 'reasoning-end', id: '0' }), /not open/],
  [
    'a delta of another kind',
    replaced('text-delta', { type: 'reasoning-delta', id: '1', delta: 'x' }),
    /not open/,
  ],
  [
    'a delta of another id',
    replaced('text-delta', { type: 'text-delta', id: '9', delta: 'x' }),
    /not open/,
  ],
  [
    'an empty delta',
    replaced('text-delta', { type: 'text-delta', id: '1', delta: '' }),
    /delta of text is ""/,
  ],
  [
    'two blocks open',
    withPart('reasoning-end', { type: 'text-start', id: '5' }),
    /while reasoning is open/,
  ],
  [
    'a block id twice',
    [
      ...WHOLE.slice(0, -1),
      { type: 'text-start', id: '1' },
      { type: 'text-end', id: '1' },
      finish('tool-calls'),
    ],
    /used twice/,
  ],
  [
    'a block open at the end',
    [...WHOLE.slice(0, -1), { type: 'text-start', id: '7' }, finish('tool-calls')],
    /has no end/,
  ],
  ['tool input without its end', without('tool-input-end'), /before the end of its input/],
  [
    'tool input that starts twice',
    withPart('tool-call', { type: 'tool-input-start', id: 'c', toolName: 'f' }),
    /starts twice/,
  ],
  [
    'a tool delta after the end',
    withPart('tool-call', { type: 'tool-input-delta', id: 'c', delta: ' ' }),
    /not open/,
  ],
  ['a tool delta too few', without('tool-input-delta'), /do not add up/],
  [
    'a call without its input',
    withPart('tool-call', { ...call, toolCallId: 'd' } as Part),
    /without its input/,
  ],
  ['a call twice', withPart('tool-call', call), /comes twice/],
  ['a call of another tool', replaced('tool-call', { ...call, toolName: 'g' } as Part), /not of f/],
  [
    'a call without an id',
    replaced('tool-input-start', { type: 'tool-input-start', id: '', toolName: 'f' }),
    /id is ""/,
  ],
  [
    'a call without a name',
    replaced('tool-input-start', { type: 'tool-input-start', id: 'c', toolName: '' }),
    /name is ""/,
  ],
  [
    'a call after an error',
    withPart('tool-call', { type: 'error', error: new Error('x') }),
    /after an error/,
  ],
  [
    'an error and another finish',
    withPart('finish', { type: 'error', error: new Error('x') }),
    /1 error parts, but finish tool-calls/,
  ],
  ['an error that is none', withPart('finish', { type: 'error', error: 'x' }), /no Error/],
  ['finish error without an error', replaced('finish', finish('error')), /0 error parts/],
  ['finish tool-calls without a call', without('tool-call'), /without any call/],
  [
    'usage that is no number',
    replaced('finish', {
      type: 'finish',
      finishReason: 'tool-calls',
      usage: { ...usage, inputTokens: Number.NaN },
    }),
    /usage inputTokens is NaN/,
  ],
  [
    'a timestamp that is none',
    replaced('response-metadata', { type: 'response-metadata', timestamp: new Date(Number.NaN) }),
    /invalid date/,
  ],
  [
    'a foreign part',
    withPart('finish', { type: 'file', mediaType: 'image/png', data: '' }),
    /never sends/,
  ],
])('%s is told', (_broken, parts, problem) => {
  expect(problemsOf(parts).join('\n')).toMatch(problem);
  expect(() => assertWellFormed(parts)).toThrow(problem);
});
