import { alternativesOf, type Part } from './schema/alternatives';
import { heightOf } from './schema/height';
import { makeArrays } from './schema/make-array';
import { makeNumbers } from './schema/make-number';
import { makeObjects } from './schema/make-object';
import { makeStrings } from './schema/make-string';
import { DEEP, type MakerContext, type Place, type TypeMaker } from './schema/maker-context';
import { SchemaIndex } from './schema/schema-index';
import {
  canonical,
  type Fault,
  type Json,
  type JsonSchema,
  type Schema,
  type Scoped,
} from './schema/types';
import { Validator } from './schema/validator';

export type { Json, JsonSchema } from './schema/types';

/** A schema for which no value could be made: a contradiction, a pattern that is too hard, a recursion without an end. */
export class UnmakeableSchema extends Error {
  constructor({ keyword, path, detail }: Fault) {
    const what = keyword === 'false' ? 'a schema that is false' : `\`${keyword}\``;
    const suffix = detail === undefined || keyword === 'false' ? '' : ` (${detail})`;
    super(`No value was found for ${what} at ${path === '' ? 'the root' : path}${suffix}`);
    this.name = 'UnmakeableSchema';
  }
}

/** A schema that still recurses here has no end. */
const MAX_DEPTH = 40;
/** How many values are tried, at all places together, before it is given up. */
const MAX_TRIES = 20_000;
/** How many ways to satisfy its unions are tried at one place. */
const MAX_ALTERNATIVES = 200;

/**
 * A JSON value that satisfies the schema (draft 7 to 2020-12), with words and numbers of `text` where they fit. Always
 * the same one.
 *
 * @throws UnmakeableSchema if none is found; it names the keyword and the place. Never gives a value that does not fit.
 */
export function jsonFromSchema(schema: Schema, text = ''): Json {
  return new Maker(schema, text).value();
}

class Maker implements MakerContext {
  private readonly index: SchemaIndex;
  private readonly validator: Validator;
  /** Why nothing could be made, by place. */
  private readonly faults = new Map<string, Fault>();
  private tries = 0;

  constructor(
    schema: Schema,
    readonly text: string,
  ) {
    this.index = new SchemaIndex(schema);
    this.validator = new Validator(this.index);
  }

  value(): Json {
    const place = { depth: 0, name: 'value', index: 0, path: '' };
    for (const value of this.make([this.index.root], place)) return value;
    throw new UnmakeableSchema(this.faults.get('') ?? { keyword: 'type', path: '' });
  }

  report = (fault: Fault): void => {
    this.pending ??= fault;
  };

  reported = (path: string): Fault | undefined => this.faults.get(path);

  /** What the maker of a type said last, at the place that is being made. */
  private pending: Fault | undefined;

  *make(wanted: readonly Scoped[], place: Place): Generator<Json> {
    if (place.depth > MAX_DEPTH) {
      this.faults.set(place.path, {
        keyword: '$ref',
        path: place.path,
        detail: 'the recursion has no end',
      });
      return;
    }
    const given = new Set<string>();
    let first: Fault | undefined;
    for (const value of this.tried(wanted, place)) {
      const text = canonical(value);
      if (given.has(text)) continue;
      const fault = this.faultOf(wanted, value, place.path);
      first ??= fault;
      if (fault) continue;
      given.add(text);
      yield value;
    }
    if (given.size > 0 || this.faults.has(place.path)) return;
    this.faults.set(
      place.path,
      this.pending ?? first ?? { keyword: 'type', path: place.path, detail: 'no type is left' },
    );
    this.pending = undefined;
  }

  private faultOf(wanted: readonly Scoped[], value: Json, path: string): Fault | undefined {
    for (const scoped of wanted) {
      const fault = this.validator.faultOf(scoped, value, path);
      if (fault) return fault;
    }
    return undefined;
  }

