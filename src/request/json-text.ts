/** JSON text of a value; `undefined` becomes `fallback`. */
export function toJsonText(value: unknown, fallback: string): string {
  const text = JSON.stringify(value) ?? fallback;
  return LONE_SURROGATE_ESCAPE.test(text) ? JSON.stringify(toWellFormed(JSON.parse(text))) : text;
}

/** JSON.stringify escapes lone surrogates, and only those, in this form. */
const LONE_SURROGATE_ESCAPE = /\\ud[89a-f]/i;

/** The JSON text of an object, as Heroku demands of replayed arguments (heroku-api.md §1.3). */
export function toObjectText(value: unknown): string {
  if (typeof value === 'string' && isObjectText(value)) {
    return LONE_SURROGATE_ESCAPE.test(value) ? toJsonText(JSON.parse(value), '{}') : value;
  }
  const text = toJsonText(value ?? {}, '{}');
  return text.startsWith('{') ? text : `{"input":${text}}`;
}

function isObjectText(text: string): boolean {
  return text.trimStart().startsWith('{') && isJson(text);
}

/** Heroku fails on tool results that are a JSON array or scalar (heroku-api.md §1.3, LCJS): those are wrapped. */
export function toResultText(text: string): string {
  return MAYBE_ARRAY_OR_SCALAR.test(text) && isJson(text) ? `{"result":${text}}` : text;
}

const MAYBE_ARRAY_OR_SCALAR = /^\s*[["\-\dtfn]/;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The value, or a copy where one is needed, without undefined entries and with every string, also as a key, free of lone
 * surrogates: those are no valid UTF-8.
 */
export function toWellFormed<T>(value: T): T;
export function toWellFormed(value: unknown): unknown {
  if (isClean(value)) return value;
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map((item) => toWellFormed(item));
  return Object.fromEntries(
    Object.entries(value as object)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key.toWellFormed(), toWellFormed(item)]),
  );
}

/** Most bodies are: to look costs a third of a copy. */
function isClean(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return value !== undefined;
  for (const key in value) {
    if (!key.isWellFormed() || !isClean(value[key as keyof typeof value])) return false;
  }
  return true;
}
