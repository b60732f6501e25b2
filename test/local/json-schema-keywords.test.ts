import Ajv, { type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type JsonSchema, jsonFromSchema } from '../../src/local/json-from-schema';

const OPTIONS = { strict: false, logger: false, validateFormats: false } as const;
const isOld = ({ $schema }: JsonSchema) => /draft-07/.test(String($schema));

function judgeOf(schema: JsonSchema): ValidateFunction {
  return new (isOld(schema) ? Ajv : Ajv2020)(OPTIONS).compile(schema);
}

const text = { type: 'string' };
const whole = { type: 'integer' };
const pair = {
  type: 'array',
  prefixItems: [{ enum: ['a', 'b'] }, { type: 'boolean' }],
  items: false,
};
/** Spelled so because an object with a `then` could be taken for a promise. */
const when = (condition: object, yes?: object | boolean, no?: object): JsonSchema =>
  Object.fromEntries(
    [
      ['if', condition],
      ['then', yes],
      ['else', no],
    ].filter(([, one]) => one !== undefined),
  );
const need = (...required: string[]) => ({ required });
const sevens = { $schema: 'http://json-schema.org/draft-07/schema#' };

/** By the keyword that each is about. */
const ROWS: [string, JsonSchema][] = [
  [
    '$id of TypeBox',
    {
      $id: 'T0',
      type: 'object',
      properties: { id: text, nodes: { type: 'array', items: { $ref: 'T0' } } },
      required: ['id', 'nodes'],
    },
  ],
  [
    '$id beside $defs',
    {
      $ref: 'User',
      $defs: {
        User: { $id: 'User', type: 'object', properties: { name: text }, required: ['name'] },
      },
    },
  ],
  [
    '$id, absolute',
    {
      $id: 'https://a.example/root.json',
      properties: { a: { $ref: 'https://a.example/item.json' } },
      required: ['a'],
      $defs: { item: { $id: 'item.json', type: 'integer', minimum: 3 } },
    },
  ],
  [
    '$id, relative',
    {
      $id: 'https://a.example/x/',
      properties: { a: { $ref: 'item' } },
      required: ['a'],
      $defs: { any: { $id: 'item', const: 4 } },
    },
  ],
  [
    '$id, a URN',
    {
      $id: 'urn:uuid:deadbeef-1234-ffff-ffff-4321feebdaed',
      properties: { a: { $ref: '#/$defs/b' } },
      required: ['a'],
      $defs: { b: { type: 'null' } },
    },
  ],
  [
    '$anchor',
    {
      properties: { a: { $ref: '#here' } },
      required: ['a'],
      $defs: { x: { $anchor: 'here', type: 'integer' } },
    },
  ],
  [
    '$anchor of draft 7',
    {
      ...sevens,
      properties: { a: { $ref: '#here' } },
      required: ['a'],
      definitions: { x: { $id: '#here', type: 'integer' } },
    },
  ],
  [
    '$dynamicRef, a tree',
    {
      $id: 'https://a.example/tree',
      $dynamicAnchor: 'node',
      type: 'object',
      properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
      required: ['children'],
    },
  ],
  [
    '$ref with escapes',
    {
      properties: { a: { $ref: '#/$defs/a~1b%25c' } },
      required: ['a'],
      $defs: { 'a/b%c': { const: 1 } },
    },
  ],
  [
    '$ref with siblings',
    {
      properties: { a: { $ref: '#/$defs/n', maximum: 2 } },
      required: ['a'],
      $defs: { n: { type: 'integer', minimum: 2 } },
    },
  ],
  [
    '$ref under a keyword nobody knows',
    { properties: { a: { $ref: '#/shared/a' } }, required: ['a'], shared: { a: { type: 'null' } } },
  ],
  ['a property called $ref', { properties: { $ref: text }, required: ['$ref'] }],
  ['an enum that looks like a schema', { enum: [{ $id: 'x', type: 'null' }] }],
  ['false', { properties: { a: text, never: false }, required: ['a'] }],
  ['not: {}', { type: 'object', properties: { a: text, never: { not: {} } }, required: ['a'] }],
  ['not a type', { not: { type: ['string', 'object'] } }],
  ['not an integer', { type: 'number', not: { type: 'integer' } }],
  ['not a const', { type: 'string', not: { const: 'a scripted value' } }],
  ['not an enum', { type: 'integer', not: { enum: [0, 1, 2, 3] } }],
  ['not required', { type: 'object', properties: { a: text, b: text }, not: need('a') }],
  ['not both', { type: 'object', properties: { a: text, b: text }, not: need('a', 'b') }],
  ['not any of', { not: { anyOf: [{ type: 'string' }, { type: 'object' }, { type: 'array' }] } }],
  ['not a pattern', { type: 'string', not: { pattern: 'scripted' } }],
  ['not not', { not: { not: { type: 'integer', minimum: 7 } } }],
  ['not what a reference says', { not: { $ref: '#/$defs/text' }, $defs: { text } }],
  ['not a property', { type: 'object', properties: { a: {} }, not: { properties: { a: text } } }],
  ['contains', { type: 'array', contains: { const: 'x' } }],
  [
    'contains with counts',
    {
      type: 'array',
      items: whole,
      contains: { minimum: 100 },
      minContains: 2,
      maxContains: 3,
      minItems: 6,
    },
  ],
  [
    'contains none',
    { type: 'array', contains: { type: 'string' }, minContains: 0, maxContains: 0, minItems: 2 },
  ],
  ['contains behind a tuple', { type: 'array', prefixItems: [text], contains: { type: 'null' } }],
  [
    'two contains',
    {
      type: 'array',
      allOf: [{ contains: { multipleOf: 2 } }, { contains: { multipleOf: 3 } }],
      maxItems: 1,
    },
  ],
  [
    'two contains apart',
    { type: 'array', allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }] },
  ],
  ['patternProperties of TypeBox', { type: 'object', patternProperties: { '^(.*)$': whole } }],
  [
    'patternProperties and additionalProperties',
    {
      type: 'object',
      properties: { a: text },
      required: ['a'],
      patternProperties: { '^x-': whole },
      additionalProperties: false,
      minProperties: 3,
    },
  ],
  [
    'patternProperties on a property',
    {
      properties: { foo: { minimum: 2 } },
      patternProperties: { f: { type: 'integer', maximum: 3 } },
      required: ['foo'],
    },
  ],
  [
    'propertyNames with a pattern',
    {
      type: 'object',
      propertyNames: { pattern: '^[A-Z]{2}$' },
      additionalProperties: whole,
      minProperties: 3,
    },
  ],
  [
    'propertyNames with a length',
    { type: 'object', propertyNames: { maxLength: 3 }, minProperties: 2 },
  ],
  [
    'propertyNames of an enum',
    {
      type: 'object',
      propertyNames: { enum: ['x', 'y'] },
      additionalProperties: whole,
      required: ['x', 'y'],
    },
  ],
  ['propertyNames: false', { type: 'object', propertyNames: false, properties: { a: text } }],
  [
    'maxProperties',
    {
      type: 'object',
      properties: { a: text, b: text, c: text },
      required: ['c'],
      maxProperties: 2,
    },
  ],
  ['unique pairs', { type: 'array', items: pair, uniqueItems: true, minItems: 4 }],
  [
    'unique objects',
    {
      type: 'array',
      items: {
        type: 'object',
        properties: { on: { type: 'boolean' }, of: { enum: [1, 2] } },
        required: ['on', 'of'],
        additionalProperties: false,
      },
      uniqueItems: true,
      minItems: 4,
    },
  ],
  [
    'unique booleans',
    { type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 2 },
  ],
  [
    'unique short texts',
    { type: 'array', items: { type: 'string', maxLength: 1 }, uniqueItems: true, minItems: 9 },
  ],
  [
    'unique emails',
    { type: 'array', items: { type: 'string', format: 'email' }, uniqueItems: true, minItems: 5 },
  ],
  [
    'unique texts of a pattern',
    {
      type: 'array',
      items: { type: 'string', pattern: '^[a-f]\\d$' },
      uniqueItems: true,
      minItems: 4,
    },
  ],
  [
    'if, then, else',
    {
      type: 'object',
      properties: { kind: { enum: ['a', 'b'] }, a: whole, b: text },
      required: ['kind'],
      ...when({ properties: { kind: { const: 'a' } } }, need('a'), need('b')),
    },
  ],
  ['if alone is refused', { type: 'integer', ...when({ minimum: 0 }, false) }],
  ['else alone', { type: 'integer', if: { minimum: 10 }, else: { const: -3 } }],
  [
    'several conditions',
    {
      type: 'object',
      properties: { country: { enum: ['US', 'CA'] } },
      required: ['country'],
      allOf: [
        when(
          { properties: { country: { const: 'US' } } },
          { properties: { zip: { pattern: '^\\d{5}$', type: 'string' } }, required: ['zip'] },
        ),
        when({ properties: { country: { const: 'CA' } } }, need('postcode')),
      ],
    },
  ],
  [
    'dependentRequired',
    {
      type: 'object',
      properties: { card: whole, address: text },
      dependentRequired: { card: ['address', 'name'] },
    },
  ],
  [
    'dependentSchemas',
    {
      type: 'object',
      properties: { card: whole },
      dependentSchemas: { card: { properties: { name: text }, ...need('name') } },
    },
  ],
  [
    'dependencies of draft 7',
    {
      ...sevens,
      type: 'object',
      properties: { a: text, b: text },
      dependencies: { a: ['c'], b: { properties: { d: whole }, ...need('d') } },
    },
  ],
  [
    'dependencies that cannot be',
    { type: 'object', properties: { a: text }, dependentSchemas: { a: false } },
  ],
  ['oneOf that overlaps', { oneOf: [{ type: 'number' }, { type: 'integer' }] }],
  [
    'oneOf of the same',
    {
      oneOf: [
        { properties: { a: text }, required: ['a'] },
        { properties: { b: text }, required: ['b'] },
      ],
      properties: { a: text, b: text },
      type: 'object',
    },
  ],
  [
    'oneOf beside required',
    { type: 'object', properties: { a: whole }, oneOf: [need('a'), need('b')] },
  ],
  [
    'anyOf of what is required',
    { type: 'object', properties: { a: text, b: text }, anyOf: [need('a'), need('b')] },
  ],
  [
    'anyOf with a branch that cannot be',
    { anyOf: [{ type: 'string', minLength: 3, maxLength: 2 }, { const: 5 }] },
  ],
  [
    'unevaluatedProperties',
    {
      allOf: [{ properties: { a: text }, required: ['a'] }],
      properties: { b: text },
      unevaluatedProperties: false,
    },
  ],
  ['unevaluatedItems', { type: 'array', prefixItems: [text], unevaluatedItems: false }],
  [
    'additionalItems of draft 7',
    { ...sevens, type: 'array', items: [text], additionalItems: whole, minItems: 3 },
  ],
  ['enum and other keywords', { enum: [1, 'two', [3]], type: ['string', 'array'] }],
  ['const null', { type: 'object', properties: { a: { const: null } }, required: ['a'] }],
  ['multipleOf twice', { allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], minimum: 1 }],
  ['multipleOf of a fraction', { type: 'number', multipleOf: 0.01, minimum: 0.07, maximum: 0.08 }],
  ['a narrow range', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 }],
  ['a large number', { type: 'integer', minimum: 123456789012 }],
  ['two patterns', { type: 'string', allOf: [{ pattern: '^a' }, { pattern: 'b$' }] }],
  ['letters of another alphabet', { type: 'string', pattern: '^\\p{Script=Cyrillic}{3}$' }],
  ['a password with look-ahead', { type: 'string', pattern: '^(?=.*[A-Z])(?=.*\\d).{8,}$' }],
  ['a named group and a reference', { type: 'string', pattern: '^(?<q>[ab])x\\k<q>$' }],
  ['a pattern that is not anchored', { type: 'string', pattern: '\\d', minLength: 20 }],
  ['a pattern with code points', { type: 'string', pattern: '^\\u00e9\\x41$' }],
  ['a second alternative', { type: 'string', pattern: '^(?:a|bcd)$', minLength: 3 }],
  [
    'an expression of many branches',
    {
      $ref: '#/$defs/e',
      $defs: {
        e: {
          oneOf: [
            {
              type: 'object',
              properties: {
                op: { const: '+' },
                left: { $ref: '#/$defs/e' },
                right: { $ref: '#/$defs/e' },
              },
              required: ['op', 'left', 'right'],
            },
            {
              type: 'object',
              properties: { value: { type: 'number' } },
              required: ['value'],
              additionalProperties: false,
            },
          ],
        },
      },
    },
  ],
  [
    'a list that ends with null',
    {
      type: 'object',
      properties: { next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
      required: ['next'],
    },
  ],
  ['an empty schema', {}],
];

