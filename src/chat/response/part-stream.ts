import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { isAbortError } from '@ai-sdk/provider-utils';
import type { AnswerReader } from './answer-reader';
import { createIdleTimer } from './idle-timer';

/** How long, in milliseconds, and for how many reads a body may go on after `[DONE]`. */
const GRACE_MS = 1000;
const GRACE_READS = 16;

/** The queue of a ReadableStream takes time that grows with its length for each part that leaves it. */
const MAX_ENQUEUED = 256;

/**
 * Bytes of a response -> stream of parts. Resolves with the first part of the answer; throws the server's error if that
 * comes instead, so that the AI SDK can retry. Upstream is read on demand only, and cancelled with the stream; the
 * stream itself errors on abort alone.
 * @param start the first part.
 * @param toPart gives a part the form that the model's specification has for it.
 * @param idleTimeoutMs how long the server may send nothing; undefined: for ever.
 */
export async function toPartStream<Part>(
  body: ReadableStream<Uint8Array> | null,
  reader: AnswerReader,
  start: Part,
  toPart: (part: LanguageModelV2StreamPart) => Part,
  abortSignal: AbortSignal | undefined,
  idleTimeoutMs?: number,
): Promise<ReadableStream<Part>> {
  const bytes = (body ?? new Blob().stream()).getReader();
  const decoder = new TextDecoder();
  let output: ReadableStreamDefaultController<Part>;
  let hasBegun = false;
  let isIdle = false;
  const idle =
    idleTimeoutMs === undefined
      ? undefined
      : createIdleTimer(idleTimeoutMs, () => {
          isIdle = true;
          close();
        });
  /** The parts of the last read, and how many of them have been enqueued. */
  let waiting: LanguageModelV2StreamPart[] = [];
  let taken = 0;

  /** Reads on until there are parts, or the end. Rejects only when the call was aborted. */
  async function read(): Promise<void> {
    let parts: LanguageModelV2StreamPart[] = [];
    while (parts.length === 0 && !reader.hasEnded) {
      try {
        idle?.start();
        const { done, value } = await bytes.read();
        idle?.stop();
        parts =
          isIdle && idleTimeoutMs !== undefined
            ? reader.timeOut(idleTimeoutMs)
            : reader.feed(decoder.decode(value, { stream: !done }));
        if (done && !reader.hasEnded) parts = [...parts, ...reader.end()];
      } catch (error) {
        if (isAbortError(error)) {
          cancel();
          throw error;
        }
        parts = reader.end(error);
      }
      abortSignal?.throwIfAborted();
    }
    hasBegun ||= parts.some(({ type }) => type !== 'raw');
    waiting = parts;
    taken = 0;
    if (reader.hasEnded) {
      idle?.clear();
      drain();
    }
    enqueue();
  }

  function enqueue(): void {
    const end = Math.min(taken + MAX_ENQUEUED, waiting.length);
    for (; taken < end; taken++) {
      const part = waiting[taken];
      if (part) output.enqueue(toPart(part));
    }
  }

  /**
   * `[DONE]` ends the answer at once, but only a body read to its end leaves the connection to the next call: it gets a
   * moment for that. One that goes on is closed.
   */
  async function drain(): Promise<void> {
    const timer = setTimeout(close, GRACE_MS);
    try {
      for (let reads = 0; reads < GRACE_READS; reads++) if ((await bytes.read()).done) break;
    } catch {
      // The answer is complete: what becomes of the connection no longer matters.
    }
    clearTimeout(timer);
    close();
  }

  function close(reason?: unknown): Promise<void> {
    return bytes.cancel(reason).catch(() => {});
  }

  function removeAbortListener(): void {
    abortSignal?.removeEventListener('abort', abort);
  }

  function cancel(reason?: unknown): Promise<void> {
    idle?.clear();
    removeAbortListener();
    return close(reason);
  }

  /** Parts that were read but not yet taken must not come after an abort. */
  function abort(): void {
    cancel(abortSignal?.reason);
    output.error(abortSignal?.reason);
  }

  const stream = new ReadableStream<Part>(
    {
      start(controller) {
        output = controller;
        output.enqueue(start);
      },
      /** Comes when the last enqueued part has been taken. */
      pull() {
        if (taken < waiting.length) return enqueue();
        if (!reader.hasEnded) return read();
        removeAbortListener();
        output.close();
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
  abortSignal?.addEventListener('abort', abort);
  while (!reader.hasEnded && !hasBegun) await read();
  if (reader.initialError === undefined) return stream;
  cancel();
  throw reader.initialError;
}
