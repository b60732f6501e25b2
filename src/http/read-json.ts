import type { APICallError } from '@ai-sdk/provider';
import { createJsonScanner } from '../json/json-scanner';
import { parseJson } from '../json/parse-json';
import { toObject } from '../json/values';
import { throwIfAborted } from './abort-error';
import { createTooLongError, MAX_CHARACTERS } from './limits';
import { type HttpConfig, type PostRequest, type PostResponse, post } from './post';
import { readText } from './read-text';
import type { Redact } from './redact';
import { isServerError } from './server-error';
import { toApiError, toInvalidAnswerError, toTruncatedError } from './to-api-error';

/** An answer that is one JSON document. */
export type JsonAnswer = {
  /** The document as it came. What is shown of it must be redacted. */
  received: unknown;
  /** The document without secrets. It takes a search of all its text. */
  toShown(): unknown;
  redact: Redact;
  /** The headers, redacted. */
  headers: Record<string, string>;
  /** The error for a document that is not what the endpoint answers with, such as `no array of embeddings`. */
  toError: (problem: string) => APICallError;
};

/** Posts, and reads the answer. Throws like `post` and `readJson`. */
export async function postJson(config: HttpConfig, request: PostRequest): Promise<JsonAnswer> {
  return readJson(await post(config, request), request.abortSignal, config.idleTimeoutMs);
}

/**
 * Reads an answer that is one JSON document. Throws APICallError in the server's words for an error with HTTP 200 and for
 * what is no JSON, one that is retryable for an answer that was cut off, and an AbortError on abort.
 */
export async function readJson(
  { body, error }: PostResponse,
  abortSignal: AbortSignal | undefined,
  idleTimeoutMs?: number,
): Promise<JsonAnswer> {
  const { text, cause } = await readText(body, {
    limit: MAX_CHARACTERS,
    abortSignal,
    idleTimeoutMs,
  });
  throwIfAborted(abortSignal);
  if (text.length >= MAX_CHARACTERS) throw createTooLongError('a body');
  const received = parseJson(text);
  const object = toObject(received);
  if (object && isServerError(object)) throw toApiError(text, error);
  if (received === undefined) {
    const trimmed = text.trim();
    if (cause !== undefined || trimmed === '' || isCutOff(trimmed)) {
      throw toTruncatedError(error, { isEmpty: trimmed === '', cause });
    }
    throw toApiError(text, error);
  }
  return {
    received,
    toShown() {
      const shown = error.redact(text);
      return shown === text ? received : parseJson(shown);
    },
    redact: error.redact,
    headers: error.responseHeaders,
    toError: (problem) => toInvalidAnswerError(problem, text, error),
  };
}

/** Whether it is a document without its last bracket. */
function isCutOff(text: string): boolean {
  if (!/^[{[]/.test(text)) return false;
  const scanner = createJsonScanner();
  scanner.read(text);
  return !scanner.hasEnded();
}
