import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type JsonSchema,
  jsonFromSchema,
  UnmakeableSchema,
} from '../../src/local/json-from-schema';

const generated = (schema: z.ZodType, text?: string): unknown =>
  jsonFromSchema(z.toJSONSchema(schema) as JsonSchema, text);

type Tree = { name: string; children: Tree[] };
const TREE: z.ZodType<Tree> = z.object({
  name: z.string(),
  get children() {
    return z.array(TREE);
  },
});

type Chain = { value: number; next: Chain | null };
const CHAIN: z.ZodType<Chain> = z.object({
  value: z.number(),
  get next() {
    return CHAIN.nullable();
  },
});

const SCHEMAS: Record<string, z.ZodType> = {
  object: z.object({ city: z.string(), days: z.number().int().optional(), wet: z.boolean() }),
  array: z
    .array(z.object({ id: z.string() }))
    .min(3)
    .max(5),
  tuple: z.tuple([z.string(), z.number()]),
  'array of unions': z.array(z.union([z.string(), z.number()])),
  enum: z.enum(['sunny', 'rainy']),
  literal: z.literal('exact'),
  'number bounds': z.number().gt(0).lt(1),
  'integer bounds': z.number().int().min(17).max(19),
  'negative numbers': z.number().max(-5),
  multiples: z.number().multipleOf(7).min(20),
  'long string': z.string().min(120),
  'short string': z.string().max(2),
  'string of a length': z.string().length(30),
  pattern: z.string().regex(/^[A-Z]{3}-\d{2,4}(?:x|y)+$/),
  'pattern of a length': z.string().regex(/^\d+$/).min(9),
  email: z.email(),
  url: z.url(),
  uuid: z.uuid(),
  date: z.iso.date(),
  'date and time': z.iso.datetime(),
  nullable: z.string().nullable(),
  union: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), a: z.number() }),
    z.object({ kind: z.literal('b'), b: z.string() }),
  ]),
  intersection: z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })),
  record: z.record(z.string(), z.number()),
  'record of an enum': z.record(z.enum(['x', 'y']), z.boolean()),
  strict: z.strictObject({ a: z.null(), b: z.any() }),
  tree: TREE,
  chain: CHAIN,
};

describe('jsonFromSchema', () => {
  it.each(Object.entries(SCHEMAS))('satisfies: %s', (_, schema) => {
    expect(schema.safeParse(generated(schema))).toMatchObject({ success: true });
    expect(schema.safeParse(generated(schema, 'Is it -3 or 18 in New York?'))).toMatchObject({
      success: true,
    });
  });

  it('satisfies schemas made at random', () => {
    const { schema } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4 },
        fc.tuple(fc.nat(20), fc.nat(20)).map(([min, more]) =>
          z
            .string()
            .min(min)
            .max(min + more),
        ),
        fc.tuple(fc.integer(), fc.nat()).map(([min, more]) =>
          z
            .number()
            .min(min)
            .max(min + more),
        ),
        fc.constantFrom(z.boolean(), z.null(), z.uuid(), z.enum(['a', 'b']), z.literal(7)),
        tie('schema').map((item) => z.array(item).min(1)),
        tie('schema').map((value) => z.record(z.string(), value)),
        fc.tuple(tie('schema'), tie('schema')).map((branches) => z.union(branches)),
        fc
          .dictionary(fc.constantFrom('id', 'city', 'query', 'deep', 'x_y'), tie('schema'))
          .map((shape) => z.object(shape)),
        tie('schema').map((inner) => z.object({ maybe: inner.optional() })),
      ),
    }));
    fc.assert(
      fc.property(schema, fc.string(), (given, text) => {
        given.parse(generated(given, text));
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('takes words and numbers of the text where they fit', () => {
    const schema = z.object({
      city: z.string(),
      unit: z.enum(['celsius', 'fahrenheit']),
      days: z.number().int(),
      mail: z.email(),
      query: z.string(),
    });
    const text = 'What will it be in New York in fahrenheit for 3 days? Tell me@example.org';
    expect(generated(schema, text)).toEqual({
      city: 'New York',
      unit: 'fahrenheit',
      days: 3,
      mail: 'me@example.org',
      query: text,
    });
  });

  it('follows pointers into definitions, old and new', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { a: { $ref: '#/definitions/a' }, b: { $ref: '#/$defs/b~1c' } },
      required: ['a', 'b'],
      definitions: { a: { const: 1 } },
      $defs: { 'b/c': { enum: ['two'] } },
    };
    expect(jsonFromSchema(schema)).toEqual({ a: 1, b: 'two' });
  });

  it('merges allOf', () => {
    const schema: JsonSchema = {
      allOf: [
        { type: 'object', properties: { a: { const: 1 } }, required: ['a'] },
        { properties: { b: { const: 2 } }, required: ['b'] },
      ],
    };
    expect(jsonFromSchema(schema)).toEqual({ a: 1, b: 2 });
  });

  it('keeps the items of a set apart', () => {
    const schema: JsonSchema = {
      type: 'array',
      uniqueItems: true,
      minItems: 4,
      items: { type: 'integer' },
    };
    expect(new Set(jsonFromSchema(schema) as number[]).size).toBe(4);
  });

  it('says of a recursion without an end that it has none', () => {
    expect(() => jsonFromSchema({ $ref: '#' })).toThrow(UnmakeableSchema);
    const endless: JsonSchema = {
      type: 'object',
      properties: { again: { $ref: '#' } },
      required: ['again'],
    };
    expect(() => jsonFromSchema(endless)).toThrow(/`\$ref` at \/again\/again.* no end/);
  });

  it.each<[string, object, RegExp]>([
    [
      'look-around',
      { type: 'string', pattern: '^(?=x)(?=y)..$' },
      /`pattern` at \/a .*look-around/,
    ],
    ['bounds that cross', { type: 'number', minimum: 3, maximum: 2 }, /`minimum` at \/a .*above/],
    ['lengths that cross', { type: 'string', minLength: 3, maxLength: 2 }, /`minLength` at \/a/],
    ['two types', { allOf: [{ type: 'string' }, { type: 'null' }] }, /`type` at \/a/],
    ['a reference to nowhere', { $ref: '#/$defs/none' }, /`\$ref` at \/a .*leads nowhere/],
    ['false', { allOf: [false] }, /a schema that is false at \/a/],
    ['not anything', { not: {} }, /`not` at \/a/],
    ['an enum of another type', { type: 'string', enum: [1, 2] }, /`type` at \/a/],
    [
      'too few members of a set',
      { type: 'array', items: { enum: [1] }, uniqueItems: true, minItems: 2 },
      /at \/a/,
    ],
  ])('names the keyword and the place: %s', (_, schema, message) => {
    const whole = { type: 'object', properties: { a: schema }, required: ['a'] };
    expect(() => jsonFromSchema(whole as JsonSchema)).toThrow(UnmakeableSchema);
    expect(() => jsonFromSchema(whole as JsonSchema)).toThrow(message);
    expect(jsonFromSchema({ ...whole, required: [] } as JsonSchema)).toEqual({});
  });
});
