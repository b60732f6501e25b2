import type { BodyReader } from './body-reader';
import { createIdleTimer } from './idle-timer';
import { createLingerTimer } from './linger-timer';
import { onAbort } from './on-abort';
import type { WaitLimits } from './read-text';
import { startTimer } from './timer';

/** How far an answer has come. */
type Progress = {
  /** Whether its finish reason is there. */
  isFinished(): boolean;
  readonly rawFinish: { usage?: unknown };
};

/** How long, in milliseconds, and for how many reads a body may go on after `[DONE]`. */
const GRACE_MS = 1000;
const GRACE_READS = 16;

/**
 * Watches over the body of an answer: closes it when the call is aborted, when the server is silent for too long, and when it
 * neither says that its answer is over nor closes the body.
 */
export function createConnection(body: BodyReader, { abortSignal, idleTimeoutMs }: WaitLimits) {
  let isIdle = false;
  const idle =
    idleTimeoutMs === undefined
      ? undefined
      : createIdleTimer(idleTimeoutMs, () => {
          isIdle = true;
          close(body);
        });
  const linger = createLingerTimer(() => close(body));

  function release(): void {
    idle?.clear();
    linger.stop();
    abortSignal?.removeEventListener('abort', abort);
  }

  function cancel(reason?: unknown): Promise<void> {
    release();
    return close(body, reason);
  }

  function abort(): void {
    cancel(abortSignal?.reason);
  }

  onAbort(abortSignal, abort);
  return {
    /** A read begins; another follows for as long as reads bring nothing of the answer. */
    startRead({ isFinished, rawFinish }: Progress): void {
      idle?.start();
      if (isFinished()) linger.start({ hasUsage: rawFinish.usage !== undefined });
    },
    /** Something of the answer has come, or its end. */
    endRead(): void {
      idle?.stop();
      linger.stop();
    },
    /** Whether the server was silent for `idleTimeoutMs`, so that the body is closed. */
    isIdle: (): boolean => isIdle,
    /** Nothing of the answer is missing. @param isDone whether the body has been read to its end. */
    finish({ isDone }: { isDone: boolean }): void {
      release();
      if (!isDone) drain(body);
    },
    /** Closes the body. */
    cancel,
  };
}

/**
 * `[DONE]` ends the answer at once, but only a body read to its end leaves the connection to the next call: it gets a
 * moment for that. One that goes on is closed.
 */
async function drain(body: BodyReader): Promise<void> {
  const timer = startTimer(() => close(body), GRACE_MS);
  try {
    for (let reads = 0; reads < GRACE_READS; reads++) if ((await body.read()).done) break;
  } catch {
    // The answer is complete: what becomes of the connection no longer matters.
  }
  clearTimeout(timer);
  close(body);
}

function close(body: BodyReader, reason?: unknown): Promise<void> {
  return body.cancel(reason).catch(() => {});
}
