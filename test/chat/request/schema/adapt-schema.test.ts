import type { JSONObject } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { adaptSchema } from '../../../../src/chat/request/schema/adapt-schema';
import { toRequest } from '../../../../src/chat/request/to-request';
import { toModelProfile } from '../../../../src/models/to-model-profile';

const CLAUDE = toModelProfile('claude-4-5-sonnet');
const NOVA = toModelProfile('nova-lite');
const OTHER = toModelProfile('glm-4-7');

/** What becomes of a property on Claude. */
const onClaude = (property: JSONObject) =>
  (
    adaptSchema({ type: 'object', properties: { a: property } }, CLAUDE).parameters
      .properties as JSONObject
  ).a;

describe('draft 7 becomes 2020-12 on Claude', () => {
  test.each([
    ['a tuple', { items: [{ type: 'string' }, {}] }, { prefixItems: [{ type: 'string' }, {}] }],
    [
      'a closed tuple',
      { items: [{}], additionalItems: false },
      { prefixItems: [{}], items: false },
    ],
    [
      'a tuple with a rest',
      { additionalItems: { type: 'null' }, items: [{}] },
      { items: { type: 'null' }, prefixItems: [{}] },
    ],
    [
      'a tuple in a tuple',
      { items: [{ items: [true] }] },
      { prefixItems: [{ prefixItems: [true] }] },
    ],
    [
      'a tuple of nothing',
      { items: [], additionalItems: false, maxItems: 0 },
      { items: false, maxItems: 0 },
    ],
    [
      'a list',
      { items: { type: 'string' }, additionalItems: false },
      { items: { type: 'string' } },
    ],
    [
      'flags of draft 4',
      { minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: true },
      { exclusiveMinimum: 1, exclusiveMaximum: 5 },
    ],
    [
      'flags that say no',
      { minimum: 1, exclusiveMinimum: false, exclusiveMaximum: true },
      { minimum: 1 },
    ],
    ['bounds', { exclusiveMinimum: 1, maximum: 5 }, { exclusiveMinimum: 1, maximum: 5 }],
    [
      'dependencies',
      { dependencies: { x: ['y'], z: { minProperties: 2 } } },
      { dependentRequired: { x: ['y'] }, dependentSchemas: { z: { minProperties: 2 } } },
    ],
    [
      'nested $schema',
      { type: 'object', $schema: 'x', properties: { b: { $schema: 'y', type: 'string' } } },
      { type: 'object', properties: { b: { type: 'string' } } },
    ],
    ['required: null', { type: 'string', required: null }, { type: 'string' }],
    ['an empty type', { type: '', description: 'Any' }, { description: 'Any' }],
    ['type any', { type: 'any' }, {}],
    ['a type that nobody knows', { type: 'date' }, {}],
    [
      'types in capitals, twice',
      { type: ['STRING', 'string', 'NULL'] },
      { type: ['string', 'null'] },
    ],
    ['properties: null', { type: 'object', properties: null }, { type: 'object' }],
    ['a property of null', { properties: { b: null } }, { properties: { b: {} } }],
    [
      'names that are required twice, or are none',
      { required: ['b', 'b', null, 3] },
      { required: ['b'] },
    ],
    ['one name instead of a list', { required: 'b' }, {}],
    ['an enum of nothing', { type: 'string', enum: null }, { type: 'string' }],
    ['texts that are none', { title: {}, description: 5, format: null, $ref: 5 }, {}],
    ['numbers in strings', { minLength: '1', minimum: '0', maximum: null, multipleOf: 0 }, {}],
    ['counts that are none', { minItems: -1, maxLength: 1.5, uniqueItems: 'yes' }, {}],
    ['no schemas', { items: null, anyOf: [], additionalProperties: null, not: 'x' }, {}],
    [
      'patterns of Python',
      { type: 'string', pattern: '(?P<a>b)\\Z' },
      { type: 'string', $comment: 'Pattern: (?P<a>b)\\Z' },
    ],
    [
      'patterns that JavaScript only takes without Unicode',
      { pattern: '^[\\w\\@]+$' },
      { $comment: 'Pattern: ^[\\w\\@]+$' },
    ],
    ['patterns', { pattern: '^\\p{L}+$' }, { pattern: '^\\p{L}+$' }],
    ['a reference that leads nowhere', { $ref: '#/$defs/Gone', title: 'T' }, { title: 'T' }],
    ['a named place', { $id: '#city', type: 'string' }, { $anchor: 'city', type: 'string' }],
    ['an id', { $id: 'https://example.com/city#' }, { $id: 'https://example.com/city' }],
  ] as [string, JSONObject, JSONObject][])('%s', (_, property, expected) => {
    const adapted = onClaude(property);
    expect(adapted).toEqual(expected);
    expect(Object.keys(adapted as object)).toEqual(Object.keys(expected));
  });

  test('a property flagged as required is required', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', required: true }, b: {} } };
    expect(adaptSchema(schema, CLAUDE).parameters).toEqual({
      type: 'object',
      properties: { a: { type: 'string' }, b: {} },
      required: ['a'],
    });
  });

  test.each<[string, JSONObject]>([
    ['enum', { enum: [{ $schema: 'x', items: [1], required: null }, { type: '' }] }],
    ['const', { const: { $schema: 'x', type: 'any' } }],
    ['default', { default: { items: [{ $schema: 'x' }] } }],
    ['examples', { examples: [{ exclusiveMinimum: true, required: true }] }],
    [
      'names of properties',
      { type: 'object', properties: { $schema: {}, items: {}, required: {}, type: {} } },
    ],
    ['names of definitions', { definitions: { $schema: {}, enum: { type: 'string' } } }],
  ])('%s stays as it is', (_, property) => {
    expect(onClaude(property)).toEqual(property);
  });

  test('references follow what moves', () => {
    const schema = {
      type: 'object',
      properties: {
        items: { items: [{ type: 'object', properties: { items: { items: [{}] } } }] },
        b: { $ref: '#/properties/items/items/0' },
        c: { $ref: '#/properties/items/items/0/properties/items/items/0' },
        d: { $ref: '#/definitions/a~1b' },
      },
      definitions: { 'a/b': { type: 'string' } },
    };
    const { properties } = adaptSchema(schema, CLAUDE).parameters as { properties: JSONObject };
    expect([properties.b, properties.c, properties.d]).toEqual([
      { $ref: '#/properties/items/prefixItems/0' },
      { $ref: '#/properties/items/prefixItems/0/properties/items/prefixItems/0' },
      { $ref: '#/definitions/a~1b' },
    ]);
  });

  test('tuples stay on other families', () => {
    const schema = { type: 'object', properties: { a: { items: [{}], additionalItems: false } } };
    expect(adaptSchema(schema, OTHER).parameters).toEqual(schema);
  });
});

