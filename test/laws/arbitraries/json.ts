import type { JSONSchema7, JSONValue } from '@ai-sdk/provider';
import fc from 'fast-check';
import { anySchema, soiledSchema } from './json-schema';
import { text } from './text';

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'city') },
  { weight: 1, arbitrary: fc.constantFrom('', '__proto__', '$schema', 'type', '\ud800') },
);

const scalar: fc.Arbitrary<JSONValue> = fc.oneof(
  text,
  fc.constantFrom<JSONValue>(null, true, false, 0, -1, 1.5, 1e21),
);

const jsonObject: fc.Arbitrary<JSONValue> = fc.dictionary(
  key,
  fc.oneof(
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.dictionary(key, scalar, { maxKeys: 2 }) },
  ),
  { maxKeys: 3 },
);

export const json: fc.Arbitrary<JSONValue> = fc.oneof(
  { weight: 2, arbitrary: jsonObject },
  { weight: 1, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(fc.oneof(scalar, jsonObject), { maxLength: 3 }) },
);

/** Arguments of a replayed call: objects, and what models and other providers have left in their place. */
export const toolInput: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: jsonObject },
  { weight: 1, arbitrary: json },
  { weight: 1, arbitrary: jsonObject.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, '', '{"a":', 'no JSON', '[]') },
);

const objectSchema = fc.constantFrom<JSONSchema7>(
  { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { $schema: { type: 'string', description: '\ud800' } },
    additionalProperties: false,
  },
  { type: 'object', properties: {} },
  { type: 'object' },
);

/** Roots that say neither object nor anything else: an object can be added. */
const openSchema = fc.constantFrom<JSONSchema7>(
  {},
  { $schema: 'https://json-schema.org/draft/2020-12/schema' },
  { properties: { city: {} } },
  { $ref: '#/definitions/City', definitions: { City: { type: 'object' } } },
  { additionalProperties: { type: 'number' } },
);

const oddSchema = fc.constantFrom<JSONSchema7>(
  { type: 'string' },
  { type: 'array', items: { type: 'number' } },
  { type: ['object', 'null'], properties: {} },
  { type: 'string', enum: ['a', 'b'] },
  { anyOf: [{ type: 'object' }, { type: 'string' }] },
  { oneOf: [{ type: 'object', properties: { a: {} } }, { properties: { city: {} } }] },
  { type: 'object', anyOf: [{ required: ['a'] }, { type: 'object', properties: { a: {} } }] },
  { type: 'object', allOf: [{ required: ['a'] }], properties: { a: {} } },
);

export const schema: fc.Arbitrary<JSONSchema7> = fc.oneof(
  { weight: 5, arbitrary: objectSchema },
  { weight: 2, arbitrary: openSchema },
  { weight: 1, arbitrary: oddSchema },
  // Cloned, since some of their objects have no prototype.
  { weight: 1, arbitrary: anySchema.map((any) => structuredClone(any) as JSONSchema7) },
  {
    weight: 1,
    arbitrary: soiledSchema.map(({ soiled }) => structuredClone(soiled) as JSONSchema7),
  },
);

/** As `schema`, with as many odd roots as good ones: for JSON output every root can be sent. */
export const outputSchema: fc.Arbitrary<JSONSchema7> = fc.oneof(
  objectSchema,
  openSchema,
  oddSchema,
);
