import { ASSERTIONS } from './assertions';
import type { SchemaIndex } from './schema-index';
import {
  below,
  type Fault,
  isObject,
  isSchema,
  type Json,
  type JsonSchema,
  type Schema,
  type Scoped,
  toExpression,
} from './types';

/** Which members and items of a value some schema has looked at: `unevaluatedProperties` and `unevaluatedItems` want the rest. */
type Seen = { names: Set<string>; indexes: Set<number> };

/** One schema on one value. */
type Visit = {
  schema: JsonSchema;
  scope: readonly string[];
  value: Json;
  path: string;
  depth: number;
  seen: Seen;
};

type Applicator = (visit: Visit, check: Check) => Fault | undefined;

/** Checks a subschema: on the same value, or on one inside it. What it has looked at counts only on the same value. */
type Check = {
  here: (schema: Schema, visit: Visit, scope?: readonly string[]) => Fault | undefined;
  member: (schema: Schema, visit: Visit, name: string) => Fault | undefined;
  item: (schema: Schema, visit: Visit, index: number) => Fault | undefined;
  index: SchemaIndex;
};

/** References deeper than this lead nowhere. */
const MAX_DEPTH = 200;

const fault = (keyword: string, { path }: Visit, detail?: string): Fault => ({
  keyword,
  path,
  ...(detail !== undefined && { detail }),
});

/** The first fault of a list of checks. */
function firstFault<T>(list: Iterable<T>, check: (one: T) => Fault | undefined): Fault | undefined {
  for (const one of list) {
    const found = check(one);
    if (found) return found;
  }
  return undefined;
}

const listOf = (value: unknown): Schema[] => (Array.isArray(value) ? value : []);

function reference(keyword: '$ref' | '$dynamicRef' | '$recursiveRef'): Applicator {
  return (visit, { here, index }) => {
    const ref = visit.schema[keyword];
    if (typeof ref !== 'string') return undefined;
    const target =
      keyword === '$dynamicRef'
        ? index.resolveDynamic(ref, visit.scope)
        : index.resolve(ref, visit.scope);
    if (!target) return fault(keyword, visit, `${JSON.stringify(ref)} leads nowhere`);
    if (visit.depth > MAX_DEPTH)
      return fault(keyword, visit, `${JSON.stringify(ref)} leads to itself`);
    return here(target.schema, visit, target.scope);
  };
}

/** How the keywords are checked that look at the same value. */
const IN_PLACE: Applicator[] = [
  reference('$ref'),
  reference('$dynamicRef'),
  reference('$recursiveRef'),
  (visit, { here }) => firstFault(listOf(visit.schema.allOf), (one) => here(one, visit)),
  (visit, { here }) => {
    if (!Array.isArray(visit.schema.anyOf)) return undefined;
    const faults = visit.schema.anyOf.map((one) => here(one, visit));
    return faults.includes(undefined) ? undefined : fault('anyOf', visit);
  },
  (visit, { here }) => {
    if (!Array.isArray(visit.schema.oneOf)) return undefined;
    const fitting = visit.schema.oneOf.filter((one) => here(one, visit) === undefined);
    return fitting.length === 1 ? undefined : fault('oneOf', visit);
  },
  (visit, { here }) => {
    const { not } = visit.schema;
    if (!isSchema(not)) return undefined;
    const apart = { ...visit, seen: newSeen() };
    return here(not, apart) ? undefined : fault('not', visit);
  },
  (visit, { here }) => {
    const { if: condition, then: yes = true, else: no = true } = visit.schema;
    if (!isSchema(condition)) return undefined;
    return here(here(condition, visit) ? no : yes, visit);
  },
  (visit, { here }) => {
    const { dependentSchemas = {}, dependencies = {} } = visit.schema;
    return firstFault(Object.entries({ ...dependencies, ...dependentSchemas }), ([name, then]) => {
      if (!isObject(visit.value) || !Object.hasOwn(visit.value, name)) return undefined;
      return here(Array.isArray(then) ? { required: then } : then, visit);
    });
  },
];

/** The members of an object that `properties` and `patternProperties` name, and the others. */
const MEMBERS: Applicator = (visit, { member }) => {
  const { value, schema, seen } = visit;
  if (!isObject(value)) return undefined;
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  const patterns = Object.entries(patternProperties).map(
    ([pattern, one]) => [toExpression(pattern), one] as const,
  );
  return firstFault(Object.keys(value), (name) => {
    const own = Object.hasOwn(properties, name) ? [properties[name]] : [];
    const fitting = patterns.filter(([pattern]) => pattern?.test(name)).map(([, one]) => one);
    const named = [...own, ...fitting].filter(isSchema);
    const all = named.length > 0 ? named : [additionalProperties].filter(isSchema);
    if (all.length > 0) seen.names.add(name);
    const found = firstFault(all, (one) => member(one, visit, name));
    return found?.keyword === 'false'
      ? { ...found, keyword: named.length > 0 ? 'properties' : 'additionalProperties' }
      : found;
  });
};

