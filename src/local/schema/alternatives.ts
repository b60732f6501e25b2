import { negationsOf } from './negate';
import type { SchemaIndex } from './schema-index';
import { isObject, isSchema, type JsonSchema, type Schema, type Scoped } from './types';

/** A schema with its scope, of which every keyword that looks at the same value has been followed. */
export type Part = { schema: JsonSchema; scope: readonly string[] };

/** Something to decide: each option is a list of schemas to satisfy. */
type Choice = Scoped[][];

type Todo = { scoped: Scoped } | { choice: Choice };

/** A chain of references, unions and negations longer than this leads nowhere. */
const MAX_STEPS = 400;

/** Decides which option of a union is tried first: those that rank lower. */
export type Rank = (scoped: Scoped) => number;

/**
 * The ways to satisfy all of these schemas at once: each is a list of schemas without references, `allOf`, unions and
 * conditions that are still open. They are hints: what is made by one has to be checked.
 */
export function* alternativesOf(
  wanted: readonly Scoped[],
  index: SchemaIndex,
  rank?: Rank,
): Generator<Part[]> {
  yield* followed(
    wanted.map((scoped) => ({ scoped })),
    { index, rank, parts: [], steps: 0 },
  );
}

type State = { index: SchemaIndex; rank: Rank | undefined; parts: Part[]; steps: number };

function* followed(todo: Todo[], state: State): Generator<Part[]> {
  const [next, ...later] = todo;
  if (!next) {
    yield state.parts;
    return;
  }
  if (state.steps > MAX_STEPS) return;
  const after = { ...state, steps: state.steps + 1 };
  if ('choice' in next) {
    for (const option of next.choice)
      yield* followed([...option.map((scoped) => ({ scoped })), ...later], after);
    return;
  }
  const { schema, scope } = state.index.enter(next.scoped);
  if (schema === false) return;
  const isKnown = state.parts.some(
    (part) => part.schema === schema && part.scope.join() === scope.join(),
  );
  if (!isObject(schema) || isKnown) {
    yield* followed(later, after);
    return;
  }
  const part: Part = { schema, scope };
  const also = alsoOf(part, state.index).map((scoped) => ({ scoped }));
  const choices = choicesOf(part, state).map((choice) => ({ choice }));
  yield* followed([...also, ...later, ...choices], { ...after, parts: [...state.parts, part] });
}

/** The schemas that have to be satisfied as well. */
function alsoOf({ schema, scope }: Part, index: SchemaIndex): Scoped[] {
  const { $ref, $recursiveRef = $ref, $dynamicRef, allOf } = schema;
  const targets = [
    typeof $recursiveRef === 'string' ? index.resolve($recursiveRef, scope) : undefined,
    typeof $dynamicRef === 'string' ? index.resolveDynamic($dynamicRef, scope) : undefined,
  ];
  const all = Array.isArray(allOf) ? allOf.map((one) => ({ schema: one, scope })) : [];
  return [...targets.filter((target) => target !== undefined), ...all];
}

function choicesOf({ schema, scope }: Part, { index, rank }: State): Choice[] {
  const scoped = (one: Schema): Scoped => ({ schema: one, scope });
  const ranked = (list: Schema[]): Scoped[] => {
    const all = list.map(scoped);
    return rank ? all.sort((one, two) => rank(one) - rank(two)) : all;
  };
  const choices: Choice[] = [];
  if (Array.isArray(schema.anyOf)) choices.push(ranked(schema.anyOf).map((one) => [one]));
  if (Array.isArray(schema.oneOf)) choices.push(oneOf(ranked(schema.oneOf)));
  if (isSchema(schema.if)) choices.push(condition(schema, scoped));
  if (isSchema(schema.not)) choices.push([...negationsOf(scoped(schema.not), index), []]);
  for (const [name, then] of Object.entries({ ...schema.dependencies, ...schema.dependentSchemas }))
    if (isSchema(then)) choices.push(dependency({ schema, name, brought: scoped(then) }));
  return choices;
}

/** One of them alone; when that one is satisfied together with others, not those. */
function oneOf(branches: Scoped[]): Choice {
  const not = ({ schema, scope }: Scoped): Scoped => ({ schema: { not: schema }, scope });
  return [
    ...branches.map((one) => [one]),
    ...branches.map((one) => [one, ...branches.filter((other) => other !== one).map(not)]),
  ];
}

function condition(schema: JsonSchema, scoped: (schema: Schema) => Scoped): Choice {
  const { if: asked = true, then: yes = true, else: no = true } = schema;
  return [
    [scoped(asked), scoped(yes)],
    [scoped({ not: asked }), scoped(no)],
  ];
}

/** With the name and what it brings along, or without it. What the object shows anyway comes first. */
function dependency({
  schema,
  name,
  brought,
}: {
  schema: JsonSchema;
  name: string;
  brought: Scoped;
}): Choice {
  const without = [{ schema: { properties: { [name]: false } }, scope: brought.scope }];
  const isShown = isObject(schema.properties) && Object.hasOwn(schema.properties, name);
  return isShown || schema.required?.includes(name) ? [[brought], without] : [without, [brought]];
}
