import { textsMatching } from '../pattern';
import type { Part } from './alternatives';
import {
  combinations,
  DEEP,
  LazyList,
  type MakerContext,
  type Place,
  type TypeMaker,
} from './maker-context';
import {
  below,
  isObject,
  type Json,
  type JsonSchema,
  type Schema,
  type Scoped,
  toExpression,
} from './types';

/** Combinations of values that are tried for each set of names. */
const MAX_COMBINATIONS = 48;

/** All properties, in deep places only those that must be; a record gets one entry. */
export const makeObjects: TypeMaker = function* (parts, place, context) {
  const maker = new ObjectMaker(parts, place, context);
  for (const names of maker.namesToTry()) yield* maker.objectsOf(names);
};

class ObjectMaker {
  private readonly schemas: readonly JsonSchema[];
  private readonly declared: string[];
  private readonly required: Set<string>;
  private readonly least: number;
  private readonly most: number;
  private readonly values = new Map<string, LazyList<Json>>();

  constructor(
    private readonly parts: readonly Part[],
    private readonly place: Place,
    private readonly context: MakerContext,
  ) {
    this.schemas = parts.map(({ schema }) => schema);
    this.declared = [
      ...new Set(this.schemas.flatMap(({ properties }) => Object.keys(properties ?? {}))),
    ];
    this.required = new Set(
      this.schemas.flatMap(({ required }) => (Array.isArray(required) ? required : [])),
    );
    this.least = Math.max(0, ...this.schemas.map(({ minProperties }) => minProperties ?? 0));
    this.most = Math.min(
      Number.POSITIVE_INFINITY,
      ...this.schemas.map(({ maxProperties }) => maxProperties ?? Number.POSITIVE_INFINITY),
    );
  }

  /** Sets of names, the fullest first, then with what must be alone, then without one or the other. */
  *namesToTry(): Generator<string[]> {
    for (const name of this.required) {
      if (this.valuesOf(name).get(0) !== undefined) continue;
      const path = below(this.place.path, name);
      const cause = this.context.reported(path);
      if (cause) this.context.report(cause);
      return;
    }
    const isDeep = this.place.depth >= DEEP;
    const full = [
      ...this.declared.filter((name) => !isDeep || this.required.has(name)),
      ...this.required,
    ];
    const shown = this.closed(full).filter((name) => this.valuesOf(name).get(0) !== undefined);
    const must = this.closed([...this.required]);
    yield this.filled(this.cut(shown), { isShown: !isDeep });
    yield this.filled(must);
    yield this.filled(must, { isShown: true });
    for (const name of shown)
      if (!this.required.has(name)) yield this.filled(this.cut(this.without(shown, name)));
    for (const name of shown)
      if (!must.includes(name)) yield this.filled(this.closed([...must, name]));
  }

  objectsOf(names: readonly string[]): Iterable<Json> {
    const lists = names.map((name) => this.valuesOf(name));
    return mapped(combinations(lists, MAX_COMBINATIONS), (values) =>
      Object.fromEntries(names.map((name, at) => [name, values[at] ?? null])),
    );
  }

  /** The names with all that they bring along. */
  private closed(names: readonly string[]): string[] {
    const all = new Set(names);
    for (const name of all)
      for (const { dependentRequired = {}, dependencies = {} } of this.schemas) {
        const brought = { ...dependencies, ...dependentRequired };
        const more = Object.hasOwn(brought, name) ? brought[name] : undefined;
        if (Array.isArray(more)) for (const one of more) all.add(one);
      }
    return [...all];
  }

  /** The names without one of them, and without those that would bring it along. */
  private without(names: readonly string[], gone: string): string[] {
    return names.filter((name) => name !== gone && !this.closed([name]).includes(gone));
  }

