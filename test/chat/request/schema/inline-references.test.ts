import type { JSONObject } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { adaptSchema } from '../../../../src/chat/request/schema/adapt-schema';
import { toModelProfile } from '../../../../src/models/to-model-profile';
import { acceptedBody } from '../request-for';
import large from './large-schemas.json';

const NOVA = toModelProfile('nova-lite');
const lengthOf = (value: unknown) => JSON.stringify(value).length;

/** Definitions of which each refers to all others. */
function mesh(count: number): JSONObject {
  const names = Array.from({ length: count }, (_, index) => `D${index}`);
  const toDefinition = (own: string) => ({
    type: 'object',
    description: `The definition ${own}`,
    properties: Object.fromEntries(
      names.filter((name) => name !== own).map((name) => [name.toLowerCase(), refTo(name)]),
    ),
  });
  return {
    type: 'object',
    properties: { a: refTo('D0') },
    definitions: Object.fromEntries(names.map((name) => [name, toDefinition(name)])),
  };
}

/** Definitions of which each refers to the next one twice. */
function fan(levels: number): JSONObject {
  const definitions: JSONObject = { D0: { type: 'string', enum: ['end'] } };
  for (let level = 1; level < levels; level++) {
    const next = refTo(`D${level - 1}`);
    definitions[`D${level}`] = { type: 'object', properties: { a: next, b: next } };
  }
  return { type: 'object', properties: { a: refTo(`D${levels - 1}`) }, definitions };
}

const refTo = (name: string) => ({ $ref: `#/definitions/${name}` });

describe('what references make of a schema is bounded on Nova', () => {
  test.each<[string, unknown, RegExp]>([
    ['a message of boxes in boxes', large.message, /refers to itself/],
    ['pages in sections in notebooks', large.section, /refers to itself/],
    ['six definitions that refer to each other', mesh(6), /refers to itself/],
    ['seven definitions that refer to each other', mesh(7), /refers to itself/],
    ['forty definitions that refer to each other', mesh(40), /too large/],
    ['twelve definitions that fan out', fan(12), /too large/],
    ['forty definitions that fan out', fan(40), /too large/],
  ])('%s', (_, schema, reason) => {
    const inputSchema = schema as JSONObject;
    const { parameters, notes, problems } = adaptSchema(inputSchema, NOVA);
    const budget = Math.max(8192, 4 * lengthOf(inputSchema));
    expect(lengthOf(parameters) + lengthOf(notes)).toBeLessThanOrEqual(budget);
    expect(problems).toEqual([expect.stringMatching(reason)]);
    expect(JSON.stringify([parameters, notes])).not.toContain('$ref');
    acceptedBody({ tools: [{ type: 'function', name: 'a', inputSchema }] }, 'nova-lite');
  });

  test('what fits is inlined whole, without a warning', () => {
    const { parameters, notes, problems } = adaptSchema(fan(4), NOVA);
    const end = { type: 'string', enum: ['end'] };
    const d1 = { type: 'object', properties: { a: end, b: end } };
    const d2 = { type: 'object', properties: { a: d1, b: d1 } };
    const d3 = { type: 'object', properties: { a: d2, b: d2 } };
    expect(parameters).toEqual({ type: 'object', properties: { a: d3 } });
    expect([notes, problems]).toEqual([[], []]);
  });

  test('a schema that refers to itself is unrolled twice, and then described', () => {
    const Node = {
      type: 'object',
      description: 'A page',
      properties: {
        title: { type: 'string' },
        kind: { enum: ['x', 'y'] },
        children: { type: 'array', items: refTo('Node') },
      },
      required: ['title'],
    };
    const { parameters, notes, problems } = adaptSchema(
      { type: 'object', properties: { root: refTo('Node') }, definitions: { Node } },
      NOVA,
    );
    const cut = { type: 'object', description: 'See type Node.' };
    const page = (items: JSONObject): JSONObject => ({
      ...Node,
      properties: { ...Node.properties, children: { type: 'array', items } },
    });
    expect(parameters).toEqual({ type: 'object', properties: { root: page(page(cut)) } });
    expect(notes).toEqual([
      'The schema ends at these types, in TypeScript:\ntype Node = { title: string; kind?: "x" | "y"; children?: Node[] }; // A page',
    ]);
    expect(problems).toEqual([
      'its schema refers to itself, which this model cannot follow. The description of the tool tells what is cut off',
    ]);
  });

  test('what is wide comes before what is deep', () => {
    const small = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `S${index}`,
        { type: 'object', properties: { [`s${index}`]: { type: 'string' } } },
      ]),
    );
    const whole = fan(40);
    const { parameters } = adaptSchema(
      {
        type: 'object',
        properties: {
          deep: refTo('D39'),
          ...Object.fromEntries(Object.keys(small).map((name) => [name, refTo(name)])),
        },
        definitions: { ...(whole.definitions as JSONObject), ...small },
      },
      NOVA,
    );
    const properties = parameters.properties as JSONObject;
    for (const [name, schema] of Object.entries(small)) expect(properties[name]).toEqual(schema);
  });
});

test('many references to one definition, and chains of them, take no more than the bound', () => {
  const COUNT = 20_000;
  const names = Array.from({ length: COUNT }, (_, index) => `D${index}`);
  const chain = Object.fromEntries(
    names.map((name, index) => [name, { title: name, ...refTo(`D${index + 1}`) }]),
  );
  const nested = Object.fromEntries(
    names.map((name, index) => [
      name,
      { type: 'object', properties: { a: refTo(`D${index + 1}`) } },
    ]),
  );
  const same = Object.fromEntries(names.map((name) => [name, refTo('D0')]));
  for (const schema of [
    { properties: { a: refTo('D0') }, definitions: chain },
    { properties: { a: refTo('D0') }, definitions: nested },
    { properties: same, definitions: { D0: { type: 'string', description: 'x'.repeat(COUNT) } } },
  ]) {
    const { parameters, notes } = adaptSchema(schema, NOVA);
    expect(lengthOf([parameters, notes])).toBeLessThan(5 * lengthOf(schema));
  }
});
