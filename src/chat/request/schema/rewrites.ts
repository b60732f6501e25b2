import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toArray, toObject } from '../../../json/values';

/** What a keyword becomes: none, itself with a value, or others. */
export type Entries = [key: string, value: JSONValue][];

const TYPES = /^(array|boolean|integer|null|number|object|string)$/;

/** `''` and `'any'` mean any type; names that no draft knows are refused, so they go too. */
export function toTypes(value: JSONValue): Entries {
  const types = [value].flat().map((type) => (typeof type === 'string' ? type.toLowerCase() : ''));
  if (types.length === 0 || !types.every((type) => TYPES.test(type))) return [];
  return [['type', Array.isArray(value) ? [...new Set(types)] : types.join()]];
}

/** Each name once. What are no names at all say nothing. */
export function toNames(required: JSONValue): Entries {
  const given = toArray(required) ?? [];
  const names = new Set(given.filter((name) => typeof name === 'string'));
  return names.size > 0 || given.length === 0 ? [['required', [...names]]] : [];
}

/** Draft 4 has flags: `minimum: 5, exclusiveMinimum: true`. */
export function toExclusive(
  key: 'exclusiveMinimum' | 'exclusiveMaximum',
  value: JSONValue,
  bound: unknown,
): Entries {
  if (typeof value !== 'boolean') return [[key, value]];
  return value && typeof bound === 'number' ? [[key, bound]] : [];
}

/** 2020-12 has two keywords for the two forms of `dependencies`. */
export function toDependents(dependencies: JSONValue): Entries {
  const named = Object.entries(toObject(dependencies) ?? {}) as Entries;
  const lists = named.filter(([, value]) => Array.isArray(value));
  const schemas = named.filter(([, value]) => !Array.isArray(value));
  const entries: Entries = [];
  if (lists.length > 0) entries.push(['dependentRequired', Object.fromEntries(lists)]);
  if (schemas.length > 0) entries.push(['dependentSchemas', Object.fromEntries(schemas)]);
  return entries;
}

/** 2020-12 has a keyword of its own for the name of a place in the document. */
export function toNewId(value: JSONValue): Entries {
  const [, base = '', anchor] = /^([^#]*)#?(.*)$/s.exec(String(value)) ?? [];
  if (base) return [['$id', base]];
  return anchor && /^[a-z_][\w.-]*$/i.test(anchor) ? [['$anchor', anchor]] : [];
}

/** The model can read a pattern that 2020-12 does not allow all the same. */
export function toNewPattern(value: JSONValue): Entries {
  return isPattern(String(value)) ? [['pattern', value]] : [['$comment', `Pattern: ${value}`]];
}

/** Whether 2020-12 allows a pattern: the dialect of JavaScript, with Unicode. */
function isPattern(source: string): boolean {
  try {
    return Boolean(new RegExp(source, 'u'));
  } catch {
    return false;
  }
}

/** What such patterns allow is not known to the model then, so that nothing may be forbidden beside them either. */
export function hasBadPatterns({ patternProperties }: JSONObject): boolean {
  return !Object.keys(toObject(patternProperties) ?? {}).every(isPattern);
}
