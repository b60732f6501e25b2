import assert from 'node:assert/strict';
import type { JSONObject } from '@ai-sdk/provider';
import { zodSchema } from '@ai-sdk/provider-utils';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z as z3 } from 'zod/v3';
import { z as z4 } from 'zod/v4';
import { adaptSchema } from '../../src/chat/request/schema/adapt-schema';
import { toModelProfile } from '../../src/models/to-model-profile';
import { anySchema, anyValue, soiledSchema } from './arbitraries/json-schema';
import { law } from './law';
import { deepFreeze, snapshot } from './request/frozen';

const MODELS = ['claude-4-5-sonnet', 'nova-lite', 'qwen3-235b', 'next-year-1'];

const OPTIONS = { strict: false, logger: false, validateFormats: false } as const;

/** What zod writes for a tuple of nothing breaks the rules of the draft: an original is not checked. */
const oldDraft = (schema: object, validateSchema = true): ValidateFunction =>
  new Ajv({ ...OPTIONS, validateSchema }).compile(schema);
const newDraft = (schema: object): ValidateFunction => new Ajv2020(OPTIONS).compile(schema);

/** The names of properties that Claude takes at the root. */
const NAME = /^[a-zA-Z0-9_.-]{1,64}$/;

/** Nothing is lost but what the adapter says that it drops: then the adapted schema accepts more, and never less. */
function assertSameValues(schema: JSONObject, values: unknown[], modelId: string): void {
  const before = snapshot(schema);
  const { parameters, problems } = adaptSchema(deepFrozen(schema), toModelProfile(modelId));
  assert.equal(snapshot(schema), before, 'the schema was changed');
  assert.ok(!hasDollarSchema(parameters), '$schema is left somewhere');
  const isNew = modelId.startsWith('claude');
  const isPlain = isNew || modelId.startsWith('nova');
  const original = oldDraft(structuredClone(isPlain ? closedUnions(schema) : schema), false);
  const adapted = (isNew ? newDraft : oldDraft)(structuredClone(parameters));
  if (modelId.startsWith('nova')) {
    const keys = Object.keys(parameters).filter((key) => !/^(type|properties|required)$/.test(key));
    assert.deepEqual(keys, [], 'root keys of Nova');
    assert.ok(
      problems.length > 0 || !JSON.stringify(parameters).includes('"$ref":"#'),
      'references',
    );
  }
  const isTold = isNew && Object.keys(schema.properties ?? {}).some((name) => !NAME.test(name));
  if (isTold) assert.ok(problems.length > 0, 'a property is told without a warning');
  const mayAcceptMore = modelId.startsWith('nova') || drops(schema) || isTold;
  for (const value of values) {
    // The parameters of a tool are an object, whatever its schema says.
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const was = original(value);
    const is = adapted(value);
    const where = `${JSON.stringify(value)}: ${was} became ${is} with ${JSON.stringify(parameters)}`;
    assert.ok(was === is || (mayAcceptMore && is), where);
  }
}

/**
 * A union at the root becomes one object where a family takes none. What a member does not declare may be anything in the
 * letter of the draft, though nobody means that: here it may not be there.
 */
function closedUnions(schema: JSONObject): JSONObject {
  const beside = Object.fromEntries(
    Object.keys((schema.properties ?? {}) as JSONObject).map((name) => [name, true]),
  );
  const close = (member: unknown): unknown => {
    if (typeof member !== 'object' || member === null) return member;
    const { properties, ...rest } = closedUnions(member as JSONObject);
    if (!properties && Object.keys(rest).every((key) => key !== 'required')) return rest;
    return {
      additionalProperties: false,
      ...rest,
      properties: { ...beside, ...(properties as JSONObject | undefined) },
    };
  };
  const closed = { ...schema };
  for (const key of ['anyOf', 'oneOf']) {
    const union = schema[key];
    if (Array.isArray(union)) closed[key] = union.map(close) as JSONObject[];
  }
  return closed;
}

/** Constraints that a root may not hold, or that mean something else where schemas are merged. */
function drops({ allOf, anyOf, oneOf, $ref }: JSONObject): boolean {
  return [allOf, anyOf, oneOf, $ref].some((keyword) => keyword !== undefined);
}

/** Whether a schema, rather than a value or a name in it, has the keyword. */
function hasDollarSchema(schema: unknown, isNames = false): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if (Array.isArray(schema)) return schema.some((item) => hasDollarSchema(item));
  return Object.entries(schema).some(([key, value]) => {
    if (isNames) return hasDollarSchema(value);
    if (key === '$schema') return true;
    if (/^(enum|const|default|examples|required)$/.test(key)) return false;
    return hasDollarSchema(
      value,
      /^(properties|patternProperties|definitions|\$defs|depend)/.test(key),
    );
  });
}

function deepFrozen<T>(value: T): T {
  deepFreeze(value);
  return value;
}

law(
  'an adapted schema accepts and refuses the same values',
  {
    values: fc.record({
      schema: anySchema,
      values: fc.array(anyValue, { minLength: 8, maxLength: 8 }),
      modelId: fc.constantFrom(...MODELS),
    }),
    runs: 250,
  },
  async ({ schema, values, modelId }) => assertSameValues(schema, values, modelId),
);

law(
  'keywords that say nothing change nothing',
  { values: fc.record({ schema: soiledSchema, modelId: fc.constantFrom(...MODELS) }), runs: 250 },
  async ({ schema: { clean, soiled }, modelId }) => {
    const adapted = (schema: JSONObject) => adaptSchema(schema, toModelProfile(modelId));
    assert.deepEqual(adapted(soiled), adapted(clean));
  },
);

