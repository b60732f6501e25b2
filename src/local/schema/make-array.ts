import type { Part } from './alternatives';
import {
  combinations,
  DEEP,
  LazyList,
  type MakerContext,
  type Place,
  type TypeMaker,
} from './maker-context';
import { canonical, isObject, type Json, type JsonSchema, type Scoped } from './types';
import { itemsOf } from './validator';

/** Combinations of items that are tried for each length. */
const MAX_COMBINATIONS = 48;
const MAX_LENGTHS = 8;

/** Two items where any number may be, in deep places as few as allowed; what `contains` wants comes first. */
export const makeArrays: TypeMaker = function* (parts, place, context) {
  const schemas = parts.map(({ schema }) => schema);
  const isUnique = schemas.some(({ uniqueItems }) => uniqueItems === true);
  const fixed = Math.max(0, ...schemas.map((schema) => itemsOf(schema).first.length));
  const lengths = lengthsOf(schemas, fixed, place);
  for (const layout of layoutsOf(parts, fixed))
    for (const length of lengths) {
      const lists = Array.from({ length }, (_, at) =>
        listOf({ parts, at, layout, place, context }),
      );
      const gap = lists.findIndex((list) => list.get(0) === undefined);
      if (gap >= 0) {
        const cause = context.reported(`${place.path}/${gap}`);
        if (cause) context.report({ ...cause, path: `${place.path}/${gap}` });
        continue;
      }
      if (isUnique) yield* apart(lists);
      yield* combinations(lists, MAX_COMBINATIONS);
    }
};

/** Which items must satisfy what some `contains` wants, and whether the others must not. */
type Layout = {
  wanted: { from: number; to: number; scoped: Scoped; most: number | undefined }[];
  isExact: boolean;
  /** Whether items that `contains` or a branch looks at need not fit `unevaluatedItems`. */
  isLoose: boolean;
};

type Item = {
  parts: readonly Part[];
  at: number;
  layout: Layout;
  place: Place;
  context: MakerContext;
};

function listOf({ parts, at, layout, place, context }: Item): LazyList<Json> {
  const own = parts.flatMap(({ schema, scope }): Scoped[] => {
    const { first, rest } = itemsOf(schema);
    const one = at < first.length ? first[at] : rest;
    return one === undefined ? [] : [{ schema: one, scope }];
  });
  const others =
    own.length > 0 && layout.isLoose
      ? []
      : parts.flatMap(({ schema, scope }): Scoped[] =>
          schema.unevaluatedItems === undefined || layout.isLoose
            ? []
            : [{ schema: schema.unevaluatedItems, scope }],
        );
  const contained = layout.wanted.flatMap(({ from, to, scoped, most }): Scoped[] => {
    if (at >= from && at < to) return [scoped];
    const isRefused = layout.isExact && most !== undefined;
    return isRefused ? [{ schema: { not: scoped.schema }, scope: scoped.scope }] : [];
  });
  const inner = {
    depth: place.depth + 1,
    name: place.name,
    index: at,
    path: `${place.path}/${at}`,
  };
  return new LazyList(context.make([...own, ...others, ...contained], inner));
}

/** With `unevaluatedItems` for all, then only where it has to be. */
function* layoutsOf(parts: readonly Part[], fixed: number): Generator<Layout> {
  const isStrict = parts.some(({ schema }) => schema.unevaluatedItems !== undefined);
  for (const isLoose of isStrict ? [false, true] : [true])
    for (const layout of containing(parts, fixed)) yield { ...layout, isLoose };
}

/** For each start of the wanted items: one behind another, then all at once; each time with any others, then with none too many. */
function* containing(parts: readonly Part[], fixed: number): Generator<Omit<Layout, 'isLoose'>> {
  const contains = parts.flatMap(({ schema, scope }) =>
    schema.contains === undefined
      ? []
      : [
          {
            scoped: { schema: schema.contains, scope },
            least: schema.minContains ?? 1,
            most: schema.maxContains,
          },
        ],
  );
  if (contains.length === 0) {
    yield { wanted: [], isExact: false };
    return;
  }
  for (const start of new Set([fixed, 0]))
    for (const step of [1, 0])
      for (const isExact of [false, true]) {
        let from = start;
        const wanted = contains.map(({ scoped, least, most }) => {
          const place = { from, to: from + least, scoped, most };
          from += step * least;
          return place;
        });
        yield { wanted, isExact };
      }
}

function lengthsOf(schemas: readonly JsonSchema[], fixed: number, { depth }: Place): number[] {
  const least = Math.max(0, ...schemas.map(({ minItems }) => minItems ?? 0));
  const most = Math.min(
    Number.POSITIVE_INFINITY,
    ...schemas.map(({ maxItems }) => maxItems ?? Number.POSITIVE_INFINITY),
  );
  const contained = schemas.map(({ contains, minContains = 1 }) =>
    contains === undefined ? 0 : minContains,
  );
  const isFree = schemas.some(({ items }) => isObject(items) || items === true) || fixed === 0;
  const usual = depth >= DEEP ? 0 : fixed > 0 || !isFree ? fixed : 2;
  const first = Math.min(most, Math.max(least, fixed, usual, ...contained));
  const sum = contained.reduce((all, one) => all + one, fixed);
  const lengths = [
    first,
    sum,
    ...Array.from({ length: MAX_LENGTHS }, (_, at) => first - 1 - at),
    least,
  ];
  const more = Array.from({ length: MAX_LENGTHS }, (_, at) => first + 1 + at);
  return [...new Set([...lengths, ...more])].filter((length) => length >= least && length <= most);
}

/** Items of which no two are equal: of each list the first that has not been taken. */
function* apart(lists: readonly LazyList<Json>[]): Generator<Json[]> {
  const taken = new Map<string, Json>();
  for (const list of lists) {
    let at = 0;
    let one = list.get(at);
    while (one !== undefined && taken.has(canonical(one))) one = list.get(++at);
    if (one === undefined) return;
    taken.set(canonical(one), one);
  }
  yield [...taken.values()];
}
