import type { JSONObject } from '@ai-sdk/provider';

/** What the server said went wrong, whichever of the shapes of heroku-api.md §4 it chose. */
export type ServerError = { message: string; code?: number; type?: string };

/** Whether a frame, or a body that came with HTTP 200, is an error rather than part of an answer. */
export function isError(body: JSONObject): boolean {
  if (body.error) return true;
  return !Array.isArray(body.choices) && (typeof body.message === 'string' || body.detail != null);
}

/** Reads a body, parsed or not. JSON inside a string is unwrapped. Undefined if it holds no words. */
export function toServerError(body: unknown): ServerError | undefined {
  if (typeof body === 'string') return fromText(body);
  if (typeof body !== 'object' || body === null) return undefined;
  const { error, message, detail, code, type } = body as JSONObject;
  const said = fromFields(error, message, detail);
  return said && { code: toCode(code), type: toText(type), ...withoutUndefined(said) };
}

function fromText(text: string): ServerError | undefined {
  return fromJsonText(text) ?? (text.trim() === '' ? undefined : { message: text.trim() });
}

function fromJsonText(text: string): ServerError | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return toServerError(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A message beside a plain `error` string says more than the string; an error object, or JSON in the string, says most. */
function fromFields(error: unknown, message: unknown, detail: unknown): ServerError | undefined {
  if (typeof error === 'object') {
    const inner = toServerError(error);
    if (inner !== undefined) return inner;
  }
  if (typeof error === 'string') {
    const inner = fromJsonText(error);
    if (inner !== undefined) return inner;
  }
  return toServerError(toText(message)) ?? toServerError(toText(error)) ?? fromDetail(detail);
}

/** `{ "detail": "..." }` or `{ "detail": [{ "msg": "..." }] }`, as Python gateways write it. */
function fromDetail(detail: unknown): ServerError | undefined {
  const items = Array.isArray(detail) ? detail : [detail];
  const message = items
    .map((item) => toText(item) ?? toText(item?.msg) ?? toText(item?.message))
    .filter((text) => text !== undefined)
    .join('; ');
  return message === '' ? undefined : { message };
}

/** Codes come as integers and as digits in a string. */
function toCode(value: unknown): number | undefined {
  const code = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof code === 'number' && Number.isInteger(code) ? code : undefined;
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function withoutUndefined({ message, code, type }: ServerError): ServerError {
  return { message, ...(code !== undefined && { code }), ...(type !== undefined && { type }) };
}