const NAMES: Applicator = (visit, { member }) => {
  const { value, schema } = visit;
  const { propertyNames } = schema;
  if (!isObject(value) || !isSchema(propertyNames)) return undefined;
  return firstFault(Object.keys(value), (name) =>
    member(propertyNames, { ...visit, value: { [name]: name } }, name)
      ? fault('propertyNames', visit)
      : undefined,
  );
};

const ITEMS: Applicator = (visit, { item }) => {
  const { value, seen } = visit;
  if (!Array.isArray(value)) return undefined;
  const { first, rest } = itemsOf(visit.schema);
  return firstFault(value.keys(), (index) => {
    const one = index < first.length ? first[index] : rest;
    if (!isSchema(one)) return undefined;
    seen.indexes.add(index);
    return item(one, visit, index);
  });
};

const CONTAINS: Applicator = (visit, { item }) => {
  const { value, schema, seen } = visit;
  const { contains, minContains = 1, maxContains = Number.POSITIVE_INFINITY } = schema;
  if (!Array.isArray(value) || !isSchema(contains)) return undefined;
  const fitting = [...value.keys()].filter((index) => !item(contains, visit, index));
  for (const index of fitting) seen.indexes.add(index);
  if (fitting.length < minContains)
    return fault(minContains > 1 ? 'minContains' : 'contains', visit);
  return fitting.length > maxContains ? fault('maxContains', visit) : undefined;
};

/** Checks the members that nothing else has looked at; it runs last. */
const REST_OF_MEMBERS: Applicator = (visit, { member }) => {
  const { value, schema, seen } = visit;
  const rest = schema.unevaluatedProperties;
  if (!isObject(value) || !isSchema(rest)) return undefined;
  const unseen = Object.keys(value).filter((name) => !seen.names.has(name));
  if (unseen.some((name) => member(rest, visit, name)))
    return fault('unevaluatedProperties', visit);
  for (const name of unseen) seen.names.add(name);
  return undefined;
};

const REST_OF_ITEMS: Applicator = (visit, { item }) => {
  const { value, schema, seen } = visit;
  const rest = schema.unevaluatedItems;
  if (!Array.isArray(value) || !isSchema(rest)) return undefined;
  const unseen = [...value.keys()].filter((index) => !seen.indexes.has(index));
  if (unseen.some((index) => item(rest, visit, index))) return fault('unevaluatedItems', visit);
  for (const index of unseen) seen.indexes.add(index);
  return undefined;
};

const APPLICATORS = [...IN_PLACE, MEMBERS, NAMES, ITEMS, CONTAINS, REST_OF_MEMBERS, REST_OF_ITEMS];

/** The schemas of the first items, each its own, and that of the rest; draft 7 writes them otherwise than 2020-12. */
export function itemsOf({ prefixItems, items, additionalItems }: JsonSchema): {
  first: Schema[];
  rest?: Schema;
} {
  if (Array.isArray(items))
    return { first: items, ...(isSchema(additionalItems) && { rest: additionalItems }) };
  return { first: listOf(prefixItems), ...(isSchema(items) && { rest: items }) };
}

const newSeen = (): Seen => ({ names: new Set(), indexes: new Set() });

/** Checks values by a schema, as JSON Schema 2020-12 says; `format` is not looked at. */
export class Validator {
  private readonly check: Check;

  constructor(private readonly index: SchemaIndex) {
    this.check = {
      index,
      here: (schema, visit, scope = visit.scope) => {
        const seen = newSeen();
        const found = this.visit({ schema, scope }, { ...visit, seen, depth: visit.depth + 1 });
        if (found) return found;
        for (const name of seen.names) visit.seen.names.add(name);
        for (const at of seen.indexes) visit.seen.indexes.add(at);
        return undefined;
      },
      member: (schema, visit, name) => this.inside(schema, visit, name),
      item: (schema, visit, at) => this.inside(schema, visit, at),
    };
  }

  /** What the value does not satisfy, or undefined. `path` is where it stands. */
  faultOf(scoped: Scoped, value: Json, path = ''): Fault | undefined {
    return this.visit(scoped, { value, path, depth: 0, seen: newSeen() });
  }

  private inside(
    schema: Schema,
    { value, scope, path }: Visit,
    step: string | number,
  ): Fault | undefined {
    const inner = (value as Record<string | number, Json>)[step] ?? null;
    return this.faultOf({ schema, scope }, inner, below(path, step));
  }

  private visit(scoped: Scoped, place: Omit<Visit, 'schema' | 'scope'>): Fault | undefined {
    const { schema, scope } = this.index.enter(scoped);
    if (schema === false) return { keyword: 'false', path: place.path, detail: 'nothing fits it' };
    if (!isObject(schema)) return undefined;
    const visit: Visit = { ...place, schema, scope };
    for (const [keyword, limit] of Object.entries(schema)) {
      const holds = Object.hasOwn(ASSERTIONS, keyword) ? ASSERTIONS[keyword] : undefined;
      if (holds && !holds(place.value, limit, schema))
        return fault(keyword, visit, JSON.stringify(limit));
    }
    return firstFault(APPLICATORS, (apply) => apply(visit, this.check));
  }
}
