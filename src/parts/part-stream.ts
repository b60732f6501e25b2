import { toAbortError } from '../http/abort-error';
import { onAbort } from '../http/on-abort';
import type { PartSource } from './part-source';

/** The queue of a ReadableStream takes time that grows with its length for each part that leaves it. */
const MAX_ENQUEUED = 256;

/**
 * The parts of an answer as a stream. They are read on demand only, and the connection is closed with the stream; the stream
 * itself errors on abort alone.
 */
export function toPartStream<Part>(
  source: PartSource<Part>,
  abortSignal: AbortSignal | undefined,
): ReadableStream<Part> {
  let output: ReadableStreamDefaultController<Part>;
  /** The parts of the last read, and how many of them have been enqueued. */
  let waiting: Part[] = [];
  let taken = 0;

  function take(parts: Part[]): void {
    waiting = parts;
    taken = 0;
    enqueue();
  }

  function enqueue(): void {
    const end = Math.min(taken + MAX_ENQUEUED, waiting.length);
    for (; taken < end; taken++) output.enqueue(waiting[taken] as Part);
  }

  /** Parts that were read but not yet taken must not come after an abort. */
  function abort(): void {
    if (abortSignal) output.error(toAbortError(abortSignal));
  }

  function release(): void {
    abortSignal?.removeEventListener('abort', abort);
  }

  return new ReadableStream<Part>(
    {
      start(controller) {
        output = controller;
        onAbort(abortSignal, abort);
        source.whenFailed(release);
      },
      /** Comes when the last enqueued part has been taken. */
      pull() {
        if (taken < waiting.length) return enqueue();
        if (!source.hasEnded()) return source.read(take);
        release();
        output.close();
      },
      cancel(reason) {
        release();
        return source.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
