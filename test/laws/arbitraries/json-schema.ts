import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import fc, { type Arbitrary } from 'fast-check';

/** Few names and values, so that schemas and values meet; some of the names are keywords. */
const name = fc.constantFrom('a', 'b', 'items', '$schema', 'required', 'a/b', '~x');

const scalar: Arbitrary<JSONValue> = fc.oneof(
  fc.constantFrom<JSONValue>(null, true, false, '', 'a', 'abc', 'object'),
  fc.integer({ min: -1, max: 4 }),
  fc.constant(1.5),
);

const anyJson: Arbitrary<JSONValue> = fc.letrec<{ value: JSONValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) as Arbitrary<JSONValue> },
    {
      weight: 2,
      arbitrary: fc.dictionary(name, tie('value'), { maxKeys: 3 }) as Arbitrary<JSONValue>,
    },
  ),
})).value;

/** Mostly objects: only they are the input of a tool. */
export const anyValue: Arbitrary<JSONValue> = fc.dictionary(name, anyJson, { maxKeys: 4 });

const count = fc.integer({ min: 0, max: 3 });
const names = fc.uniqueArray(name, { maxLength: 2 });
const type = fc.constantFrom('array', 'boolean', 'integer', 'null', 'number', 'object', 'string');

/** Values that look like schemas: nothing in them may change. */
const lookalike = fc.constantFrom<JSONValue>({ $schema: 'x', items: [{}] }, [{ type: '' }], 'a', 1);

const REFERENCES = [
  '#/definitions/one',
  '#/definitions/two',
  '#/properties/a',
  '#/properties/b/items/0',
  '#/definitions/one/items/1',
];

const schema: Arbitrary<JSONObject> = fc.letrec<{ schema: JSONObject }>((tie) => {
  const inner = tie('schema');
  const orBoolean = fc.oneof(
    { weight: 4, arbitrary: inner },
    { weight: 1, arbitrary: fc.boolean() },
  );
  const list = fc.array(inner, { minLength: 1, maxLength: 2 });
  const named = fc.dictionary(name, orBoolean, { maxKeys: 3 });
  const keywords: Record<string, Arbitrary<unknown>> = {
    $schema: fc.constant('http://json-schema.org/draft-07/schema#'),
    title: fc.constant('T'),
    description: fc.constant('D'),
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
    properties: named,
    required: names,
    additionalProperties: orBoolean,
    patternProperties: fc.dictionary(fc.constantFrom('^a', 's$'), orBoolean, { maxKeys: 1 }),
    propertyNames: fc.constantFrom({ maxLength: 5 }, { pattern: '^[a-z$]' }),
    dependencies: fc.dictionary(name, fc.oneof(names, inner), { maxKeys: 2 }),
    minProperties: count,
    items: fc.oneof(orBoolean, list),
    additionalItems: orBoolean,
    contains: inner,
    minItems: count,
    maxItems: count,
    minimum: count,
    exclusiveMaximum: count,
    minLength: count,
    enum: fc.uniqueArray(fc.oneof(anyJson, lookalike), {
      minLength: 1,
      maxLength: 3,
      comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    }),
    const: fc.oneof(anyJson, lookalike),
    default: lookalike,
    examples: fc.array(lookalike, { minLength: 1, maxLength: 1 }),
    allOf: list,
    anyOf: fc.oneof(list, fc.array(fc.record({ required: names }), { minLength: 1, maxLength: 2 })),
    oneOf: list,
    not: inner,
    if: inner,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: inner,
    else: inner,
  };
  const keys = fc.uniqueArray(fc.constantFrom(...Object.keys(keywords)), { maxLength: 4 });
  const node = keys.chain((chosen) =>
    fc.record(Object.fromEntries(chosen.map((key) => [key, keywords[key] as Arbitrary<unknown>]))),
  ) as Arbitrary<JSONObject>;
  const leaf = type.map((of): JSONObject => ({ type: of }));
  const reference = fc.constantFrom(...REFERENCES).map(($ref): JSONObject => ({ $ref }));
  return {
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: reference },
      { weight: 6, arbitrary: node },
    ),
  };
}).schema;

const objectRoot: Arbitrary<JSONObject> = fc.record(
  {
    type: fc.constantFrom<JSONValue>('object', ['object', 'null']),
    properties: fc.dictionary(name, schema, { minKeys: 1, maxKeys: 3 }),
    required: names,
  },
  { requiredKeys: ['type', 'properties'] },
) as Arbitrary<JSONObject>;

/** A whole document: every reference in it leads to a schema. */
export const anySchema: Arbitrary<JSONObject> = fc
  .record({
    root: fc.oneof(
      { weight: 2, arbitrary: objectRoot },
      { weight: 1, arbitrary: schema },
      {
        weight: 1,
        arbitrary: fc
          .tuple(objectRoot, objectRoot)
          .map((allOf): JSONObject => ({ allOf: allOf as JSONObject[] })),
      },
      { weight: 1, arbitrary: fc.constant<JSONObject>({ $ref: '#/definitions/object' }) },
    ),
    one: schema,
    two: schema,
    object: objectRoot,
    a: schema,
  })
  .map(({ root, one, two, object, a }) => ({
    ...root,
    properties: {
      ...(root.properties as JSONObject | undefined),
      a,
      b: { type: 'array', items: [one, a], additionalItems: two },
    },
    definitions: { one: { items: [{ type: 'string' }, one] }, two, object },
  }))
  // Most validators do not end on a schema that only points to itself.
  .filter((document) => !hasEmptyCircle(document));

/** Keywords that hold what no draft allows, so that they say nothing. */
const NOTHING: JSONObject[] = [
  { properties: null },
  { patternProperties: [] },
  { required: 'a' },
  { required: [null, 3] },
  { enum: null },
  { title: 5, description: {} },
  { minLength: '1', maxItems: -1 },
  { multipleOf: 0, minimum: null },
  { items: null, not: 3 },
  { anyOf: [], oneOf: {} },
  { additionalProperties: 'yes' },
  { uniqueItems: 1 },
  { $ref: '#/definitions/gone' },
  { $ref: 7 },
];

/** A document, and the same with keywords that say nothing in the schema of its property `a`. */
export const soiledSchema: Arbitrary<{ clean: JSONObject; soiled: JSONObject }> = fc
  .record({ clean: anySchema, dirt: fc.constantFrom(...NOTHING) })
  .map(({ clean, dirt }) => {
    const { a, ...others } = clean.properties as JSONObject;
    const property = { title: 'A', ...(a as JSONObject) };
    return {
      clean: { ...clean, properties: { ...others, a: property } },
      soiled: { ...clean, properties: { ...others, a: { ...dirt, ...property } } },
    };
  });

/** Whether a chain of references and combinators leads back to itself without a step into the value. */
function hasEmptyCircle(document: JSONObject): boolean {
  const at = (pointer: string): unknown =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (value, key) => (value as Record<string, unknown> | undefined)?.[key],
        document,
      );
  const visit = (value: unknown, open: readonly string[]): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    const node = value as Record<string, unknown>;
    const { $ref } = node;
    if (typeof $ref === 'string') {
      if (open.includes($ref)) return true;
      if (visit(at($ref), [...open, $ref])) return true;
    }
    return ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependencies']
      .flatMap((key) => (key === 'dependencies' ? Object.values(node[key] ?? {}) : node[key]))
      .some((inner) => visit(inner, open));
  };
  return (
    REFERENCES.some(($ref) => visit({ $ref }, []) || at($ref) === undefined) || visit(document, [])
  );
}