describe('JSON of every keyword', () => {
  it.each(ROWS)('%s', (_, schema) => {
    const isValid = judgeOf(schema);
    for (const prompt of ['', 'Is it -3 or 18 in New York?']) {
      const value = jsonFromSchema(schema, prompt);
      expect(isValid(value), JSON.stringify(value)).toBe(true);
      expect(jsonFromSchema(structuredClone(schema), prompt)).toEqual(value);
    }
  });

  it('a reference beside an `$id` is one within that resource', () => {
    const inner = { $id: 'two', $ref: '#/$defs/here', $defs: { here: { type: 'boolean' } } };
    const schema = { $id: 'https://a.example/one', $ref: 'two', $defs: { inner, here: text } };
    expect(jsonFromSchema(schema)).toBe(true);
  });

  it('leaves out what zod never takes', () => {
    const schema = z.toJSONSchema(z.object({ a: z.string(), b: z.never().optional() }));
    expect(jsonFromSchema(schema as JsonSchema)).toEqual({ a: 'a scripted a' });
  });

  it('does not look at keywords of a wrong form', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', required: true, minimum: '3' } },
    };
    expect(jsonFromSchema(schema as never)).toEqual({ a: 'a scripted a' });
  });
});

const scalar = fc.constantFrom<JsonSchema>(
  ...[text, whole, { type: 'boolean' }, { enum: ['a', 'b', 3] }, { const: 7 }, { type: 'null' }],
  { type: 'number', minimum: 2, exclusiveMaximum: 3 },
  { type: 'string', minLength: 2, maxLength: 4 },
  { type: 'string', pattern: '^[a-c]+\\d{2}$' },
);

