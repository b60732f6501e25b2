import { throwIfAborted } from '../http/abort-error';
import type { BodyReader } from '../http/body-reader';
import { createPartPump, type PartPumpSettings } from './part-pump';
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

export type PartSourceSettings<Part> = PartPumpSettings<Part> & {
  /** The first part. */
  start: Part;
  /** The caller sees nothing of the answer before its end, so the first part is waited for however long it takes. */
  isBuffered?: boolean;
};

/**
 * The body of a response -> parts. Resolves when the first part of the answer is there, or after FIRST_PART_MS without one; throws
 * the error if that comes instead, so that the AI SDK can retry. The body is then read on demand only.
 */
export async function openParts<Part>(
  body: BodyReader,
  reader: PartsReader,
  settings: PartSourceSettings<Part>,
): Promise<PartSource<Part>> {
  const { read, cancel } = createPartPump(body, reader, settings);
  /** The parts that came before the source was handed out; they are given first. */
  let first = [settings.start];
  let isHandedOut = false;
  /** The read that was going on when the source was handed out. */
  let pending: Promise<Part[]> | undefined;

  /** Reads until the answer has begun, or has failed. */
  async function begin(): Promise<void> {
    while (!reader.hasAnswered() && !reader.hasEnded && reader.initialError === undefined) {
      pending = read();
      const parts = await pending;
      if (isHandedOut) return;
      for (const part of parts) first.push(part);
      pending = undefined;
    }
  }

  async function takeFirst(): Promise<Part[]> {
    throwIfAborted(settings.abortSignal);
    const parts = first;
    first = [];
    return parts;
  }

  function takePending(reading: Promise<Part[]>): Promise<Part[]> {
    pending = undefined;
    return reading;
  }

  await (settings.isBuffered ? begin() : settleWithin(FIRST_PART_MS, begin()));
  isHandedOut = true;
  if (reader.initialError !== undefined) {
    cancel();
    throw reader.initialError;
  }
  return {
    hasEnded: () => reader.hasEnded && first.length === 0 && pending === undefined,
    // No further promise: one for each read is what a stream of small reads costs.
    read: () => (first.length > 0 ? takeFirst() : pending ? takePending(pending) : read()),
    cancel,
  };
}
