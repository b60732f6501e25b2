import { startTimer } from './timer';

/**
 * How long, in milliseconds, `doStream` waits for the first part before it hands out the stream. Until then an error rejects,
 * so that the AI SDK asks again: refusals and lost connections come much sooner. Not longer, because the time limits of AI SDK 6
 * and 7 (`chunkMs`, `firstChunkMs`) begin when `doStream` resolves (field-reports-2.md H2).
 */
export const FIRST_PART_MS = 1000;

/** Settles like a promise, or resolves after so many milliseconds; what was waited for goes on. */
export function settleWithin(ms: number, promise: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = startTimer(resolve, ms);
    promise.then(
      () => {
        clearTimeout(timer);
        resolve();
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
