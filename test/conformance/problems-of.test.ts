import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { problemsOf, RULES } from '../../src/conformance';

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
});

test.each<[broken: string, parts: Part[], rule: string]>([
  ['no part', [], 'finish-last'],
  ['no stream-start', without('stream-start'), 'stream-start-first'],
  [
    'stream-start twice',
    withPart('text-start', { type: 'stream-start', warnings: [] }),
    'stream-start-first',
  ],
  ['no finish', without('finish'), 'finish-last'],
  ['finish twice', withPart(undefined, finish('stop')), 'finish-last'],
  ['a part after finish', withPart(undefined, { type: 'raw', rawValue: 1 }), 'finish-is-the-end'],
  ['text after finish', withPart(undefined, { type: 'text-start', id: '9' }), 'finish-last'],
  ['text without its end', without('text-end'), 'block-alone'],
  ['an end without a start', without('text-start'), 'block-open'],
  ['an end twice', withPart('text-start', { type: 'reasoning-end', id: '0' }), 'block-open'],
  [
    'a delta of another kind',
    replaced('text-delta', { type: 'reasoning-delta', id: '1', delta: 'x' }),
    'block-open',
  ],
  [
    'a delta of another id',
    replaced('text-delta', { type: 'text-delta', id: '9', delta: 'x' }),
    'block-open',
  ],
  [
    'an empty delta',
    replaced('text-delta', { type: 'text-delta', id: '1', delta: '' }),
    'delta-not-empty',
  ],
  ['two blocks open', withPart('reasoning-end', { type: 'text-start', id: '5' }), 'block-alone'],
  [
    'a block id twice',
    [
      ...WHOLE.slice(0, -1),
      { type: 'text-start', id: '1' },
      { type: 'text-end', id: '1' },
      finish('tool-calls'),
    ],
    'block-id',
  ],
  [
    'a block open at the end',
    [...WHOLE.slice(0, -1), { type: 'text-start', id: '7' }, finish('tool-calls')],
    'block-closed',
  ],
  ['tool input without its end', without('tool-input-end'), 'tool-input-closed'],
  [
    'tool input that starts twice',
    withPart('tool-call', { type: 'tool-input-start', id: 'c', toolName: 'f' }),
    'tool-input-closed',
  ],
  [
    'a tool delta after the end',
    withPart('tool-call', { type: 'tool-input-delta', id: 'c', delta: ' ' }),
    'tool-input-open',
  ],
  ['a tool delta too few', without('tool-input-delta'), 'tool-input-agrees'],
  [
    'a call without its input',
    withPart('tool-call', { ...call, toolCallId: 'd' } as Part),
    'tool-input-agrees',
  ],
  ['a call twice', withPart('tool-call', call), 'call-once'],
  [
    'a call of another tool',
    replaced('tool-call', { ...call, toolName: 'g' } as Part),
    'tool-input-agrees',
  ],
  [
    'a call without an id',
    replaced('tool-input-start', { type: 'tool-input-start', id: '', toolName: 'f' }),
    'call-id',
  ],
  [
    'a call without a name',
    replaced('tool-input-start', { type: 'tool-input-start', id: 'c', toolName: '' }),
    'call-name',
  ],
  [
    'a call after an error',
    withPart('tool-call', { type: 'error', error: new Error('x') }),
    'call-not-after-error',
  ],
  [
    'an error and another finish',
    withPart('finish', { type: 'error', error: new Error('x') }),
    'error-then-finish-error',
  ],
  ['an error that is none', withPart('finish', { type: 'error', error: 'x' }), 'error-is-an-error'],
  ['finish error without an error', replaced('finish', finish('error')), 'error-is-told'],
  ['finish tool-calls without a call', without('tool-call'), 'finish-tool-calls'],
  [
    'usage that is no number',
    replaced('finish', {
      type: 'finish',
      finishReason: 'tool-calls',
      usage: { ...usage, inputTokens: Number.NaN },
    }),
    'usage-is-a-number',
  ],
  [
    'a timestamp that is none',
    replaced('response-metadata', { type: 'response-metadata', timestamp: new Date(Number.NaN) }),
    'timestamp-is-a-date',
  ],
  ['a part of no version', withPart('finish', { type: 'text' } as unknown as Part), 'part-known'],
  ['an unknown finish reason after a call', replaced('finish', finish('unknown')), 'call-can-run'],
  [
    'a call before an error',
    [...WHOLE.slice(0, -1), { type: 'error', error: new Error('x') }, finish('error')],
    'failed-answer-has-no-call',
  ],
  [
    'metadata that JSON loses',
    replaced('reasoning-end', {
      type: 'reasoning-end',
      id: '0',
      providerMetadata: { p: { at: new Date(0) as never } },
    }),
    'metadata-is-json',
  ],
])('%s is told', (_broken, parts, rule) => {
  const findings = problemsOf(parts);
  expect(findings.map((finding) => finding.rule)).toContain(rule);
  expect(findings[0]).toMatchObject({ level: RULES[findings[0]?.rule ?? '']?.level, parts });
});

test.each<[what: string, parts: Part[]]>([
  [
    'a text that goes on after a call',
    [
      { type: 'stream-start', warnings: [] },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'a' },
      { type: 'tool-input-start', id: 'c', toolName: 'f' },
      { type: 'tool-input-delta', id: 'c', delta: '{"a":1}' },
      { type: 'tool-input-end', id: 'c' },
      call,
      { type: 'text-delta', id: '0', delta: 'b' },
      { type: 'text-end', id: '0' },
      finish('tool-calls'),
    ],
  ],
  ['no stream-start', without('stream-start')],
  ['a call without its input', [...WHOLE.slice(0, 8), call, finish('tool-calls')]],
  ['an empty delta', replaced('text-delta', { type: 'text-delta', id: '1', delta: '' })],
  [
    'the same id for text and reasoning',
    WHOLE.map((part) => ('id' in part && part.id === '1' ? { ...part, id: '0' } : part)),
  ],
])('%s is no matter to the AI SDK', (_what, parts) => {
  expect(problemsOf(parts, { level: 'must' })).toEqual([]);
  expect(problemsOf(parts)).not.toEqual([]);
});

test('finish and usage of v3 and v4 are read', () => {
  const withFinish = (usage: object) => [
    ...WHOLE.slice(0, -1),
    { type: 'finish', finishReason: { unified: 'tool-calls', raw: 'tool_use' }, usage },
  ];
  const usage = {
    inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 2, text: 2, reasoning: undefined },
    raw: { anything: 'goes' },
  };
  expect(problemsOf(withFinish(usage))).toEqual([]);
  const broken = { ...usage, outputTokens: { ...usage.outputTokens, text: Number.NaN } };
  expect(problemsOf(withFinish(broken)).map(({ rule }) => rule)).toEqual(['usage-is-a-number']);
});
