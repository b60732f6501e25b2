import type { JSONObject } from '@ai-sdk/provider';
import { parseJson } from '../json/parse-json';
import { toObject, toWords } from '../json/values';

/** What the server said went wrong, whichever of the shapes of heroku-api.md §4 it chose. */
export type ServerError = { message?: string; code?: number; type?: string };

/** Whether a frame, or a body that came with HTTP 200, is an error rather than part of an answer. */
export function isError({ error, choices, message, detail }: JSONObject): boolean {
  if (error && (typeof error !== 'object' || Object.keys(error).length > 0)) return true;
  return !Array.isArray(choices) && (typeof message === 'string' || detail != null);
}

/** Reads a body, parsed or not. Of errors in errors the inner says more, of one error its message more than a plain string. */
export function toServerError(body: unknown): ServerError {
  const said: ServerError = {};
  let outer: Record<string, unknown> | undefined = { error: body };
  while (outer !== undefined) {
    const error = unwrap(outer.error);
    const message = unwrap(outer.message);
    said.message =
      toWords(message) ?? toWords(error) ?? toWords(fromDetail(outer.detail)) ?? said.message;
    said.code = toCode(outer.code) ?? said.code;
    said.type = toWords(outer.type) ?? said.type;
    outer = toObject(error) ?? toObject(message);
  }
  return said;
}

/** What is inside of JSON that is itself in a string. */
function unwrap(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const inner = parseJson(value);
  return (toWords(inner) ?? toObject(inner)) ? unwrap(inner) : value.trim();
}

/** `{ "detail": "..." }` or `{ "detail": [{ "msg": "..." }] }`, as Python gateways write it. */
function fromDetail(detail: unknown): string {
  const items = Array.isArray(detail) ? detail : [detail];
  return items
    .map((item) => item?.msg ?? item?.message ?? item)
    .filter(toWords)
    .join('; ');
}

/** Codes come as numbers and as digits in a string. */
function toCode(value: unknown): number | undefined {
  return typeof value === 'object' ? undefined : Number(value) || undefined;
}
