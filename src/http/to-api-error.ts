import { APICallError, InvalidResponseDataError } from '@ai-sdk/provider';
import { parseJson } from '../json/parse-json';
import { toArray, toNonEmptyString, toObject } from '../json/values';
import { toCauseMessage } from './connection-error';
import { MAX_ERROR_CHARACTERS } from './limits';
import type { Redact } from './redact';
import { redactError } from './redact-value';
import { toRemedy } from './remedies';
import { withRetryAfter } from './retry-after';
import { isTransient } from './retryable';
import { type ServerError, toServerError } from './server-error';

/** The request and the response that an error belongs to. */
export type ErrorContext = {
  url: string;
  requestBodyValues: Record<string, unknown>;
  statusCode: number;
  /** The headers, redacted. */
  responseHeaders: Record<string, string>;
  /** Whether JSON output was asked for. */
  expectsJson?: boolean;
  /** When the request was sent, in milliseconds since 1970. */
  sentAt?: number;
  /** Replaces secrets in everything that errors show. */
  redact: Redact;
  /** The variable that holds the key. Default: `INFERENCE_KEY`. */
  keyVariable?: string;
  /** What the endpoint answers with. Default: `a chat completion`. */
  expected?: string;
  /** A remedy that the model knows from the values of the request. It wins over the general ones. */
  toRemedy?: (statusCode: number, body: string) => string | undefined;
};

/**
 * A body that is no answer -> an error whose message is the server's own words, with the remedy after them where one is
 * known. A code in the body counts when the HTTP status is no error itself. With `cause` the connection was lost while the
 * body was read.
 */
export function toApiError(
  body: string,
  context: ErrorContext,
  { cause: lost }: Pick<Truncation, 'cause'> = {},
): APICallError {
  const cause = redactError(lost, context.redact);
  const responseBody = context.redact(body);
  // In an event stream the first data counts.
  const text = responseBody.replace(/^\s*(?:event:[^\n]*\n)?data:([^\n]*).*/s, '$1').trim();
  const parsed = parseJson(text);
  const data = toObject(parsed);
  const htmlPage = describeHtmlPage(text);
  const excerpt = (htmlPage ?? text).slice(0, 500);
  const serverError = toServerError(toArray(parsed) ?? data ?? (htmlPage ? undefined : excerpt));
  const statusCode = toStatus(serverError, context);
  const cut =
    cause === undefined ? undefined : `The body of the error was cut off${toParenthesis(cause)}.`;
  const message = serverError.message ?? describeResponse(excerpt || cut || 'empty body', context);
  const remedy = context.toRemedy?.(statusCode, text) ?? toGeneralRemedy(statusCode, text, context);
  return new APICallError({
    ...context,
    message: joinSentences(message, excerpt ? cut : undefined, remedy),
    statusCode,
    responseHeaders: withRetryAfter(context.responseHeaders, statusCode),
    responseBody,
    // Undefined: the AI SDK judges by the status.
    isRetryable: isTransient(serverError) || (statusCode < 400 ? false : undefined),
    data,
    cause,
  });
}

function toStatus({ code = 0 }: ServerError, { statusCode }: ErrorContext): number {
  const isInBody = statusCode < 400 && code >= 400 && code <= 599;
  return isInBody ? code : statusCode;
}

function describeResponse(content: string, { statusCode, expected }: ErrorContext): string {
  return `HTTP ${statusCode}: the response is not ${expected ?? 'a chat completion'}: ${content}`;
}

function toGeneralRemedy(
  statusCode: number,
  text: string,
  { expected, expectsJson = false, requestBodyValues, sentAt, keyVariable, url }: ErrorContext,
): string | undefined {
  return toRemedy({
    statusCode,
    // Nothing but a chat completion can be streamed instead.
    isStream: Boolean(expected ?? requestBodyValues.stream),
    expectsJson,
    bansTools: requestBodyValues.tool_choice === 'none',
    elapsedMs: Date.now() - (sentAt ?? Date.now()),
    text,
    keyVariable: keyVariable ?? 'INFERENCE_KEY',
    url,
    modelId: toNonEmptyString(requestBodyValues.model),
  });
}

/** The sentences as one text, each but the last with a full stop. */
function joinSentences(...sentences: (string | undefined)[]): string {
  const said = sentences.filter((sentence) => sentence !== undefined);
  return said.map((text, index) => (index < said.length - 1 ? withFullStop(text) : text)).join(' ');
}

function withFullStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** An answer that ended, or was lost, before it was complete. Asking again may well succeed. */
export function toTruncatedError(
  context: ErrorContext,
  { isEmpty = false, isRetryable = true, cause: lost }: Truncation = {},
): APICallError | InvalidResponseDataError {
  if (InvalidResponseDataError.isInstance(lost)) return lost;
  const cause = redactError(lost, context.redact);
  const what = isEmpty ? 'The response body was empty' : 'The answer was cut off';
  return new APICallError({
    ...context,
    message: `${what}${toParenthesis(cause)}.`,
    isRetryable,
    cause,
  });
}

/** Why an answer is not whole. */
type Truncation = {
  /** Nothing of it came. Default: false. */
  isEmpty?: boolean;
  /** Default: true. */
  isRetryable?: boolean;
  /** The error with which the connection was lost, if it was. One that is about the body itself stays the error. */
  cause?: unknown;
};

/** What caused the loss of a connection, for the end of a sentence. */
function toParenthesis(cause: unknown): string {
  const reason = toCauseMessage(cause);
  return reason === undefined ? '' : ` (${reason})`;
}

/** An answer that ended in good order and has no choice, though one was asked for. Asking again may well succeed. */
export function toNoChoiceError(context: ErrorContext, body?: string): APICallError {
  return new APICallError({
    ...context,
    message: 'The answer is empty: it has no choice.',
    responseBody: body && context.redact(body).slice(0, MAX_ERROR_CHARACTERS),
    isRetryable: true,
  });
}

/** A whole answer that is not what was asked for: asking again would bring the same. */
export function toInvalidAnswerError(
  problem: string,
  body: string,
  context: ErrorContext,
): APICallError {
  const responseBody = context.redact(body).slice(0, MAX_ERROR_CHARACTERS);
  return new APICallError({
    ...context,
    message: `Heroku answered with ${problem}: ${responseBody.slice(0, 200)}`,
    responseBody,
    isRetryable: false,
  });
}

/** An HTML page is summarised by its title. Undefined for any other text. */
export function describeHtmlPage(text: string): string | undefined {
  if (!text.startsWith('<')) return undefined;
  const [, title = 'no title'] = /<(?:title|h1)[^<>]*>([^<]*)</i.exec(text) ?? [];
  return `an HTML page (${title.trim()})`;
}
