import type { JSONObject } from '@ai-sdk/provider';
import { parseJson } from '../parse-json';

/** What the server said went wrong, whichever of the shapes of heroku-api.md §4 it chose. */
export type ServerError = { message?: string; code?: number; type?: string };

/** Whether a frame, or a body that came with HTTP 200, is an error rather than part of an answer. */
export function isError({ error, choices, message, detail }: JSONObject): boolean {
  const hasError = typeof error === 'object' ? Object.keys(error ?? {}).length > 0 : Boolean(error);
  return hasError || (!Array.isArray(choices) && (typeof message === 'string' || detail != null));
}

/** How deep an error may be wrapped. */
const MAX_DEPTH = 5;

/** Reads a body, parsed or not. JSON inside a string is unwrapped. */
export function toServerError(body: unknown, depth = 0): ServerError {
  if (depth > MAX_DEPTH) return {};
  if (typeof body === 'string') return fromText(body.trim(), depth + 1);
  if (typeof body !== 'object' || body === null) return {};
  const { error, message, detail, code, type } = body as JSONObject;
  const inner = toServerError(error, depth + 1);
  const outer = toServerError(message, depth + 1);
  // An error object, or JSON in the string, says most; a message says more than a plain string beside it.
  const said = isPlain(error) ? (outer.message ?? inner.message) : (inner.message ?? outer.message);
  return {
    message: said ?? fromDetail(detail),
    code: inner.code ?? outer.code ?? toCode(code),
    type: inner.type ?? outer.type ?? (typeof type === 'string' ? type : undefined),
  };
}

function fromText(text: string, depth: number): ServerError {
  if (text === '') return {};
  const said = isPlain(text) ? {} : toServerError(parseJson(text), depth);
  return { ...said, message: said.message ?? text };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' && !/^\s*[{"]/.test(value);
}

/** `{ "detail": "..." }` or `{ "detail": [{ "msg": "..." }] }`, as Python gateways write it. */
function fromDetail(detail: unknown): string | undefined {
  const items = Array.isArray(detail) ? detail : [detail];
  const texts = items
    .map((item) => item?.msg ?? item?.message ?? item)
    .filter((text) => typeof text === 'string');
  return texts.join('; ') || undefined;
}

/** Codes come as integers and as digits in a string. */
function toCode(value: unknown): number | undefined {
  const code = typeof value === 'string' ? Number(value) : value;
  return Number.isInteger(code) ? (code as number) : undefined;
}