describe('the root', () => {
  const A = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
  const B = { type: 'object', properties: { b: { type: 'string' } } };

  test.each([CLAUDE, NOVA, OTHER])('allOf of objects is one object (%#)', (model) => {
    const { parameters, isObject, problems } = adaptSchema({ allOf: [A, B] }, model);
    expect(parameters).toEqual({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      required: ['a'],
    });
    expect([isObject, problems]).toEqual([true, []]);
  });

  test('allOf with references to definitions is one object', () => {
    const { parameters } = adaptSchema({ allOf: [{ $ref: '#/$defs/A' }, B], $defs: { A } }, CLAUDE);
    expect(parameters).toMatchObject({ properties: { a: {}, b: {} }, required: ['a'] });
    expect(parameters).not.toHaveProperty('allOf');
  });

  test('the same property in two members has to match both', () => {
    const other = { type: 'object', properties: { a: { minLength: 2 } } };
    expect(adaptSchema({ allOf: [A, other] }, CLAUDE).parameters.properties).toEqual({
      a: { allOf: [{ type: 'string' }, { minLength: 2 }] },
    });
  });

  test.each([
    ['anyOf', 'At least'],
    ['oneOf', 'Exactly'],
  ])('%s that only lists required properties goes into the description on Claude', (key, words) => {
    const schema = { ...A, [key]: [{ required: ['a'] }, { required: ['b', 'c'] }] };
    const { parameters, notes, isObject, problems } = adaptSchema(schema, CLAUDE);
    expect(parameters).toEqual(A);
    expect(notes).toEqual([`${words} one of these must be given: a; b and c.`]);
    expect([isObject, problems]).toEqual([true, []]);
    expect(adaptSchema(schema, OTHER).parameters).toEqual(schema);
  });

  test.each([CLAUDE, OTHER])('a root that is no object stays, with a problem', (model) => {
    const { parameters, problems, isFlattened } = adaptSchema({ type: 'array', items: {} }, model);
    expect(parameters).toEqual({ type: 'array', items: {} });
    expect(problems).toEqual([expect.stringContaining('not an object')]);
    expect(isFlattened).toBe(false);
  });

  test('a union that cannot be one object stays, and lists properties if it is of objects', () => {
    const anyOf = [{ type: 'array' }, { type: 'string' }];
    expect(adaptSchema({ anyOf }, CLAUDE).parameters).toEqual({ anyOf });
    // A reference into the union keeps it as it is.
    const inside = { type: 'object', anyOf: [A, B], additionalProperties: { $ref: '#/anyOf/0' } };
    const { parameters, problems } = adaptSchema(inside, CLAUDE);
    expect(parameters).toEqual({ ...inside, properties: {} });
    expect(problems).toEqual([expect.stringContaining('not an object')]);
  });

  test('a union of objects stays one for other families, with a type', () => {
    const { parameters, notes, problems } = adaptSchema({ anyOf: [A, B] }, OTHER);
    expect(parameters).toMatchObject({ type: 'object', anyOf: [A, B] });
    expect([notes, problems]).toEqual([[], []]);
  });

  const variant = (kind: string, more: JSONObject) => ({
    type: 'object',
    properties: { kind: { type: 'string', const: kind }, ...more },
    required: ['kind', ...Object.keys(more)],
    additionalProperties: false,
  });

  test.each<[string, JSONObject, JSONObject]>([
    [
      'what all require is required',
      { anyOf: [variant('x', { a: { type: 'string' } }), variant('y', { b: {} })] },
      {
        type: 'object',
        properties: { kind: { type: 'string', enum: ['x', 'y'] }, a: { type: 'string' }, b: {} },
        required: ['kind'],
        additionalProperties: false,
      },
    ],
    [
      'a property that differs is any of its forms',
      { oneOf: [A, { type: 'object', properties: { a: { type: 'number' } } }] },
      { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'number' }] } } },
    ],
    [
      'what stands beside the union is part of each member',
      { ...A, title: 'T', oneOf: [{ ...B, required: ['b'] }, { properties: { c: {} } }] },
      { ...A, title: 'T', properties: { ...A.properties, ...B.properties, c: {} } },
    ],
    [
      'references, and unions in unions',
      { anyOf: [{ $ref: '#/$defs/A' }, { oneOf: [B, { type: 'null' }] }], $defs: { A } },
      { type: 'object', properties: { ...A.properties, ...B.properties } },
    ],
    ['or null', { anyOf: [A, { type: 'null' }] }, A],
  ])('a union of objects is one object on Claude and Nova: %s', (_, schema, expected) => {
    const { parameters, notes, problems } = adaptSchema(schema, CLAUDE);
    expect(parameters).toEqual(expected);
    expect(problems).toEqual([]);
    const union = (schema.anyOf ?? schema.oneOf) as JSONObject[];
    if (expected !== A) expect(notes.join()).toContain(JSON.stringify(union.at(-1)));
    const { type, properties, required } = expected;
    const plain = { type, properties, ...(required !== undefined && { required }) };
    expect(adaptSchema(schema, NOVA).parameters).toEqual(plain);
  });

  test.each<[string, JSONObject]>([
    ['only texts', { anyOf: [{ type: 'array' }, { type: ['string', 'null'] }] }],
    ['anything', { anyOf: [A, true] }],
    ['a reference to elsewhere', { anyOf: [A, { $ref: 'https://example.com/a.json' }] }],
    [
      'a reference into the union, from an object beside it',
      { type: 'object', properties: { b: { $ref: '#/anyOf/0' } }, anyOf: [A, true] },
    ],
    ['a reference into the union', { anyOf: [A, { properties: { b: { $ref: '#/anyOf/0' } } }] }],
  ])('a union with %s stays, and is a problem on Claude', (_, schema) => {
    expect(adaptSchema(schema, CLAUDE).parameters).toEqual(schema);
    expect(adaptSchema(schema, CLAUDE).problems).toHaveLength(1);
  });

  test.each<[string, JSONObject]>([
    [
      'a text (BerriAI/litellm and others write `object | string`)',
      { anyOf: [A, { type: 'string' }] },
    ],
    ['lists and nothing', { oneOf: [{ type: 'array' }, A, { type: ['null', 'boolean'] }] }],
  ])('of a union with %s the object is the input of a tool', (_, schema) => {
    for (const model of [CLAUDE, NOVA]) {
      const { parameters, problems, isObject } = adaptSchema(schema, model);
      expect(parameters).toEqual(A);
      expect([problems, isObject]).toEqual([[], false]);
    }
    expect(adaptSchema(schema, OTHER).parameters).toEqual({
      type: 'object',
      ...schema,
      properties: {},
    });
  });

  const condition = (value: string, name: string) => ({
    if: { properties: { a: { const: value } } },
    else: { required: [name] },
  });

  test.each<[string, JSONObject]>([
    ['several conditions', { allOf: [condition('x', 'b'), condition('y', 'c')] }],
    ['a union with anything', { anyOf: [{ required: ['b'] }, true] }],
    ['a union with a reference to elsewhere', { oneOf: [{ $ref: 'https://example.com/a.json' }] }],
  ])('%s of an object go into the description on Claude', (_, more) => {
    for (const root of [A, { properties: A.properties }]) {
      const { parameters, notes, problems } = adaptSchema(
        { ...root, ...more } as JSONObject,
        CLAUDE,
      );
      expect(parameters).toEqual({ ...root, type: 'object' });
      expect(notes).toEqual([`The input must also match ${JSON.stringify(more)}.`]);
      expect(problems).toEqual([]);
    }
  });

  test('object or null is an object as the input of a tool, though not as JSON output', () => {
    const { parameters, isObject } = adaptSchema({ ...A, type: ['object', 'null'] }, CLAUDE);
    expect(parameters).toEqual(A);
    expect(isObject).toBe(false);
  });

  test.each(['a b', '', 'ä', 'x'.repeat(65), '$ref'])(
    'Claude refuses the property name %j, which the description has instead',
    (name) => {
      const b = { type: 'string' } as const;
      const schema = {
        type: 'object',
        properties: { b, [name]: { enum: [1] } },
        required: [name, 'b'],
        additionalProperties: false,
        minProperties: 1,
      };
      const { parameters, notes, problems } = adaptSchema(schema, CLAUDE);
      expect(Object.entries(parameters)).toEqual([
        ['type', 'object'],
        ['properties', { b }],
        ['required', ['b']],
        ['additionalProperties', true],
        ['minProperties', 1],
      ]);
      const told = { properties: { [name]: { enum: [1] } }, required: [name] };
      expect(notes).toEqual([`The input must also match ${JSON.stringify(told)}.`]);
      expect(problems).toEqual([expect.stringContaining(`"${name}"`)]);
      expect(adaptSchema(schema, OTHER).problems).toEqual([]);
      expect(onClaude(schema)).toEqual(schema);
    },
  );
});

