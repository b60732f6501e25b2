import { APICallError } from '@ai-sdk/provider';
import { parseJson } from '../json/parse-json';
import { toArray, toNonEmptyString, toObject } from '../json/values';
import { MAX_ERROR_CHARACTERS } from './limits';
import { type Redact, redactError } from './redact';
import { toRemedy } from './remedies';
import { withRetryAfter } from './retry-after';
import { isTransient } from './retryable';
import { toServerError } from './server-error';

/** The exchange that an error belongs to. */
export type ErrorContext = {
  url: string;
  requestBodyValues: Record<string, unknown>;
  statusCode: number;
  /** Redacted. */
  responseHeaders: Record<string, string>;
  /** Whether JSON output was asked for. */
  expectsJson?: boolean;
  /** When the request was sent, in milliseconds since 1970. */
  sentAt?: number;
  /** For everything that errors show. */
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
 * known. A code in the body counts when the HTTP status is no error itself.
 */
export function toApiError(body: string, context: ErrorContext): APICallError {
  const responseBody = context.redact(body);
  // Of an event stream the first data counts.
  const text = responseBody.replace(/^\s*(?:event:[^\n]*\n)?data:([^\n]*).*/s, '$1').trim();
  const parsed = parseJson(text);
  const data = toObject(parsed);
  const htmlPage = describeHtmlPage(text);
  const excerpt = (htmlPage ?? text).slice(0, 500);
  const serverError = toServerError(toArray(parsed) ?? data ?? (htmlPage ? undefined : excerpt));
  const fallback = `HTTP ${context.statusCode}: the response is not ${context.expected ?? 'a chat completion'}: ${excerpt || 'empty body'}`;
  const { message = fallback, code = 0 } = serverError;
  const isInBody = context.statusCode < 400 && code >= 400 && code <= 599;
  const statusCode = isInBody ? code : context.statusCode;
  const remedy =
    context.toRemedy?.(statusCode, text) ??
    toRemedy({
      statusCode,
      // Nothing but a chat completion can be streamed instead.
      isStream: Boolean(context.expected ?? context.requestBodyValues.stream),
      expectsJson: context.expectsJson ?? false,
      bansTools: context.requestBodyValues.tool_choice === 'none',
      elapsedMs: Date.now() - (context.sentAt ?? Date.now()),
      hasReason: data !== undefined && message !== fallback,
      text,
      keyVariable: context.keyVariable ?? 'INFERENCE_KEY',
      url: context.url,
      modelId: toNonEmptyString(context.requestBodyValues.model),
    });
  return new APICallError({
    ...context,
    message: remedy === undefined ? message : `${message.replace(/[^.!?]$/, '$&.')} ${remedy}`,
    statusCode,
    responseHeaders: withRetryAfter(context.responseHeaders, statusCode),
    responseBody,
    // An error status tells by itself.
    isRetryable: isTransient(serverError) || (statusCode < 400 ? false : undefined),
    data,
  });
}

/** An answer that ended, or was lost, before it was complete. Asking again may well succeed. */
export function toTruncatedError(
  context: ErrorContext,
  isEmpty: boolean,
  lost?: unknown,
  isRetryable = true,
): APICallError {
  const cause = redactError(lost, context.redact);
  const what = isEmpty ? 'The response body was empty' : 'The answer was cut off';
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new APICallError({
    ...context,
    message: `${what}${why}.`,
    isRetryable,
    cause,
  });
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
