import type { JSONObject } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { adaptSchema } from '../../../../src/chat/request/schema/adapt-schema';
import { toModelProfile } from '../../../../src/models/to-model-profile';

/** So many that work which grows with the square of the input takes minutes, or fills the memory. */
const COUNT = 5_000;

const list = <T>(toItem: (index: number) => T): T[] =>
  Array.from({ length: COUNT }, (_, i) => toItem(i));
const byName = (toSchema: (index: number) => JSONObject): JSONObject =>
  Object.fromEntries(list((index) => [`p${index}`, toSchema(index)]));
const member = (index: number): JSONObject => ({
  type: 'object',
  properties: { [`p${index}`]: { type: 'string', maxLength: index } },
  required: [`p${index}`],
  additionalProperties: false,
});
const LONG = { type: 'string', description: 'x'.repeat(COUNT) };

const ROWS: [name: string, schema: JSONObject][] = [
  ['allOf of objects', { allOf: list(member) }],
  ['anyOf of objects', { anyOf: list(member) }],
  ['oneOf of objects', { oneOf: list(member) }],
  ['allOf of one property', { allOf: list((i) => ({ properties: { a: { maxLength: i } } })) }],
  ['anyOf of one property', { anyOf: list((i) => ({ properties: { a: { maxLength: i } } })) }],
  ['anyOf of allOf', { anyOf: list((i) => ({ allOf: [member(i), { title: 'T' }] })) }],
  ['anyOf beside properties', { properties: byName(() => ({})), anyOf: list(member) }],
  [
    'anyOf beside a long property',
    { properties: { a: LONG }, anyOf: list((i) => ({ properties: { a: { maxLength: i } } })) },
  ],
  [
    'members that require all alike',
    { anyOf: [0, 1].map(() => ({ required: list(String), properties: byName(() => ({})) })) },
  ],
  [
    'references with properties beside them',
    {
      allOf: list((i) => ({ $ref: `#/definitions/p${i}`, properties: { [`q${i}`]: {} } })),
      definitions: byName(() => ({ type: 'object' })),
    },
  ],
  [
    'a chain of references',
    {
      $ref: '#/definitions/p0',
      definitions: byName((i) => ({
        type: 'object',
        [`x${i}`]: i,
        ...(i < COUNT - 1 && { $ref: `#/definitions/p${i + 1}` }),
      })),
    },
  ],
  [
    'one definition for all members',
    {
      anyOf: list((i) => ({ $ref: '#/definitions/a', title: `T${i}` })),
      definitions: { a: { type: 'object', properties: { a: LONG } } },
    },
  ],
  [
    'names that are refused',
    { type: 'object', properties: Object.fromEntries(list((i) => [`$${i}`, {}])) },
  ],
  [
    'patterns of names',
    {
      type: 'object',
      patternProperties: byName(() => ({})),
      ...Object.fromEntries(list((i) => [`${i}Properties`, {}])),
    },
  ],
];

const MODELS = ['claude-4-5-sonnet', 'nova-lite', 'glm-4-7'];

test.each(
  ROWS.flatMap(([name, schema]) => MODELS.map((modelId) => [name, modelId, schema] as const)),
)('the work for a schema grows no faster than the schema: %s, %s', (_, modelId, schema) => {
  const { parameters, notes } = adaptSchema(schema, toModelProfile(modelId));
  const length = JSON.stringify(schema).length;
  expect(JSON.stringify([parameters, notes]).length).toBeLessThan(10 * length);
});