describe('Nova takes type, properties and required at the root', () => {
  const schema = {
    $schema: 'x',
    title: 'T',
    description: 'Where.',
    type: 'object',
    properties: {
      a: { $ref: '#/definitions/City', description: 'The city' },
      b: { $ref: '#/definitions/City' },
    },
    required: ['a'],
    additionalProperties: false,
    minProperties: 1,
    definitions: {
      City: { type: 'object', properties: { name: { $ref: '#/definitions/Name' } } },
      Name: { type: 'string' },
    },
  };

  test('references are inlined, and what the root may not say goes into the description', () => {
    const { parameters, notes, problems } = adaptSchema(schema, NOVA);
    const city = { type: 'object', properties: { name: { type: 'string' } } };
    expect(parameters).toEqual({
      type: 'object',
      properties: { a: { ...city, description: 'The city' }, b: city },
      required: ['a'],
    });
    expect(notes).toEqual(['Where.', 'The input must also match {"minProperties":1}.']);
    expect(problems).toEqual([]);
  });

  test.each([
    ['itself', { $ref: '#' }],
    ['a definition that does', { $ref: '#/definitions/Node' }],
  ])('a reference to %s is a problem', (_, a) => {
    const Node = { type: 'object', properties: { next: { $ref: '#/definitions/Node' } } };
    const { parameters, problems } = adaptSchema(
      { type: 'object', properties: { a }, definitions: { Node } },
      NOVA,
    );
    expect(problems).toEqual([expect.stringMatching(/refers to itself/)]);
    expect(JSON.stringify(parameters)).not.toContain('$ref');
  });

  test.each<[string, JSONObject]>([
    ['an id, as TypeBox writes recursion', { $ref: 'T0' }],
    ['another document', { $ref: 'https://example.com/a.json' }],
    ['a dynamic anchor', { $dynamicRef: '#node' }],
    ['the whole, as draft 2019-09 has it', { $recursiveRef: '#' }],
  ])('a reference to %s is a problem', (_, reference) => {
    const a = { ...reference, title: 'A', properties: { b: { type: 'string' } } };
    const { parameters, problems } = adaptSchema(
      { $id: 'T0', $dynamicAnchor: 'node', type: 'object', properties: { a } },
      NOVA,
    );
    expect(parameters.properties).toEqual({
      a: { title: 'A', properties: { b: { type: 'string' } } },
    });
    expect(problems).toEqual([expect.stringMatching(/elsewhere/)]);
  });

  test('keys that constrain nothing are not told', () => {
    const { notes } = adaptSchema(
      {
        type: 'object',
        '~standard': { vendor: 'zod' },
        'x-order': 1,
        $anchor: 'a',
        minProperties: 1,
      },
      NOVA,
    );
    expect(notes).toEqual(['The input must also match {"minProperties":1}.']);
  });

  test('references that double at each level do not fill the memory', () => {
    const definitions: JSONObject = { d0: { type: 'string' } };
    for (let level = 1; level < 40; level++) {
      const next = { $ref: `#/definitions/d${level - 1}` };
      definitions[`d${level}`] = { type: 'object', properties: { a: next, b: next } };
    }
    const { parameters, problems } = adaptSchema(
      { type: 'object', properties: { a: { $ref: '#/definitions/d39' } }, definitions },
      NOVA,
    );
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(parameters).length).toBeLessThan(1_000_000);
  });
});

