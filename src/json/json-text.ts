import { InvalidArgumentError } from '@ai-sdk/provider';
import { parseJson } from './parse-json';
import { isJsonValue, toJsonValue } from './to-json-value';

/** JSON text of a value, '' if it has none. U+FFFD stands for lone surrogates, which are no valid UTF-8. */
export function toJsonText(value: unknown): string {
  return toWellFormed(JSON.stringify(isJsonValue(value) ? value : toJsonValue(value)) ?? '');
}

export function toPlainText(value: unknown): string {
  return typeof value === 'string' ? value : toJsonText(value);
}

/** The parts that are neither missing nor empty. */
export function joinNonEmpty(separator: string, ...parts: unknown[]): string {
  let joined = '';
  for (const part of parts) if (part) joined += (joined && separator) + toPlainText(part);
  return joined;
}

/**
 * A body with the text that is sent of it; a copy where lone surrogates had to go. Throws InvalidArgumentError for what JSON
 * lacks: only fields that the caller adds can hold it.
 */
export function toJsonBody<T>(value: T): { body: T; text: string } {
  const json = toRequestText(value);
  const text = toWellFormed(json);
  return { body: text === json ? value : JSON.parse(text), text };
}

function toRequestText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new InvalidArgumentError({
      argument: 'extraBody',
      message:
        'The request cannot be written as JSON. Remove circular references, BigInts and values nested thousands of levels deep from extraBody.',
      cause,
    });
  }
}

/** JSON.stringify writes lone surrogates, and no others, as escapes; behind an odd number of backslashes it is no escape. */
const LONE_SURROGATE = /\\ud[89a-f]..(?<=(?<!\\)(?:\\\\)*\\ud...)/g;

function toWellFormed(json: string): string {
  // Most texts have none. `replace` takes more than twice as long for twice as many.
  return json.includes('\\ud') ? json.split(LONE_SURROGATE).join('\ufffd') : json;
}

/** The JSON text of an object, as Heroku demands of replayed arguments (heroku-api.md §1.3). */
export function toObjectText(value: unknown): string {
  const given = typeof value === 'string' && /^\s*{/.test(value) ? parseJson(value) : undefined;
  if (typeof value === 'string' && given !== undefined && !/\\ud/i.test(value)) return value;
  const text = toJsonText(given ?? value ?? {}) || '{}';
  return text.startsWith('{') ? text : `{"input":${text}}`;
}

/**
 * Heroku fails on tool results that are a JSON array or scalar (heroku-api.md §1.3, LCJS): those are wrapped.
 * @param known.isJson whether the text is known to be JSON, so that it need not be parsed.
 */
export function toResultText(text: string, known: { isJson?: boolean } = {}): string {
  return /^\s*[["\-\dtfn]/.test(text) && (known.isJson || parseJson(text) !== undefined)
    ? `{"result":${text}}`
    : text;
}
