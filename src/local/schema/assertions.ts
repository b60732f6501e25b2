import { canonical, isObject, type Json, type JsonSchema, lengthOf, toExpression } from './types';

/** Whether a value satisfies one keyword, of those that hold no schema. `limit` is the value of the keyword. */
type Assertion = (value: Json, limit: unknown, schema: JsonSchema) => boolean;

const onNumber =
  (holds: (value: number, limit: number) => boolean): Assertion =>
  (value, limit) =>
    typeof value !== 'number' || typeof limit !== 'number' || holds(value, limit);

/** A limit of how much of something there is. */
const onCount =
  (
    countOf: (value: Json) => number | undefined,
    holds: (count: number, limit: number) => boolean,
  ): Assertion =>
  (value, limit) => {
    const count = countOf(value);
    return count === undefined || typeof limit !== 'number' || holds(count, limit);
  };

const atLeast = (count: number, limit: number): boolean => count >= limit;
const atMost = (count: number, limit: number): boolean => count <= limit;
const letters = (value: Json) => (typeof value === 'string' ? lengthOf(value) : undefined);
const items = (value: Json) => (Array.isArray(value) ? value.length : undefined);
const members = (value: Json) => (isObject(value) ? Object.keys(value).length : undefined);

/** Whether an object has all of these names. */
const hasAll = (value: Json, names: unknown): boolean =>
  !isObject(value) || !Array.isArray(names) || names.every((name) => Object.hasOwn(value, name));

/** The type of a value. A number without a fraction is an integer. */
export function typeOfJson(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

const isOfType = (value: Json, type: unknown): boolean => {
  const own = typeOfJson(value);
  return type === own || (type === 'number' && own === 'integer');
};

export const ASSERTIONS: Record<string, Assertion> = {
  type: (value, limit) => [limit].flat().some((type) => isOfType(value, type)),
  enum: (value, limit) =>
    !Array.isArray(limit) || limit.some((member) => canonical(member) === canonical(value)),
  const: (value, limit) => canonical(limit as Json) === canonical(value),
  minimum: onNumber(atLeast),
  maximum: onNumber(atMost),
  exclusiveMinimum: onNumber((value, limit) => value > limit),
  exclusiveMaximum: onNumber((value, limit) => value < limit),
  multipleOf: onNumber((value, limit) => Number.isInteger(value / limit)),
  minLength: onCount(letters, atLeast),
  maxLength: onCount(letters, atMost),
  pattern: (value, limit) =>
    typeof value !== 'string' || (toExpression(String(limit))?.test(value) ?? true),
  minItems: onCount(items, atLeast),
  maxItems: onCount(items, atMost),
  uniqueItems: (value, limit) =>
    limit !== true || !Array.isArray(value) || new Set(value.map(canonical)).size === value.length,
  minProperties: onCount(members, atLeast),
  maxProperties: onCount(members, atMost),
  required: hasAll,
  dependentRequired: (value, limit) =>
    !isObject(value) ||
    !isObject(limit) ||
    Object.entries(limit).every(
      ([name, names]) => !Object.hasOwn(value, name) || hasAll(value, names),
    ),
};