  /** Values that may satisfy the schemas, by each way to satisfy their unions. */
  private *tried(wanted: readonly Scoped[], place: Place): Generator<Json> {
    const rank = place.depth >= DEEP ? (scoped: Scoped) => heightOf(scoped, this.index) : undefined;
    let alternatives = 0;
    for (const parts of alternativesOf(wanted, this.index, rank)) {
      if (++alternatives > MAX_ALTERNATIVES) return;
      for (const value of this.valuesOf(parts, place)) {
        if (++this.tries > MAX_TRIES) return;
        yield value;
      }
    }
    if (alternatives === 0) this.report(this.faultWithout(wanted, place));
  }

  /** Why there is no way: a reference that leads nowhere, or a schema that is false. */
  private faultWithout(wanted: readonly Scoped[], { path }: Place): Fault {
    return this.faultOf(wanted, null, path) ?? { keyword: 'false', path };
  }

  private *valuesOf(parts: readonly Part[], place: Place): Generator<Json> {
    const listed = parts
      .map(({ schema }) => membersOf(schema))
      .find((members) => members !== undefined);
    if (listed) {
      yield* this.ordered(listed, place);
      return;
    }
    for (const type of typesOf(parts.map(({ schema }) => schema)))
      yield* MAKERS[type]?.(parts, place, this) ?? [];
  }

  /** The member that the text mentions, then the how many-th. */
  private ordered(members: readonly Json[], { index }: Place): Json[] {
    const named = members.find((member) => typeof member === 'string' && this.mentions(member));
    const from = index % Math.max(1, members.length);
    const rotated = [...members.slice(from), ...members.slice(0, from)];
    return named === undefined || index > 0 ? rotated : [named, ...rotated];
  }

  private mentions(word: string): boolean {
    return word !== '' && this.text.toLowerCase().includes(word.toLowerCase());
  }
}

const MAKERS: Record<string, TypeMaker> = {
  object: makeObjects,
  array: makeArrays,
  string: makeStrings,
  number: makeNumbers,
  integer: makeNumbers,
  boolean: () => [true, false],
  null: () => [null],
};

/** The values that `const` or `enum` list. */
function membersOf(schema: JsonSchema): readonly Json[] | undefined {
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

/** Keywords that only say something of one type, in the order in which types are guessed by them. */
const HINTS: [type: string, keywords: RegExp][] = [
  [
    'object',
    /^(?:(?:pattern|additional|unevaluated|min|max)?[pP]roperties|required|propertyNames|dependent\w+|dependencies)$/,
  ],
  ['array', /^(?:\w*[iI]tems|\w*[cC]ontains)$/],
  ['number', /^(?:\w*[mM]inimum|\w*[mM]aximum|multipleOf)$/],
  ['string', /^(?:pattern|format|m..Length)$/],
];

const ALL_TYPES = ['string', 'object', 'array', 'number', 'boolean', 'null'];

/** The types that all schemas allow, the likeliest first: null last, and what no `type` says by the other keywords. */
function typesOf(schemas: readonly JsonSchema[]): string[] {
  const said = schemas
    .map(({ type }) => type)
    .filter((type) => type !== undefined)
    .map((type) => [type].flat());
  const [first] = said;
  if (!first) {
    const keywords = schemas.flatMap((schema) => Object.keys(schema));
    const guessed = HINTS.filter(([, hint]) => keywords.some((keyword) => hint.test(keyword))).map(
      ([type]) => type,
    );
    return [...new Set([...guessed, ...ALL_TYPES])];
  }
  const allowed = first.filter((type) =>
    said.every((types) => types.some((other) => areOneType(type, other))),
  );
  return [
    ...allowed.filter((type) => type !== 'null'),
    ...allowed.filter((type) => type === 'null'),
  ];
}

const areOneType = (one: string, other: string): boolean =>
  one === other || (/^(?:number|integer)$/.test(one) && /^(?:number|integer)$/.test(other));
