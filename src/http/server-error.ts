import type { JSONObject } from '@ai-sdk/provider';
import { parseJson } from '../json/parse-json';
import { toNonEmptyString, toObject } from '../json/values';

/** The error of the server, read from any of the shapes in heroku-api.md §4. */
export type ServerError = { message?: string; code?: number; type?: string };

/** Whether a frame, or a body with HTTP 200, is an error rather than part of an answer. */
export function isServerError({ error, choices, message, detail }: JSONObject): boolean {
  if (error && (typeof error !== 'object' || Object.keys(error).length > 0)) return true;
  return !Array.isArray(choices) && (typeof message === 'string' || detail != null);
}

/** Reads a body, parsed or not. The innermost of nested errors wins; within one error, `message` wins over a plain string. */
export function toServerError(body: unknown): ServerError {
  const result: ServerError = {};
  let outer: Record<string, unknown> | undefined = { error: body };
  while (outer !== undefined) {
    const error = parseNested(outer.error);
    const message = parseNested(outer.message);
    result.message =
      toNonEmptyString(message) ??
      toNonEmptyString(error) ??
      toNonEmptyString(fromDetail(outer.detail)) ??
      result.message;
    result.code = toCode(outer.code) ?? result.code;
    result.type = toNonEmptyString(outer.type) ?? result.type;
    outer = toObject(error) ?? toObject(message);
  }
  return result;
}

/** Parses JSON that is itself inside a JSON string, at any depth. */
function parseNested(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const inner = parseJson(value);
  return (toNonEmptyString(inner) ?? toObject(inner)) ? parseNested(inner) : value.trim();
}

/** `{ "detail": "..." }` or `{ "detail": [{ "msg": "..." }] }`, as Python gateways write it. */
function fromDetail(detail: unknown): string {
  const items = Array.isArray(detail) ? detail : [detail];
  return items
    .map((item) => item?.msg ?? item?.message ?? item)
    .filter(toNonEmptyString)
    .join('; ');
}

/** Codes come as numbers and as digits in a string. */
function toCode(value: unknown): number | undefined {
  return typeof value === 'object' ? undefined : Number(value) || undefined;
}