const VALUES = fc.sample(anyValue, { numRuns: 300, seed: 7 });

type Tree = { name: string; children: Tree[] };
const tree3: z3.ZodType<Tree> = z3.lazy(() =>
  z3.object({ name: z3.string(), children: z3.array(tree3) }),
);
const tree4: z4.ZodType<Tree> = z4.lazy(() =>
  z4.object({ name: z4.string(), children: z4.array(tree4) }),
);
const point3 = z3.tuple([z3.number(), z3.string()]);
const point4 = z4.tuple([z4.number(), z4.string()]);

describe.each(MODELS)('what zod writes, on %s', (modelId) => {
  test.each<[string, z3.ZodTypeAny | z4.ZodType]>([
    ['tuple, zod 3', z3.object({ a: point3, b: point3 })],
    ['tuple, zod 4', z4.object({ a: point4, b: point4 })],
    ['tuple with a rest, zod 3', z3.object({ a: z3.tuple([z3.number()]).rest(z3.boolean()) })],
    ['tuple with a rest, zod 4', z4.object({ a: z4.tuple([z4.number()], z4.boolean()) })],
    ['empty tuple, zod 3', z3.object({ a: z3.tuple([]) })],
    ['empty tuple, zod 4', z4.object({ a: z4.tuple([]) })],
    ['bounds, zod 3', z3.object({ a: z3.number().gt(1).lt(4), b: z3.number().int().min(0) })],
    ['bounds, zod 4', z4.object({ a: z4.number().gt(1).lt(4), b: z4.int().min(0) })],
    ['record, zod 3', z3.record(z3.string(), z3.number())],
    ['record, zod 4', z4.record(z4.string(), z4.number())],
    ['recursion, zod 3', tree3],
    ['recursion, zod 4', tree4],
    ['a tree in a tree, zod 4', z4.object({ a: tree4, b: z4.array(tree4) })],
    ['union, zod 4', z4.object({ a: z4.union([z4.string(), z4.object({ b: z4.number() })]) })],
    ['nullable and optional, zod 3', z3.object({ a: z3.string().nullable().optional() })],
    ['nullable and optional, zod 4', z4.object({ a: z4.string().nullable().optional() })],
    ['defaults and enums, zod 4', z4.object({ a: z4.enum(['x', 'y']).default('x') })],
    [
      'a union at the root, zod 3',
      z3.union([z3.object({ a: z3.string() }), z3.object({ b: z3.number(), a: z3.null() })]),
    ],
    [
      'a union at the root, zod 4',
      z4.union([z4.object({ a: z4.string() }), z4.object({ b: z4.number(), a: z4.null() })]),
    ],
    [
      'variants at the root, zod 3',
      z3.discriminatedUnion('name', [
        z3.object({ name: z3.literal('n'), children: z3.array(z3.any()) }),
        z3.object({ name: z3.literal('m'), a: z3.number() }),
      ]),
    ],
    [
      'variants at the root, zod 4',
      z4.discriminatedUnion('name', [
        z4.object({ name: z4.literal('n'), children: z4.array(z4.any()) }),
        z4.object({ name: z4.literal('m'), a: z4.number() }),
      ]),
    ],
    ['a tree or nothing, zod 4', tree4.nullable()],
    [
      'patterns, zod 4',
      z4.object({ a: z4.email(), b: z4.uuid(), c: z4.string().regex(/^[\w@]+$/), d: z4.emoji() }),
    ],
    [
      'formats, zod 3',
      z3.object({ a: z3.string().email(), b: z3.string().includes('/'), c: z3.string().emoji() }),
    ],
    ['literals, zod 4', z4.object({ a: z4.literal(['x', 1, null]), b: z4.literal(true) })],
    ['records of enums, zod 4', z4.object({ a: z4.partialRecord(z4.enum(['x', 'y']), z4.any()) })],
    ['what no JSON is, zod 3', z3.object({ a: z3.date(), b: z3.bigint(), c: z3.set(z3.null()) })],
    ['a property called items, zod 3', z3.object({ items: z3.tuple([z3.null()]), a: z3.any() })],
    ['an id, zod 4', z4.object({ a: point4.meta({ id: `Point ${modelId}` }) })],
  ])('%s', (_, schema) => {
    for (const useReferences of [true, false]) {
      const { jsonSchema } = zodSchema(schema as z4.ZodType, { useReferences });
      const values = [
        ...VALUES,
        { a: [1, 'x'], b: [2, 'y'] },
        { name: 'n', children: [{ name: 'c', children: [] }] },
      ];
      assertSameValues(jsonSchema as JSONObject, values, modelId);
    }
  });

  test('an intersection accepts what zod accepts', () => {
    for (const schema of [
      z3.object({ a: z3.number() }).and(z3.object({ b: z3.string() })),
      z4.object({ a: z4.number() }).and(z4.object({ b: z4.string() })),
    ]) {
      const { jsonSchema } = zodSchema(schema as z4.ZodType);
      const { parameters, isObject } = adaptSchema(jsonSchema, toModelProfile(modelId));
      expect(parameters).not.toHaveProperty('allOf');
      expect(isObject).toBe(true);
      const accepts = newDraft(parameters);
      expect(accepts({ a: 1, b: 'x' })).toBe(true);
      expect(accepts({ a: 1 })).toBe(false);
    }
  });
});
