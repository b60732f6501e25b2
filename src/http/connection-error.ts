import { APICallError } from '@ai-sdk/provider';
import { isAbortError } from '@ai-sdk/provider-utils';
import { toNonEmptyString } from '../json/values';
import { toConnectionProblem } from './connection-remedies';

/**
 * An error of `fetch` -> a retryable APICallError, if no connection was made or it was lost. An abort, and an error that
 * says nothing of a connection, stays as it is.
 */
export function toConnectionError(
  error: unknown,
  request: { url: string; requestBodyValues: unknown },
): unknown {
  if (isAbortError(error) || APICallError.isInstance(error)) return error;
  const { message: ownMessage, cause } = Object(error);
  // The `fetch` of browsers and Node says this whatever goes wrong; the reason is in the cause.
  const isOfFetch = cause != null && /^(fetch failed|failed to fetch)$/i.test(ownMessage);
  if (!isOfFetch && !chainOf(error).some(({ code }) => NETWORK_CODE.test(String(code))))
    return error;
  const problem = toConnectionProblem(describeCauses(error), request.url);
  const message = `Cannot connect to API: ${toCauseMessage(error)}`;
  return new APICallError({
    ...request,
    message: problem ? `${message.replace(/[^.!?]$/, '$&.')} ${problem.remedy}` : message,
    cause: isOfFetch ? cause : error,
    isRetryable: problem?.isRetryable ?? true,
  });
}

/** The codes of Node, undici and Bun. */
const NETWORK_CODE =
  /^(ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_(SOCKET|\w+_TIMEOUT)|Connection\w+|FailedToOpenSocket)$/;

/**
 * The message of the innermost cause that has one, or its code: `terminated` and `fetch failed` are the same for all causes.
 */
export function toCauseMessage(error: unknown): string | undefined {
  const reasons = chainOf(error).map(
    ({ message, code }) => toNonEmptyString(message) ?? toNonEmptyString(code),
  );
  return reasons.findLast(Boolean);
}

/** All that an error and its causes say, by which its kind is known. */
export function describeCauses(error: unknown): string {
  return chainOf(error)
    .map(({ name, code, message }) => [name, code, message].filter(Boolean).join(' '))
    .join('\n');
}

type Thrown = { name?: unknown; message?: unknown; code?: unknown; cause?: unknown };

/** An error and its causes, whose chain may be a circle. What was thrown may be a mere string. */
function chainOf(error: unknown): Thrown[] {
  const chain: Thrown[] = [];
  for (let at = error; at != null && chain.length < 9; at = chain.at(-1)?.cause) {
    chain.push(typeof at === 'string' ? { message: at } : Object(at));
  }
  return chain;
}