test('a schema that comes with every step is adapted once for each kind of model', () => {
  const schema = { type: 'object', properties: { a: { items: [{}] } } };
  expect(adaptSchema(schema, CLAUDE)).toBe(adaptSchema(schema, CLAUDE));
  expect(adaptSchema(schema, CLAUDE).parameters).not.toEqual(adaptSchema(schema, OTHER).parameters);
});

test.each(['claude-4-5-sonnet', 'nova-lite', 'glm-4-7'])(
  'the steps of a tool loop on %s read the schema of a tool no more than the first one',
  (modelId) => {
    let reads = 0;
    const count = {
      ownKeys: (schema: object) => {
        reads++;
        return Reflect.ownKeys(schema);
      },
    };
    const city = new Proxy({ type: 'string', enum: ['Oslo'] }, count);
    const inputSchema = new Proxy({ type: 'object', properties: { city } } as const, count);
    const tools = [{ type: 'function' as const, name: 'look', inputSchema: inputSchema as object }];
    const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }];
    const step = () => toRequest({ prompt, tools }, { modelId, name: 'heroku', stream: true });
    const first = step().text;
    expect(reads).toBeGreaterThan(0);
    reads = 0;
    for (let steps = 0; steps < 5; steps++) expect(step().text).toBe(first);
    expect(reads).toBe(0);
  },
);

