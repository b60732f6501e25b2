import type { Redact } from './redact';

/** Deeper values, and larger ones, are not looked through: they are hidden if they cannot be judged. */
const MAX_DEPTH = 50;
const MAX_VALUES = 20_000;

type Visit = {
  redact: Redact;
  /** What each object became, so that circles stay circles. */
  results: Map<object, unknown>;
};

/**
 * A value that shows no secret when it is printed or made JSON: the value itself if it shows none. Errors are changed in place;
 * other objects belong to somebody else, and are copied.
 */
export function redactValue(value: unknown, redact: Redact): unknown {
  return toRedacted(value, { redact, results: new Map() }, 0);
}

/**
 * What a `fetch` failed with may quote the request anywhere. An error stays the same object, and loses the secrets in its own
 * properties, its causes and its inner errors; what it refers to is not changed but replaced by a copy. Anything else that was
 * thrown is copied if it shows a secret.
 */
export function redactError(error: unknown, redact: Redact): unknown {
  return redactValue(error, redact);
}

export const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';

function toRedacted(value: unknown, visit: Visit, depth: number): unknown {
  if (typeof value === 'string') return visit.redact(value);
  if (!isObject(value)) return value;
  if (visit.results.has(value)) return visit.results.get(value);
  if (depth > MAX_DEPTH) return showsSecret(value, visit.redact) ? toPlaceholder(value) : value;
  if (isError(value)) return redactInPlace(value, visit, depth);
  if (!showsSecret(value, visit.redact)) return value;
  return toCopy(value, visit, depth);
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

function redactInPlace(error: Error, visit: Visit, depth: number): unknown {
  visit.results.set(error, error);
  // These three may be inherited, or be accessors.
  const keys = new Set<PropertyKey>(['message', 'stack', 'name', ...Reflect.ownKeys(error)]);
  for (const key of keys) {
    const before = read(error, key);
    const value = toRedacted(before, visit, depth + 1);
    const name = typeof key === 'string' ? visit.redact(key) : key;
    if (value === before && name === key) continue;
    if (replaceProperty(error, key, { name, value })) continue;
    const copy = new Error(visit.redact(error.message));
    visit.results.set(error, copy);
    return Object.defineProperty(copy, 'stack', { value: visit.redact(String(error.stack)) });
  }
  return error;
}

/** Gives a property another name and value. Returns whether the object allows it. */
function replaceProperty(
  object: object,
  key: PropertyKey,
  { name, value }: { name: PropertyKey; value: unknown },
): boolean {
  const { enumerable = false } = Reflect.getOwnPropertyDescriptor(object, key) ?? {};
  if (name !== key && !Reflect.deleteProperty(object, key)) return false;
  // Defined rather than assigned: the message of a DOMException cannot be assigned.
  const property = { value, enumerable, configurable: true, writable: true };
  return (
    Reflect.defineProperty(object, name, property) ||
    Reflect.defineProperty(object, name, { value })
  );
}

function toCopy(value: object, visit: Visit, depth: number): unknown {
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    visit.results.set(value, copy);
    for (const item of value) copy.push(toRedacted(item, visit, depth + 1));
    return copy;
  }
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || prototype === Object.prototype;
  if (!isPlain || typeof value === 'function' || typeof read(value, 'toJSON') === 'function') {
    return toPlaceholder(value);
  }
  const copy: Record<PropertyKey, unknown> = {};
  visit.results.set(value, copy);
  for (const key of Reflect.ownKeys(value)) {
    const { enumerable = true } = Reflect.getOwnPropertyDescriptor(value, key) ?? {};
    const name = typeof key === 'string' ? visit.redact(key) : key;
    const item = toRedacted(read(value, key), visit, depth + 1);
    Object.defineProperty(copy, name, {
      value: item,
      enumerable,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

/** What stands for an object that cannot be copied without its class or its own JSON. */
function toPlaceholder(value: object): string {
  let name: unknown;
  try {
    name = (value as { constructor?: { name?: unknown } }).constructor?.name;
  } catch {}
  return `[${typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : 'an object'} that holds the API key]`;
}

/** Whether printing the value, or making it JSON, would show a secret. */
function showsSecret(root: object, redact: Redact): boolean {
  const seen = new Set<object>([root]);
  const queue: (string | object)[] = [root];
  for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
    if (typeof value === 'string') {
      if (redact(value) !== value) return true;
      continue;
    }
    if (seen.size > MAX_VALUES) return true;
    for (const inner of valuesIn(value)) if (isNew(inner, seen)) queue.push(inner);
  }
  return false;
}

/** Whether a value is a string, or an object that was not seen before: then it is now. */
function isNew(value: unknown, seen: Set<object>): value is string | object {
  if (typeof value === 'string') return true;
  if (!isObject(value) || seen.has(value)) return false;
  seen.add(value);
  return true;
}

/** What printing it, or making it JSON, would show. */
function* valuesIn(value: object): Generator<unknown> {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === 'string') yield key;
    yield read(value, key);
  }
  yield* valuesOfBuiltIn(value);
  const toJSON = read(value, 'toJSON');
  if (typeof toJSON === 'function') {
    try {
      yield toJSON.call(value);
    } catch {}
  }
}

/** What objects of the platform show beside their properties. */
function* valuesOfBuiltIn(value: object): Generator<unknown> {
  if (value instanceof Map || value instanceof Headers)
    for (const [key, inner] of value) yield* [key, inner];
  if (value instanceof Set) yield* value;
  if (value instanceof URL || value instanceof URLSearchParams || value instanceof String) {
    yield String(value);
  }
  if (isError(value)) yield* [read(value, 'message'), read(value, 'stack')];
  if (value instanceof Request || value instanceof Response) yield* [value.url, value.headers];
}

/** A property that throws shows nothing. */
function read(value: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}
