import type { JSONObject } from '@ai-sdk/provider';
import { parseJson } from '../json/parse-json';
import { toArray, toNonEmptyString, toObject } from '../json/values';

/** The error of the server, read from any of the shapes in heroku-api.md §4 and field-reports.md A5. */
export type ServerError = {
  message?: string;
  code?: number;
  type?: string;
  /** The name of an exception, or a code that is a word, as in `ThrottlingException`. */
  name?: string;
};

/** Whether a frame, or a body with HTTP 200, is an error rather than part of an answer. */
export function isServerError(body: JSONObject): boolean {
  const { error, errors, choices, message, Message, error_message, detail } = body;
  if (error && saysSomething(error)) return true;
  if (Array.isArray(choices)) return toChoiceError(choices) !== undefined;
  return (
    typeof (message ?? Message ?? error_message) === 'string' ||
    detail != null ||
    (toArray(errors) ?? []).some((item) => saysSomething(item)) ||
    toExceptionKey(body) !== undefined
  );
}

/** Reads a body, parsed or not. The innermost of nested errors wins; within one error, `message` wins over a plain string. */
export function toServerError(body: unknown): ServerError {
  const result: ServerError = {};
  let outer: Record<string, unknown> | undefined = { error: body };
  while (outer !== undefined) {
    const exception = toExceptionKey(outer);
    const error = parseNested(toInner(outer, exception));
    const message = parseNested(outer.message ?? outer.Message ?? outer.error_message);
    result.message =
      toNonEmptyString(message) ??
      toNonEmptyString(error) ??
      toNonEmptyString(fromDetail(outer.detail)) ??
      result.message;
    const status = outer.status ?? outer.statusCode ?? outer.status_code;
    result.code = toCode(outer.code) ?? toCode(status) ?? result.code;
    result.type = toNonEmptyString(outer.type ?? outer.error_type) ?? toName(status) ?? result.type;
    result.name = exception ?? toNonEmptyString(outer.__type) ?? toName(outer.code) ?? result.name;
    outer = toObject(error) ?? toObject(message);
  }
  return result;
}

/** The error in an error, wherever it is. */
function toInner(outer: Record<string, unknown>, exception: string | undefined): unknown {
  const { error, errors, choices } = outer;
  if (error && saysSomething(error)) return error;
  if (exception) return outer[exception];
  return toChoiceError(toArray(choices) ?? []) ?? toArray(errors) ?? error;
}

/** `{ code: null, message: null }`, as some servers write beside a good answer, is no error. */
function saysSomething(error: unknown, depth = 0): boolean {
  return typeof error === 'object' && error !== null && depth < 5
    ? Object.values(error).some((value) => saysSomething(value, depth + 1))
    : Boolean(error);
}

/** The error of a choice; a finish reason may be the name of one. */
function toChoiceError(choices: readonly unknown[]): unknown {
  for (const choice of choices) {
    const { error, delta, message, finish_reason } = toObject(choice) ?? {};
    const inner = error || toObject(delta)?.error || toObject(message)?.error;
    if (inner && saysSomething(inner)) return inner;
    if (typeof finish_reason === 'string' && isErrorName(finish_reason)) {
      return { type: finish_reason, message: `The answer ended with ${finish_reason}.` };
    }
  }
  return undefined;
}

/** The key of an event of Bedrock, as in `{ "throttlingException": { "message": "..." } }`. */
function toExceptionKey(body: Record<string, unknown>): string | undefined {
  return Object.keys(body).find((key) => /\wException$/.test(key));
}

/** Parses JSON that is itself inside a JSON string, at any depth; of a list the first object counts. */
function parseNested(value: unknown): unknown {
  const list = toArray(value);
  if (list) return list.find(toObject) ?? toNonEmptyString(list[0]);
  if (typeof value !== 'string') return value;
  const inner = parseJson(value);
  return (toNonEmptyString(inner) ?? toObject(inner) ?? toArray(inner)?.find(toObject))
    ? parseNested(inner)
    : value.trim();
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

function toName(code: unknown): string | undefined {
  return toCode(code) === undefined ? toNonEmptyString(code) : undefined;
}

/** `overloaded_error`, `ThrottlingException`, `network_error`, and what DeepSeek says; `error` alone names none. */
export function isErrorName(word: string): boolean {
  return /\w(error|exception)$|^insufficient_system_resource$/i.test(word);
}
