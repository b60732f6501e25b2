import type { JSONObject } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { describeTypes } from '../../../../src/chat/request/schema/describe-types';

const text = { type: 'string' };
const root: JSONObject = {
  $defs: { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } },
  definitions: {
    Node: { type: 'object', properties: { lost: { $ref: '#/definitions/Nowhere' } } },
    City: { ...text, description: ` A\n ${'long '.repeat(100)}` },
    '1a': text,
    'a  b': text,
    [`L${'o'.repeat(50)}ng`]: text,
  },
};
const ALL = 10_000;
const linesOf = (refs: string[], room = ALL) => describeTypes(refs, root, room).text.split('\n');

test('types that are called alike have names of their own, each once', () => {
  const refs = ['#/$defs/Node', '#/definitions/Node', '#/$defs/Node'];
  const { names } = describeTypes(refs, root, ALL);
  expect([...names]).toEqual([
    ['#/$defs/Node', 'Node'],
    ['#/definitions/Node', 'Node_1'],
  ]);
});

test('a reference that leads nowhere is unknown', () => {
  expect(linesOf(['#/definitions/Node'])).toEqual([
    'The schema ends at these types, in TypeScript:',
    'type Node = { lost?: unknown };',
  ]);
  expect(describeTypes(['#/definitions/Nowhere'], root, ALL).text).toBe('');
});

test.each([
  ['#', 'Input'],
  ['#/definitions/1a', 'T1a'],
  ['#/definitions/a%20%20b', 'a_b'],
  [`#/definitions/L${'o'.repeat(50)}ng`, `L${'o'.repeat(39)}`],
])('%s is called %s', (ref, name) => {
  expect(describeTypes([ref], root, ALL).names.get(ref)).toBe(name);
});

test('a description is a comment on one line, cut off', () => {
  const [, line] = linesOf(['#/definitions/City']);
  expect(line).toMatch(/^type City = string; \/\/ A long long .*\w$/);
  expect(line?.length).toBeLessThan(230);
});

test('as many types as there is room for, to the character', () => {
  const refs = ['#/definitions/Node', '#/definitions/1a'];
  const whole = describeTypes(refs, root, ALL).text;
  expect(whole.split('\n')).toHaveLength(3);
  expect(describeTypes(refs, root, whole.length).text).toBe(whole);
  expect(linesOf(refs, whole.length - 1)).toHaveLength(2);
  expect(describeTypes(refs, root, 10).text).toBe('');
});
