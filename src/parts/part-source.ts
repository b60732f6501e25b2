import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { isAbortError } from '@ai-sdk/provider-utils';
import { throwIfAborted } from '../http/abort-error';
import type { BodyReader } from '../http/body-reader';
import { createIdleTimer } from '../http/idle-timer';
import { startTimer } from '../http/timer';
import { createLingerTimer } from './linger-timer';
import type { PartsReader } from './parts-reader';
import { FIRST_PART_MS, settleWithin } from './settle-within';

/** The parts of an answer, read on demand. */
export type PartSource<Part> = {
  /** Whether all parts have been given. */
  hasEnded(): boolean;
  /** Reads on until there are parts, or the end. Rejects only when the call was aborted. */
  read(): Promise<Part[]>;
  /** Closes the connection. */
  cancel(reason?: unknown): Promise<void>;
};

export type PartSourceSettings<Part> = {
  /** The first part. */
  start: Part;
  /** Gives a part the form that the model's specification has for it. */
  toPart: (part: LanguageModelV2StreamPart) => Part;
  /** The caller sees nothing of the answer before its end, so the first part is waited for however long it takes. */
  isHeld?: boolean;
  abortSignal?: AbortSignal;
  /** How long the server may send nothing; undefined: for ever. */
  idleTimeoutMs?: number;
};

/** How long, in milliseconds, and for how many reads a body may go on after `[DONE]`. */
const GRACE_MS = 1000;
const GRACE_READS = 16;

/**
 * The body of a response -> parts. Resolves when the first part of the answer is there, or after FIRST_PART_MS without one; throws
 * the error if that comes instead, so that the AI SDK can retry. The body is then read on demand only.
 */
export async function openParts<Part>(
  body: BodyReader,
  reader: PartsReader,
  { start, toPart, isHeld, abortSignal, idleTimeoutMs }: PartSourceSettings<Part>,
): Promise<PartSource<Part>> {
  let isIdle = false;
  const idle =
    idleTimeoutMs === undefined
      ? undefined
      : createIdleTimer(idleTimeoutMs, () => {
          isIdle = true;
          close();
        });

  // What ends the body ends the answer.
  const linger = createLingerTimer(() => close());

  /** What is to be given first: all that came until the source was handed out. */
  let first = [start];
  let isHandedOut = false;
  /** The read that was going on when the source was handed out. */
  let begun: Promise<Part[]> | undefined;

  /** Reads until the answer has begun, or has failed. */
  async function begin(): Promise<void> {
    while (!reader.hasAnswered() && !reader.hasEnded && reader.initialError === undefined) {
      begun = read();
      const parts = await begun;
      if (isHandedOut) return;
      for (const part of parts) first.push(part);
      begun = undefined;
    }
  }

  async function takeFirst(): Promise<Part[]> {
    throwIfAborted(abortSignal);
    const parts = first;
    first = [];
    return parts;
  }

  function takeBegun(reading: Promise<Part[]>): Promise<Part[]> {
    begun = undefined;
    return reading;
  }

  async function read(): Promise<Part[]> {
    let parts: LanguageModelV2StreamPart[] = [];
    let isDone = false;
    throwIfAborted(abortSignal);
    while (parts.length === 0 && !reader.hasEnded) {
      try {
        idle?.start();
        if (reader.isFinished()) linger.start(reader.rawFinish.usage !== undefined);
        const { done, value } = await body.read();
        idle?.stop();
        isDone = done;
        parts =
          isIdle && idleTimeoutMs !== undefined
            ? reader.timeOut(idleTimeoutMs)
            : reader.feed(body.decode(value, done));
        if (done && !reader.hasEnded) parts = [...parts, ...reader.end()];
      } catch (error) {
        if (isAbortError(error)) {
          cancel();
          throw error;
        }
        parts = reader.end(error);
      }
      throwIfAborted(abortSignal);
    }
    linger.stop();
    if (reader.hasEnded) {
      release();
      if (!isDone) drain();
    }
    return parts.map(toPart);
  }

  /**
   * `[DONE]` ends the answer at once, but only a body read to its end leaves the connection to the next call: it gets a
   * moment for that. One that goes on is closed.
   */
  async function drain(): Promise<void> {
    const timer = startTimer(() => close(), GRACE_MS);
    try {
      for (let reads = 0; reads < GRACE_READS; reads++) if ((await body.read()).done) break;
    } catch {
      // The answer is complete: what becomes of the connection no longer matters.
    }
    clearTimeout(timer);
    close();
  }

  function close(reason?: unknown): Promise<void> {
    return body.cancel(reason).catch(() => {});
  }

  function release(): void {
    idle?.clear();
    linger.stop();
    abortSignal?.removeEventListener('abort', abort);
  }

  function cancel(reason?: unknown): Promise<void> {
    release();
    return close(reason);
  }

  function abort(): void {
    cancel(abortSignal?.reason);
  }

  abortSignal?.addEventListener('abort', abort);
  await (isHeld ? begin() : settleWithin(FIRST_PART_MS, begin()));
  isHandedOut = true;
  if (reader.initialError !== undefined) {
    cancel();
    throw reader.initialError;
  }
  return {
    hasEnded: () => reader.hasEnded && first.length === 0 && begun === undefined,
    // No further promise: one for each read is what a stream of small reads costs.
    read: () => (first.length > 0 ? takeFirst() : begun ? takeBegun(begun) : read()),
    cancel,
  };
}
