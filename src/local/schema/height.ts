import type { SchemaIndex } from './schema-index';
import type { Schema, Scoped } from './types';
import { itemsOf } from './validator';

/** The height of schemas whose values are deeper, or that never end. */
const TALL = 9;

/** How many objects and arrays the flattest value of a schema has above one another; 9 for 9 and more. */
export function heightOf(scoped: Scoped, index: SchemaIndex): number {
  for (let height = 0; height < TALL; height++)
    if (isWithin(scoped, { height, index, open: new Set() })) return height;
  return TALL;
}

/** `open`: the schemas on the same value on the way here, by which loops are found. */
type Search = { height: number; index: SchemaIndex; open: ReadonlySet<Schema> };

function isWithin(given: Scoped, search: Search): boolean {
  const { schema, scope } = search.index.enter(given);
  if (typeof schema === 'boolean') return schema;
  if (search.open.has(schema)) return false;
  const here: Search = { ...search, open: new Set([...search.open, schema]) };
  const fits = (one: Schema) => isWithin({ schema: one, scope }, here);
  const target =
    typeof schema.$ref === 'string' ? search.index.resolve(schema.$ref, scope) : undefined;
  if (target && !isWithin(target, here)) return false;
  if (Array.isArray(schema.allOf) && !schema.allOf.every(fits)) return false;
  for (const union of [schema.anyOf, schema.oneOf])
    if (Array.isArray(union) && !union.some(fits)) return false;
  return innerSchemas(schema).every((one) =>
    search.height === 0
      ? false
      : isWithin({ schema: one, scope }, { ...search, height: search.height - 1, open: new Set() }),
  );
}

/** The schemas of what a value must have inside; a scalar for one with nothing inside. */
function innerSchemas(schema: Exclude<Schema, boolean>): Schema[] {
  const { type, properties = {}, required = [], minItems = 0, minProperties = 0 } = schema;
  const members = Array.isArray(required) ? required.map((name) => properties[name] ?? true) : [];
  const { first, rest = true } = itemsOf(schema);
  const items =
    minItems > 0 ? [...first.slice(0, minItems), ...(minItems > first.length ? [rest] : [])] : [];
  const isContainer = type === 'object' || type === 'array' || minProperties > 0;
  return [...members, ...items, ...(isContainer ? [true] : [])];
}
