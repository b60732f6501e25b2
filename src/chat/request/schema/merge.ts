import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toObject } from '../../../json/values';
import { type SchemaDocument, toDistinct, toValues } from './document';
import { toTarget } from './references';

/** References to references that are followed. */
const MAX_CHAIN = 100;

/** A schema that refers to a definition, as zod writes schemas with an id, together with that definition. */
export function resolve(schema: JSONObject, document: SchemaDocument): JSONObject {
  let resolved = schema;
  for (const seen = new Set<unknown>(); !seen.has(resolved.$ref) && seen.size < MAX_CHAIN; ) {
    const { $ref, ...rest } = resolved;
    const target = toTarget($ref, document.root);
    const isMovable = target && target !== schema && !(rest.properties && document.pointsInside);
    const merged = isMovable ? merge([rest, target], document) : undefined;
    if (!merged) break;
    seen.add($ref);
    resolved = merged;
  }
  return resolved;
}

/** `allOf` of objects as one object. What cannot be merged stays. */
export function mergeAllOf(root: JSONObject, document: SchemaDocument): JSONObject {
  const { allOf, ...rest } = root;
  if (!Array.isArray(allOf) || document.pointsInside) return root;
  const members = allOf.map((member) =>
    mergeAllOf(resolve(toObject(member) ?? { not: {} }, document), document),
  );
  const all = Object.keys(rest).length > 0 ? [rest, ...members] : members;
  return merge(all, document) ?? root;
}

/** Keywords that constrain nothing. */
export const ANNOTATIONS =
  /^(title|description|\$comment|default|examples|deprecated|readOnly|writeOnly|\$id|id)$/;

/** Objects that a value must match all, as one; undefined if no single object says the same. */
export function merge(schemas: JSONObject[], document: SchemaDocument): JSONObject | undefined {
  if (schemas.filter((schema) => schema.if !== undefined).length > 1) return undefined;
  const merged: [string, JSONValue][] = [];
  for (const [key, values] of toValues(schemas, document)) {
    if (key === 'additionalProperties') continue;
    const value = mergeKeyword(key, values, document);
    if (value === undefined || document.workLeft < 0) return undefined;
    merged.push([key, value]);
  }
  return withAdditionalProperties(Object.fromEntries(merged), schemas, document);
}

function mergeKeyword(
  key: string,
  values: JSONValue[],
  document: SchemaDocument,
): JSONValue | undefined {
  const distinct = toDistinct(values, document);
  const [first] = distinct;
  if (distinct.length === 1) return first;
  if (key === 'type') {
    const types = distinct
      .map((type) => [type].flat())
      .reduce((one, other) => one.filter((type) => other.includes(type)));
    return types.length > 1 ? types : types[0];
  }
  if (key === 'required') return [...new Set(distinct.flat())];
  if (key === 'properties')
    return mergeNamed(distinct, (schemas) => ({ allOf: schemas }), document);
  if (/^(\$defs|definitions)$/.test(key)) return mergeNamed(distinct, () => undefined, document);
  return ANNOTATIONS.test(key) ? first : undefined;
}

function mergeNamed(
  values: JSONValue[],
  toBoth: (schemas: JSONObject[]) => JSONObject | undefined,
  document: SchemaDocument,
): JSONObject | undefined {
  const merged: [string, JSONValue][] = [];
  for (const [name, schemas] of toValues(
    values.map((value) => toObject(value) ?? {}),
    document,
  )) {
    const distinct = toDistinct(schemas, document);
    const [first] = distinct;
    const value = distinct.length === 1 ? first : toBoth(distinct as JSONObject[]);
    if (value === undefined) return undefined;
    merged.push([name, value]);
  }
  return Object.fromEntries(merged);
}

/**
 * Read literally, `additionalProperties: false` in a member of `allOf` forbids the properties of the other members, so that
 * zod's intersections would accept nothing. It is meant for all of them together.
 */
function withAdditionalProperties(
  merged: JSONObject,
  schemas: JSONObject[],
  document: SchemaDocument,
): JSONObject | undefined {
  const isLimited = ({ additionalProperties: more = true }: JSONObject) => more !== true;
  const limited = schemas.filter(isLimited);
  const limits = limited.map((schema) => schema.additionalProperties as JSONValue);
  const [first] = limits;
  if (first === undefined) return merged;
  const names = Object.keys(toObject(merged.properties) ?? {});
  const knowsAll = ({ properties }: JSONObject) =>
    names.every((name) => Object.hasOwn(toObject(properties) ?? {}, name));
  const areAll = schemas.every((schema) => isLimited(schema) || !schema.properties);
  const isSame = toDistinct(limits, document).length === 1;
  if (isSame && (areAll || limited.some(knowsAll))) {
    return { ...merged, additionalProperties: first };
  }
  return limits.every((limit) => limit === false) ? merged : undefined;
}
