import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toArray, toObject } from '../../../json/values';
import { type SchemaDocument, toDistinct, toJsonTextOnce, toValues } from './document';
import { ANNOTATIONS, merge, mergeAllOf, resolve } from './merge';
import type { Context } from './pass';

export const isUnion = ({ anyOf, oneOf, allOf }: JSONObject): boolean =>
  Boolean(anyOf ?? oneOf ?? allOf);

const QUANTITIES = [
  ['anyOf', 'At least'],
  ['oneOf', 'Exactly'],
] as const;

/** `anyOf` and `oneOf` that only say which properties must be there together go into the description. */
export function withoutRequiredUnions(root: JSONObject, { notes }: Context): JSONObject {
  let rest = root;
  for (const [key, quantity] of QUANTITIES) {
    const { [key]: union, ...others } = rest;
    const sets = toArray(union)?.map(toRequiredOnly);
    if (root.type !== 'object' || !sets?.every((set) => set !== undefined)) continue;
    notes.push(`${quantity} one of these must be given: ${sets.join('; ')}.`);
    rest = others;
  }
  return rest;
}

function toRequiredOnly(schema: unknown): string | undefined {
  const { required, type, ...rest } = toObject(schema) ?? {};
  const isOnly = Object.keys(rest).every((key) => ANNOTATIONS.test(key));
  return isOnly && (type ?? 'object') === 'object' && Array.isArray(required)
    ? required.join(' and ')
    : undefined;
}

/**
 * A union of objects as one object that takes what each of them takes. Which properties go together goes into the description.
 * A union of anything else stays.
 */
export function withoutUnions(root: JSONObject, context: Context): JSONObject {
  const { document, notes } = context;
  let rest = root;
  for (const [key, quantity] of QUANTITIES) {
    const { [key]: union, ...others } = rest;
    if (!Array.isArray(union) || document.pointsInside) continue;
    const members = union
      .map((member) => resolve(toObject(member) ?? { not: {} }, document))
      // Nothing but an object is the input of a tool.
      .filter(({ type = 'object' }) => [type].flat().includes('object'));
    const merged = mergeMembers(members, others, context);
    const texts =
      merged && members.length > 1 ? members.map((at) => toJsonTextOnce(at, document)) : [];
    if (!merged || document.workLeft < 0) continue;
    if (texts.length > 0) notes.push(`${quantity} one of these must match: [${texts.join()}].`);
    rest = merged;
    context.isFlattened = true;
  }
  return rest;
}

/** What no single object says, such as several conditions, goes into the description of an object. */
export function withoutConditions(root: JSONObject, context: Context): JSONObject {
  const { anyOf, oneOf, allOf, ...rest } = root;
  if (root.type !== 'object' || !isUnion(root) || context.document.pointsIntoUnions) return root;
  context.notes.push(toMatchNote({ anyOf, oneOf, allOf }));
  context.isFlattened = true;
  return rest;
}

export const toMatchNote = (constraints: object): string =>
  `The input must also match ${JSON.stringify(constraints)}.`;

/** A member of a union as an object, without a union of its own. */
function toObjectMember(member: JSONObject | undefined, context: Context): JSONObject | undefined {
  const { document } = context;
  if (!member) return undefined;
  const { not, ...whole } = withoutUnions(mergeAllOf(member, document), {
    ...context,
    notes: [],
  });
  const isObject = (whole.type ?? 'object') === 'object' && toJsonTextOnce(not, document) !== '{}';
  return isObject && !isUnion(whole) && whole.$ref === undefined ? whole : undefined;
}

/** What all members share, the properties of any, and of what is required or forbidden what all agree in. */
function mergeMembers(
  members: JSONObject[],
  shared: JSONObject,
  context: Context,
): JSONObject | undefined {
  const { document } = context;
  const wholes: JSONObject[] = [];
  for (const member of members) {
    const whole = toObjectMember(merge([shared, member], document), context);
    if (!whole) return undefined;
    wholes.push(whole);
  }
  const [first] = wholes;
  if (!first || wholes.length === 1) return first;
  const properties = toValues(
    wholes.map((whole) => toObject(whole.properties) ?? {}),
    document,
  );
  const required = toShared(wholes.map((whole) => toArray(whole.required) ?? []));
  const isClosed = wholes.every((whole) => whole.additionalProperties === false);
  const { additionalProperties: _, ...rest } = shared;
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(
      Array.from(properties, ([name, schemas]) => [name, toAnyOf(schemas, document)]),
    ),
    ...(required.length > 0 && { required }),
    ...(isClosed && { additionalProperties: false }),
  };
}

/** What stands in all lists, in the order of the first. */
function toShared(lists: unknown[][]): string[] {
  return lists.slice(1).reduce((shared, list) => {
    const names = new Set(list);
    return shared.filter((name) => names.has(name));
  }, lists[0] ?? []) as string[];
}

/** Constants, as the discriminators of unions are, become an enum. */
function toAnyOf(schemas: JSONValue[], document: SchemaDocument): JSONValue {
  const distinct = toDistinct(schemas, document);
  const [first] = distinct;
  if (distinct.length === 1 && first !== undefined) return first;
  const nodes = distinct.map((schema) => toObject(schema) ?? {});
  const others = nodes.map(({ const: _, ...rest }) => rest);
  const areConstants =
    nodes.every((node) => node.const !== undefined) && toDistinct(others, document).length === 1;
  return areConstants
    ? { ...others[0], enum: nodes.map((node) => node.const as JSONValue) }
    : { anyOf: distinct as JSONObject[] };
}