  private cut(names: readonly string[]): string[] {
    if (names.length <= this.most) return [...names];
    const optional = names.filter((name) => !this.required.has(name));
    const kept = new Set(optional.slice(0, Math.max(0, this.most - this.required.size)));
    return names.filter((name) => this.required.has(name) || kept.has(name));
  }

  /** The names with as many others as there must be; a record that would be empty gets one, if `isShown`. */
  private filled(names: readonly string[], { isShown = false } = {}): string[] {
    const all = new Set(names);
    const listed = isShown ? this.listedNames() : [];
    for (const name of listed)
      if (all.size < this.most && this.valuesOf(name).get(0) !== undefined) all.add(name);
    const isRecord = this.schemas.some(
      ({ additionalProperties, patternProperties }) =>
        isObject(additionalProperties) || isObject(patternProperties),
    );
    const wanted = Math.min(
      this.most,
      Math.max(this.least, isShown && all.size === 0 && isRecord ? 1 : 0),
    );
    if (all.size >= wanted) return [...all];
    for (const name of this.freeNames()) {
      if (
        !all.has(name) &&
        !this.declared.includes(name) &&
        this.valuesOf(name).get(0) !== undefined
      )
        all.add(name);
      if (all.size >= wanted) break;
    }
    return [...all];
  }

  /** Names that `propertyNames` lists. */
  private listedNames(): string[] {
    return this.schemas.flatMap(({ propertyNames }) =>
      isObject(propertyNames) && Array.isArray(propertyNames.enum)
        ? propertyNames.enum.filter((name) => typeof name === 'string')
        : [],
    );
  }

  private *freeNames(): Generator<string> {
    const rules = this.parts.flatMap(({ schema: { propertyNames }, scope }): Scoped[] =>
      propertyNames === undefined ? [] : [{ schema: propertyNames, scope }],
    );
    const patterns = this.schemas.flatMap(({ patternProperties }) =>
      Object.keys(patternProperties ?? {}),
    );
    const place = { ...this.place, name: 'key', index: 0 };
    let given = 0;
    for (const name of this.context.make(
      [{ schema: { type: 'string' }, scope: [] }, ...rules],
      place,
    )) {
      if (typeof name === 'string') yield name;
      if (++given > 24 + this.least) break;
    }
    for (const pattern of patterns) {
      const texts = textsMatching(pattern);
      yield* texts;
      for (let index = 2; index < this.least + 3; index++)
        for (const text of texts) yield* [`${text}${index}`, `${index}${text}`];
    }
  }

  private valuesOf(name: string): LazyList<Json> {
    let list = this.values.get(name);
    if (!list) {
      const { depth, index, path } = this.place;
      const place = { depth: depth + 1, name, index, path: below(path, name) };
      list = new LazyList(this.context.make(this.schemasOf(name), place));
      this.values.set(name, list);
    }
    return list;
  }

  /** What the value under a name has to satisfy. */
  private schemasOf(name: string): Scoped[] {
    const found = this.parts.flatMap(({ schema, scope }) =>
      namedSchemas(schema, name).map((one): Scoped => ({ schema: one, scope })),
    );
    if (found.length > 0) return found;
    return this.parts.flatMap(({ schema: { unevaluatedProperties }, scope }): Scoped[] =>
      unevaluatedProperties === undefined ? [] : [{ schema: unevaluatedProperties, scope }],
    );
  }
}

/** The schemas that one schema has for the property of this name. */
function namedSchemas(
  { properties = {}, patternProperties = {}, additionalProperties }: JsonSchema,
  name: string,
): Schema[] {
  const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
  const fitting = Object.entries(patternProperties)
    .filter(([pattern]) => toExpression(pattern)?.test(name))
    .map(([, schema]) => schema);
  const found = [...(own === undefined ? [] : [own]), ...fitting];
  return found.length > 0 || additionalProperties === undefined ? found : [additionalProperties];
}

function* mapped<From, To>(list: Iterable<From>, change: (one: From) => To): Generator<To> {
  for (const one of list) yield change(one);
}
