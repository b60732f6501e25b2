import { APICallError } from '@ai-sdk/provider';
import { parseJson } from '../parse-json';
import { toRemedy } from './remedies';
import { withRetryAfter } from './retry-after';
import { type ServerError, toServerError } from './server-error';

/** The exchange that an error belongs to. */
export type ErrorContext = {
  url: string;
  requestBodyValues: unknown;
  statusCode: number;
  responseHeaders: Record<string, string>;
  /** Whether the request asked for a stream. */
  isStream: boolean;
  /** Blotted out of everything that an error shows. */
  apiKey: string | undefined;
};

/**
 * A body that is an error -> an error whose message is the server's own words, with the remedy after them where one is
 * known. A code in the body counts when the HTTP status is no error itself.
 */
export function toApiError(body: string, context: ErrorContext): APICallError {
  const responseBody = redact(body, context.apiKey);
  const json = parseJson(responseBody);
  const data = typeof json === 'object' && json !== null ? json : undefined;
  const error = data === undefined ? toWords(responseBody, context) : toServerError(data);
  const message =
    error.message ?? `HTTP ${context.statusCode}: ${excerpt(responseBody) || 'no body'}`;
  const statusCode = context.statusCode < 400 ? toStatus(error) : context.statusCode;
  const remedy = toRemedy(message, statusCode, context, isProse(responseBody));
  return new APICallError({
    ...toExchange(context),
    message: remedy === undefined ? message : `${endSentence(message)} ${remedy}`,
    statusCode: statusCode ?? context.statusCode,
    responseHeaders: withRetryAfter(redactAll(context), statusCode),
    responseBody,
    isRetryable: isRetryable(statusCode, error),
    data,
  });
}

/** An answer that ended, or was lost, before it was complete. Asking again may well succeed. */
export function toCutError(context: ErrorContext, isEmpty: boolean, cause?: unknown): APICallError {
  const what = isEmpty
    ? 'Heroku answered with an empty body.'
    : 'The answer was cut off: it ended before Heroku said why it stopped.';
  return new APICallError({
    ...toExchange(context),
    message: cause instanceof Error ? `${what} (${redact(cause.message, context.apiKey)})` : what,
    isRetryable: true,
    cause: withoutKey(cause, context.apiKey),
  });
}

/** What came is neither an answer nor an error that can be read. */
export function toUnreadableError(body: string, context: ErrorContext): APICallError {
  const responseBody = redact(body, context.apiKey);
  return new APICallError({
    ...toExchange(context),
    message: `Heroku answered with no chat completion: ${excerpt(responseBody.trim())}`,
    responseBody,
    isRetryable: false,
  });
}

function toExchange(context: ErrorContext) {
  const { url, requestBodyValues, statusCode } = context;
  return { url, requestBodyValues, statusCode, responseHeaders: redactAll(context) };
}

/** What a body that is no JSON says. An HTML page is named rather than pasted; of an event stream the data counts. */
function toWords(body: string, { statusCode }: ErrorContext): ServerError {
  const text = body.trim();
  if (!text.startsWith('<')) {
    const [, data] = /^(?:event:[^\n]*\n)?data:(.*)/.exec(text) ?? [];
    return toServerError(data ?? excerpt(text));
  }
  const [, title = 'no title'] = /<(?:title|h1)[^<>]*>([^<]*)</i.exec(text) ?? [];
  return {
    message: `HTTP ${statusCode}: the answer is an HTML page (${excerpt(title.trim())}), not one of Heroku's API.`,
  };
}

/** Errors of Heroku's API are JSON, though it may be cut short. */
function isProse(body: string): boolean {
  return /^\s*[^\s{["]/.test(body);
}

const EXCERPT_LENGTH = 500;

function excerpt(text: string): string {
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text;
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The HTTP status that a body stands for when it came with 200. */
function toStatus({ code }: ServerError): number | undefined {
  return code !== undefined && code >= 400 && code <= 599 ? code : undefined;
}

/** By status as the AI SDK does; by the type's words where there is none. */
function isRetryable(statusCode: number | undefined, { type = '' }: ServerError): boolean {
  if (statusCode === undefined) return /rate_limit|overloaded|server_error|timeout/.test(type);
  return statusCode === 408 || statusCode === 409 || statusCode === 429 || statusCode >= 500;
}

/** Shorter ones are placeholders of tests, and would blot out words. */
const SHORTEST_KEY = 8;

export function redact(text: string, apiKey: string | undefined): string {
  return apiKey !== undefined && apiKey.length >= SHORTEST_KEY
    ? text.replaceAll(apiKey, '[API key]')
    : text;
}

/** Errors of a `fetch` may quote the request: blots the key out of an error and its causes. */
export function withoutKey(error: unknown, apiKey: string | undefined): unknown {
  for (let at = error, depth = 0; at instanceof Error && depth < 9; at = at.cause, depth++) {
    for (const property of ['message', 'stack'] as const) {
      const value = redact(at[property] ?? '', apiKey);
      // Defined rather than assigned: the message of a DOMException cannot be assigned.
      if (value !== (at[property] ?? '')) Reflect.defineProperty(at, property, { value });
    }
  }
  return error;
}

function redactAll({ responseHeaders, apiKey }: ErrorContext): Record<string, string> {
  return Object.fromEntries(
    Object.entries(responseHeaders).map(([name, value]) => [name, redact(value, apiKey)]),
  );
}
