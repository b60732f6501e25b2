import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { isAbortError } from '@ai-sdk/provider-utils';
import { throwIfAborted } from '../http/abort-error';
import type { BodyReader } from '../http/body-reader';
import { createIdleTimer } from '../http/idle-timer';
import { startTimer } from '../http/timer';
import { createLingerTimer } from './linger-timer';
import type { PartsReader } from './parts-reader';

export type PartPumpSettings<Part> = {
  /** Gives a part the form that the model's specification has for it. */
  toPart: (part: LanguageModelV2StreamPart) => Part;
  abortSignal?: AbortSignal;
  /** How long, in milliseconds, the server may send nothing. Default: for ever. */
  idleTimeoutMs?: number;
};

/** How long, in milliseconds, and for how many reads a body may go on after `[DONE]`. */
const GRACE_MS = 1000;
const GRACE_READS = 16;

/** Pumps a body through its reader, within the time limits of the answer and until the call is aborted. */
export function createPartPump<Part>(
  body: BodyReader,
  reader: PartsReader,
  { toPart, abortSignal, idleTimeoutMs }: PartPumpSettings<Part>,
) {
  let isIdle = false;
  let isDone = false;
  const idle =
    idleTimeoutMs === undefined
      ? undefined
      : createIdleTimer(idleTimeoutMs, () => {
          isIdle = true;
          close(body);
        });
  // Closing the body ends the answer.
  const linger = createLingerTimer(() => close(body));

  function startTimers(): void {
    idle?.start();
    if (reader.isFinished()) linger.start({ hasUsage: reader.rawFinish.usage !== undefined });
  }

  function toParts(read: Read): LanguageModelV2StreamPart[] {
    idle?.stop();
    isDone = read.done;
    const parts =
      isIdle && idleTimeoutMs !== undefined
        ? reader.timeOut(idleTimeoutMs)
        : reader.feed(body.decode(read));
    return isDone && !reader.hasEnded ? [...parts, ...reader.end()] : parts;
  }

  function fail(error: unknown): LanguageModelV2StreamPart[] {
    if (!isAbortError(error)) return reader.end(error);
    cancel();
    throw error;
  }

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

  abortSignal?.addEventListener('abort', abort);
  return {
    /** Reads on until there are parts, or the end. Rejects only when the call was aborted. */
    async read(): Promise<Part[]> {
      let parts: LanguageModelV2StreamPart[] = [];
      throwIfAborted(abortSignal);
      while (parts.length === 0 && !reader.hasEnded) {
        try {
          startTimers();
          parts = toParts(await body.read());
        } catch (error) {
          parts = fail(error);
        }
        throwIfAborted(abortSignal);
      }
      linger.stop();
      if (reader.hasEnded) {
        release();
        if (!isDone) drain(body);
      }
      return parts.map(toPart);
    },
    cancel,
  };
}

type Read = Awaited<ReturnType<BodyReader['read']>>;

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