const { schema: anySchema } = fc.letrec<{ schema: JsonSchema }>((tie) => {
  const members = fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { maxKeys: 3 });
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 });
  return {
    schema: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.record({ type: fc.constant('object'), properties: members, required: names }),
      fc.record({
        type: fc.constant('object'),
        properties: members,
        additionalProperties: fc.boolean(),
        minProperties: fc.nat(2),
      }),
      fc.record({
        type: fc.constant('array'),
        items: tie('schema'),
        minItems: fc.nat(2),
        uniqueItems: fc.boolean(),
      }),
      fc.record({
        type: fc.constant('array'),
        contains: tie('schema'),
        maxContains: fc.constantFrom(1, 2),
      }),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ allOf: fc.tuple(tie('schema'), tie('schema')) }),
      fc.record({ not: tie('schema') }),
      fc
        .tuple(tie('schema'), tie('schema'), tie('schema'))
        .map(([one, two, three]) => when(one, two, three)),
      fc.record({
        type: fc.constant('object'),
        properties: members,
        dependentRequired: fc.dictionary(fc.constantFrom('a', 'b'), names),
      }),
    ),
  };
});

it('a value of any schema fits, or there is none and the error says so', () => {
  let made = 0;
  fc.assert(
    fc.property(anySchema, fc.string({ maxLength: 20 }), (schema, prompt) => {
      let value: unknown;
      try {
        value = jsonFromSchema(schema, prompt);
      } catch (error) {
        expect(error).toMatchObject({ name: 'UnmakeableSchema', message: / at (the root|\/)/ });
        return;
      }
      made += 1;
      expect(judgeOf(schema)(value), JSON.stringify(value)).toBe(true);
    }),
    { seed: 11, numRuns: 400 },
  );
  expect(made).toBeGreaterThan(320);
});
