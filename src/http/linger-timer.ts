import { startTimer } from './timer';

/** After finish reason and usage nothing of the answer is missing: time enough for `[DONE]`, which comes with them or never. */
const WITH_USAGE_MS = 1000;

/** After a finish reason alone: servers count tokens last, and 400 ms are nothing unusual (field-reports-2.md H4). */
const WITHOUT_USAGE_MS = 5000;

/**
 * Ends the wait for a server that has finished its answer and neither says so nor closes the connection. Comments do not
 * lengthen it.
 */
export function createLingerTimer(onOver: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hadUsage: boolean | undefined;

  function stop(): void {
    clearTimeout(timer);
    hadUsage = undefined;
  }

  return {
    /** The finish reason is there, and more is waited for. */
    start({ hasUsage }: { hasUsage: boolean }): void {
      if (hasUsage === hadUsage) return;
      stop();
      hadUsage = hasUsage;
      timer = startTimer(onOver, hasUsage ? WITH_USAGE_MS : WITHOUT_USAGE_MS);
    },
    /** Something came that is more than a comment, or nothing is waited for. */
    stop,
  };
}
