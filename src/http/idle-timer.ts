import { startTimer } from './timer';

/**
 * Calls `onIdle` when a wait has lasted for `ms` milliseconds. One timer serves many waits: it is set again only when it
 * fires early, so that a wait costs no more than a look at the clock.
 */
export function createIdleTimer(ms: number, onIdle: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingSince: number | undefined;

  function check(): void {
    timer = undefined;
    if (waitingSince === undefined) return;
    const left = waitingSince + ms - performance.now();
    if (left <= 0) onIdle();
    else timer = startTimer(check, left);
  }

  return {
    /** A wait begins. */
    start(): void {
      waitingSince = performance.now();
      timer ??= startTimer(check, ms);
    },
    /** It has ended. */
    stop(): void {
      waitingSince = undefined;
    },
    /** No more waits will come. */
    clear(): void {
      waitingSince = undefined;
      clearTimeout(timer);
    },
  };
}
