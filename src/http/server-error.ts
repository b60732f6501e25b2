import type { JSONObject } from '@ai-sdk/provider';
import { parseJson } from '../json/parse-json';
import { toArray, toNonEmptyString, toObject } from '../json/values';
import { isErrorName } from './error-names';
import { isKeepAlive } from './keep-alive';

/** The error of the server, read from any of the shapes in heroku-api.md §4 and field-reports.md A5. */
export type ServerError = {
  message?: string;
  code?: number;
  /** What it is called: its type, the name of an exception, a code or status that is a word. */
  names?: string[];
};

/** Where an error may be within a body: `Error` is that of boto. */
const ERROR_KEYS = ['error', 'Error'];

/** The keys under which servers and gateways write the message of an error, in any case. */
const MESSAGE = /^((err(or)?|status|ret)_?)?(message|msg)$|^error_description$/i;
const CODE = /^((err(or)?|status|ret)_?)?code$|^status$|^errno$/i;
const NAME = /^(__|error_?)?type$|^name$/i;

type Body = Record<string, unknown>;

/**
 * Whether a frame, or a body with HTTP 200, is an error rather than part of an answer: it says so, or it has a message and
 * no choices, unless it says that all is well.
 */
export function isServerError(body: JSONObject): boolean {
  const { errors, choices, detail } = body;
  if (ERROR_KEYS.some((key) => body[key] && isFilledError(body[key]))) return true;
  if (Array.isArray(choices) && choices.length > 0) return toChoiceError(choices) !== undefined;
  if (statesSuccess(body)) return false;
  return (
    statesFailure(body) ||
    valuesOf(body, MESSAGE).some((message) => typeof message === 'string') ||
    detail != null ||
    (typeof errors !== 'number' && isFilledError(errors)) ||
    toExceptionKey(body) !== undefined
  );
}

/** Whether a body states its own success, as in `{ code: 0, msg: 'ok' }`, or that it is still waiting or there. */
function statesSuccess(body: Body): boolean {
  const codes = valuesOf(body, CODE);
  if (statesFailure(body)) return false;
  const { success, type, object, message } = body;
  return (
    success === true ||
    (codes.length > 0 && codes.every(isSuccessCode)) ||
    [type, object, message].some(isKeepAlive)
  );
}

function isSuccessCode(code: unknown): boolean {
  return typeof code !== 'object' && SUCCESS_CODE.test(String(code));
}

const SUCCESS_CODE =
  /^(0|2\d\d|ok|succe\w+|queued|pending|(in_)?progress|processing|running|complete\w*)$/i;

/** Whether a body states its own failure, whatever its message. */
function statesFailure(body: Body): boolean {
  const { success, ok, status, type, object } = body;
  return (
    [success, ok].includes(false) ||
    [status, type, object].some((word) => FAILURE.test(toNonEmptyString(word) ?? '')) ||
    valuesOf(body, CODE).some((code) => (toCode(code) ?? 0) >= 400)
  );
}

const FAILURE = /^(error|fail(ed|ure)?)$/i;

/** Reads a body, parsed or not. The innermost of nested errors wins; within one error, `message` wins over a plain string. */
export function toServerError(body: unknown): ServerError {
  const result: ServerError = {};
  let details: string | undefined;
  let outer: Body | undefined = { error: body };
  while (outer !== undefined) {
    const exception = toExceptionKey(outer);
    const error = parseNested(toInnerError(outer, exception));
    const message = parseNested(valuesOf(outer, MESSAGE)[0]);
    const { detail, reason, title, description } = outer;
    const messages = [
      message,
      error,
      fromDetail(detail),
      reason,
      title,
      description,
      result.message,
    ];
    result.message = messages.map(toNonEmptyString).find(Boolean);
    details = toDetails(outer.details) ?? details;
    const codes = valuesOf(outer, CODE);
    result.code = codes.map(toCode).find(Boolean) ?? result.code;
    const names = [exception, ...valuesOf(outer, NAME), ...codes].flatMap(toErrorNames);
    if (names.length > 0) result.names = names;
    outer = toObject(error) ?? toObject(message);
  }
  result.message = withDetails(result.message, details);
  return result;
}

/** The cause in `details`, which is an object or JSON text (field-reports-2.md J10); that of a list is not known. */
function toDetails(details: unknown): string | undefined {
  if (Array.isArray(details)) return undefined;
  const inner = parseNested(details);
  const object = toObject(inner);
  if (object === undefined) return toNonEmptyString(inner);
  const { error, reason, detail } = object;
  const nested = toObject(parseNested(error)) ?? object;
  const messages = [valuesOf(nested, MESSAGE)[0], error, reason, detail];
  return messages.map(toNonEmptyString).find(Boolean);
}

function withDetails(message: string | undefined, details: string | undefined) {
  if (message === undefined || details === undefined) return message ?? details;
  return message.includes(details) ? message : `${message} (${details})`;
}

function valuesOf(body: Body, names: RegExp): unknown[] {
  return Object.keys(body)
    .filter((key) => names.test(key))
    .map((key) => body[key])
    .filter((value) => value != null);
}

/** The error in an error, wherever it is. */
function toInnerError(outer: Body, exception: string | undefined): unknown {
  const key = ERROR_KEYS.find((key) => outer[key] && isFilledError(outer[key]));
  if (key) return outer[key];
  if (exception) return outer[exception];
  return (
    toChoiceError(toArray(outer.choices) ?? []) ||
    outer.errors ||
    toObject(outer.detail) ||
    outer.error
  );
}

/** `{ code: null, message: null }` and `{ code: 0, message: 'ok' }`, which servers write beside a good answer, are no errors. */
function isFilledError(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth === 5) return Boolean(error);
  return (
    !statesSuccess(error as Body) &&
    Object.values(error).some((value) => isFilledError(value, depth + 1))
  );
}

/** The error of a choice; a finish reason may be the name of one. */
function toChoiceError(choices: readonly unknown[]): unknown {
  for (const choice of choices) {
    const { error, delta, message, finish_reason } = toObject(choice) ?? {};
    const inner = error || toObject(delta)?.error || toObject(message)?.error;
    if (inner && isFilledError(inner)) return inner;
    if (typeof finish_reason === 'string' && isErrorName(finish_reason)) {
      return { type: finish_reason, message: `The answer ended with ${finish_reason}.` };
    }
  }
  return undefined;
}

/** The key of an event of Bedrock, as in `{ "throttlingException": { "message": "..." } }`. */
function toExceptionKey(body: Body): string | undefined {
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

function toErrorNames(code: unknown): string[] {
  return typeof code === 'string' && toCode(code) === undefined && code !== '' ? [code] : [];
}
