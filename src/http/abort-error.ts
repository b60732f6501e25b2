/**
 * What a call fails with when its signal aborts: an error named AbortError. AI SDK 5 and 6 know an abort by the name of the
 * error alone, and callers abort with any reason: @hono/node-server with a string whenever a client leaves
 * (field-reports-2.md H1). A reason that is an AbortError or a TimeoutError already is the error; of others it is the cause.
 */
export function toAbortError({ reason }: AbortSignal): Error {
  if (reason instanceof Error && ABORT_NAMES.includes(reason.name)) return reason;
  const error = new Error('The call was aborted.', { cause: reason });
  error.name = 'AbortError';
  return error;
}

const ABORT_NAMES = ['AbortError', 'TimeoutError'];

/** Throws `toAbortError` of a signal that has aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw toAbortError(signal);
}