describe('values that JSON lacks', () => {
  test.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])(
    '%d as a bound is none: JSON would make it null, which Claude refuses',
    (bound) => {
      const bounds = { minimum: bound, maximum: bound, exclusiveMinimum: bound };
      expect(onClaude({ type: 'number', ...bounds, exclusiveMaximum: bound })).toEqual({
        type: 'number',
      });
    },
  );

  test('a schema that holds itself, as of a dereferenced document, ends', () => {
    const node: JSONObject = { type: 'object', properties: { name: { type: 'string' } } };
    (node.properties as JSONObject).next = node;
    for (const model of [CLAUDE, NOVA, OTHER]) {
      const { parameters } = adaptSchema(node, model);
      expect(JSON.parse(JSON.stringify(parameters))).toEqual({
        type: 'object',
        properties: { name: { type: 'string' }, next: {} },
      });
    }
    const { body } = toRequest(
      {
        prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
        responseFormat: { type: 'json', schema: node },
      },
      { modelId: 'claude-sonnet-5-5', name: 'heroku', stream: false },
    );
    expect(JSON.stringify(body)).toContain('must match this JSON schema');
  });
});

test('patterns of names that Claude cannot read go, with what they would leave to be forbidden', () => {
  const patternProperties = { '(?i)x': { type: 'string' }, '^y': {} };
  expect(onClaude({ type: 'object', patternProperties, additionalProperties: false })).toEqual({
    type: 'object',
  });
  expect(onClaude({ patternProperties: { '^y': {} }, additionalProperties: false })).toEqual({
    patternProperties: { '^y': {} },
    additionalProperties: false,
  });
});
