/** Calls `act` when the signal aborts, and at once if it has: a signal that has aborted tells no listener. */
export function onAbort(signal: AbortSignal | undefined, act: () => void): void {
  if (signal?.aborted) act();
  else signal?.addEventListener('abort', act, { once: true });
}
