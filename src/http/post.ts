import { APICallError } from '@ai-sdk/provider';
import type { FetchFunction } from '@ai-sdk/provider-utils';
import { toJsonBody } from '../json/json-text';
import { throwIfAborted } from './abort-error';
import { type BodyReader, toBodyReader } from './body-reader';
import { toConnectionError } from './connection-error';
import { describeRedirect, fetchWithinOrigin } from './fetch-within-origin';
import { type RequestHeaders, toHeaderRecord, withUserAgent } from './headers';
import { MAX_ERROR_CHARACTERS } from './limits';
import { readText } from './read-text';
import { createRedact } from './redact';
import { redactError } from './redact-value';
import { type ErrorContext, toApiError } from './to-api-error';

/** How the models of a provider reach Heroku. Asked at each call, so that the environment is read late. */
export type HttpConfig = {
  /** The URL of an endpoint, such as `chat/completions`. Throws LoadSettingError when the base URL is malformed. */
  url: (endpoint: string) => string;
  /** The headers of a call with those of the provider, names in lower case. Throws LoadAPIKeyError without a key. */
  headers: (callHeaders: RequestHeaders | undefined) => RequestHeaders;
  /** The variable that holds the key, for errors that are about the key. */
  keyVariable: () => string;
  fetch?: FetchFunction;
  /** How long, in milliseconds, a body may bring nothing. Default: for ever. */
  idleTimeoutMs?: number | undefined;
};

/** What errors tell of a request beside its URL, body and answer. */
type ErrorHints = Pick<ErrorContext, 'expected' | 'expectsJson' | 'toRemedy'>;

export type PostRequest = ErrorHints & {
  /** `chat/completions`, `embeddings` and so on, without `/v1/`. */
  endpoint: string;
  /** The body, as errors show it. */
  body: Record<string, unknown>;
  /** The JSON text of the body, if it was written already. Default: written here, with U+FFFD for halves of characters. */
  text?: string;
  /** Headers of this package for this request; the caller's win over them. */
  headers?: Record<string, string>;
  /** Headers of the caller for this call. */
  callHeaders?: RequestHeaders;
  abortSignal?: AbortSignal;
};

/** An answer whose status is no error and whose body is unread, with the context for an error that is found in the body. */
export type PostResponse = { body: BodyReader; error: ErrorContext };

/**
 * The one POST of all models. Throws APICallError in the server's own words for a status of 400 and above, and one that is
 * retryable when the connection fails; an AbortError on abort. No error shows the API key.
 */
export async function post(config: HttpConfig, request: PostRequest): Promise<PostResponse> {
  const { body, text } =
    request.text === undefined
      ? toJsonBody(request.body)
      : { text: request.text, body: request.body };
  const { expected, expectsJson, toRemedy, abortSignal } = request;
  return send({
    text,
    expected,
    expectsJson,
    toRemedy,
    abortSignal,
    body,
    url: config.url(request.endpoint),
    headers: {
      'content-type': 'application/json',
      ...request.headers,
      ...config.headers(request.callHeaders),
    },
    keyVariable: config.keyVariable(),
    fetch: config.fetch,
    idleTimeoutMs: config.idleTimeoutMs,
  });
}

/** A GET, without a key unless the headers hold one. Throws like `post`. */
export async function get(
  request: ErrorHints &
    Pick<RequestToSend, 'url' | 'keyVariable' | 'abortSignal' | 'fetch'> &
    Partial<Pick<RequestToSend, 'headers'>>,
): Promise<PostResponse> {
  return send({ headers: {}, ...request, body: {} });
}

type RequestToSend = ErrorHints & {
  url: string;
  body: Record<string, unknown>;
  /** What is sent, if anything is: then it is a POST. */
  text?: string;
  headers: RequestHeaders;
  keyVariable?: string;
  abortSignal?: AbortSignal | undefined;
  fetch?: FetchFunction | undefined;
  idleTimeoutMs?: number | undefined;
};

async function send(request: RequestToSend): Promise<PostResponse> {
  const { abortSignal, fetch = globalThis.fetch, url, text } = request;
  const sentAt = Date.now();
  const headers = withUserAgent(request.headers);
  const redact = createRedact(headers, url);
  try {
    const { response, redirectProblem } = await fetchWithinOrigin(fetch, url, {
      method: text === undefined ? 'GET' : 'POST',
      headers,
      body: text,
      signal: abortSignal,
    });
    const error = toErrorContext(request, response, { sentAt, redact });
    if (redirectProblem !== undefined) {
      const message = describeRedirect(redirectProblem, redact);
      throw new APICallError({ ...error, message, isRetryable: false });
    }
    const body = toBodyReader(response);
    if (response.ok) return { body, error };
    const { text: errorText, cause } = await readText(body, {
      limit: MAX_ERROR_CHARACTERS,
      abortSignal,
      idleTimeoutMs: request.idleTimeoutMs,
    });
    throw toApiError(errorText, error, { cause });
  } catch (error) {
    // An abort wins, also over an error whose body is being read.
    throwIfAborted(abortSignal);
    throw redactError(toConnectionError(error, { url, requestBodyValues: request.body }), redact);
  }
}

function toErrorContext(
  { url, body, expected, expectsJson, toRemedy, keyVariable }: RequestToSend,
  response: Response,
  { sentAt, redact }: Pick<ErrorContext, 'sentAt' | 'redact'>,
): ErrorContext {
  return {
    url: redact(url),
    requestBodyValues: body,
    statusCode: response?.status,
    responseHeaders: toHeaderRecord(response?.headers, redact),
    expected,
    expectsJson,
    toRemedy,
    sentAt,
    redact,
    keyVariable,
  };
}
