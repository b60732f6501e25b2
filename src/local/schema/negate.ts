import type { SchemaIndex } from './schema-index';
import { isObject, isSchema, type JsonSchema, type Schema, type Scoped } from './types';

const TYPES = ['string', 'object', 'array', 'number', 'boolean', 'null'];

type Negation = (limit: never, schema: JsonSchema) => Schema[][];

const typed = (type: string, schema: JsonSchema): Schema[][] => [[{ type, ...schema }]];

/** For each keyword, lists of schemas: what fits all of one list does not fit the keyword. */
const NEGATIONS: Record<string, Negation> = {
  type: (type: string | string[]) => {
    const refused = [type].flat();
    const others = TYPES.filter((one) => !refused.includes(one));
    const integers = refused.includes('integer') && !refused.includes('number');
    return [
      [{ type: integers ? others.filter((one) => one !== 'number') : others }],
      ...(integers ? [[{ type: 'number' }]] : []),
    ];
  },
  required: (names: string[]) =>
    names.map((name) => [{ type: 'object', properties: { [name]: false } }]),
  properties: (schemas: Record<string, Schema>) =>
    Object.entries(schemas).map(([name, schema]) => [
      { type: 'object', required: [name], properties: { [name]: { not: schema } } },
    ]),
  patternProperties: () => [[{ type: 'object', minProperties: 1 }]],
  additionalProperties: (schema: Schema) => [
    [{ type: 'object', minProperties: 1, additionalProperties: { not: schema } }],
  ],
  unevaluatedProperties: () => [[{ type: 'object', minProperties: 1 }]],
  unevaluatedItems: () => [[{ type: 'array', minItems: 1 }]],
  minProperties: (least: number) => typed('object', { maxProperties: least - 1 }),
  maxProperties: (most: number) => typed('object', { minProperties: most + 1 }),
  items: (schema: Schema) =>
    isSchema(schema) ? typed('array', { contains: { not: schema } }) : [],
  contains: (schema: Schema) => typed('array', { items: { not: schema } }),
  minItems: (least: number) => typed('array', { maxItems: least - 1 }),
  maxItems: (most: number) => typed('array', { minItems: most + 1 }),
  minLength: (least: number) => typed('string', { maxLength: least - 1 }),
  maxLength: (most: number) => typed('string', { minLength: most + 1 }),
  minimum: (least: number) => typed('number', { exclusiveMaximum: least }),
  maximum: (most: number) => typed('number', { exclusiveMinimum: most }),
  exclusiveMinimum: (least: number) => typed('number', { maximum: least }),
  exclusiveMaximum: (most: number) => typed('number', { minimum: most }),
  not: (schema: Schema) => [[schema]],
  anyOf: (schemas: Schema[]) => [schemas.map((not) => ({ not }))],
  allOf: (schemas: Schema[]) => schemas.map((not) => [{ not }]),
  oneOf: (schemas: Schema[]) => [schemas.map((not) => ({ not })), schemas.slice(0, 2)],
};

/** Ways not to satisfy a schema: each is a list of schemas to satisfy instead. They are hints; whoever uses them checks. */
export function negationsOf({ schema, scope }: Scoped, index: SchemaIndex): Scoped[][] {
  if (!isObject(schema)) return schema === false ? [[]] : [];
  const ways = Object.entries(schema).flatMap(([keyword, limit]) => {
    const negate = Object.hasOwn(NEGATIONS, keyword) ? NEGATIONS[keyword] : undefined;
    return negate ? negate(limit as never, schema) : [];
  });
  const target = typeof schema.$ref === 'string' ? index.resolve(schema.$ref, scope) : undefined;
  return [
    ...ways.map((way) => way.map((one) => ({ schema: one, scope }))),
    ...(target ? [[{ schema: { not: target.schema }, scope: target.scope }]] : []),
  ];
}
