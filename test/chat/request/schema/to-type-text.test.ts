import type { JSONObject } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { toTypeText } from '../../../../src/chat/request/schema/to-type-text';

const A = { $ref: '#/definitions/A' };
const deep = (levels: number): JSONObject =>
  levels === 0 ? { type: 'string' } : { type: 'object', properties: { a: deep(levels - 1) } };

test.each<[string, JSONObject | boolean, string]>([
  ['a reference', A, 'A'],
  ['a union', { anyOf: [{ type: 'string' }, A] }, 'string | A'],
  ['a union without repetitions', { oneOf: [A, A] }, 'A'],
  ['a list', { type: 'array', items: A }, 'A[]'],
  [
    'a list of a union',
    { type: 'array', items: { type: ['string', 'null'] } },
    '(string | null)[]',
  ],
  ['a list of anything', { type: 'array' }, 'unknown[]'],
  ['what must match all', { allOf: [{ type: 'object' }, A] }, 'object & A'],
  ['a record', { type: 'object', additionalProperties: A }, 'Record<string, A>'],
  ['an enum', { enum: ['x', 1, null] }, '"x" | 1 | null'],
  [
    'an object',
    { properties: { 'a b': { const: 1 }, a: A, c: true }, required: ['a'] },
    '{ "a b"?: 1; a: A; c?: unknown }',
  ],
  ['whole numbers', { type: 'integer' }, 'integer'],
  ['anything', true, 'unknown'],
  ['depth', deep(6), '{ a?: { a?: { a?: { a?: object } } } }'],
])('%s', (_, schema, expected) => {
  expect(toTypeText(schema, (ref) => ref.slice('#/definitions/'.length))).toBe(expected);
});

test('a long object is written without the objects in it', () => {
  const properties = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`p${index}`, deep(3)]),
  );
  const text = toTypeText({ type: 'object', properties }, String);
  expect(text).toMatch(/^\{ p0\?: object; p1\?: object;/);
});
