/** Deeper values are taken for cyclic ones. */
const MAX_DEPTH = 200;

/** Whether JSON.stringify writes all of a value: what it throws at, or writes as `{}`, is not JSON. */
export function isJsonValue(value: unknown): boolean {
  try {
    return isJson(value, 0);
  } catch {
    return false;
  }
}

function isJson(value: unknown, depth: number): boolean {
  if (typeof value === 'bigint') return false;
  if (typeof value !== 'object' || value === null) return true;
  if (depth > MAX_DEPTH || isOpaque(value)) return false;
  // It may throw, or return what JSON lacks.
  if ('toJSON' in value && typeof value.toJSON === 'function') return false;
  const items = Array.isArray(value) ? value : Object.values(value);
  return items.every((item) => isJson(item, depth + 1));
}

function isOpaque(value: object): boolean {
  return (
    value instanceof Map ||
    value instanceof Set ||
    value instanceof Error ||
    value instanceof RegExp ||
    value instanceof Uint8Array
  );
}

/** A value that JSON lacks, in the JSON that says the same: tools return such values, and other models' histories hold them. */
export function toJsonValue(value: unknown, open: readonly unknown[] = []): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (open.includes(value) || open.length > MAX_DEPTH) return '[Circular]';
  const inner = (item: unknown) => toJsonValue(item, [...open, value]);
  try {
    return readObject(value, inner);
  } catch {
    // A getter or toJSON of the value threw.
    return '[Unreadable]';
  }
}

function readObject(value: object, inner: (item: unknown) => unknown): unknown {
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [key, inner(item)]);
    return entries.every(([key]) => typeof key === 'string')
      ? Object.fromEntries(entries)
      : entries.map(([key, item]) => [inner(key), item]);
  }
  if (value instanceof Set) return [...value].map(inner);
  if (value instanceof RegExp) return String(value);
  if (value instanceof Uint8Array) return inner([...value]);
  if (value instanceof Error) {
    const { name, message, cause } = value;
    const own = Object.entries(value).map(([key, item]) => [key, inner(item)]);
    return {
      name,
      message,
      ...(cause !== undefined && { cause: inner(cause) }),
      ...Object.fromEntries(own),
    };
  }
  if (Array.isArray(value)) return value.map(inner);
  if ('toJSON' in value && typeof value.toJSON === 'function') return inner(value.toJSON());
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item)]));
}
