import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { isAbortError } from '@ai-sdk/provider-utils';
import { throwIfAborted } from '../http/abort-error';
import type { BodyReader } from '../http/body-reader';
import { createConnection } from '../http/connection';
import type { WaitLimits } from '../http/read-text';
import { settleWithin } from '../http/settle-within';
import type { PartsReader } from './parts-reader';

/** The parts of an answer, read on demand. */
export type PartSource<Part> = {
  /** Whether all parts have been given. */
  hasEnded(): boolean;
  /** Reads on until there are parts, which are given at once, or the end. Rejects only when the call was aborted. */
  read(take: Take<Part>): Promise<void>;
  /** What to do before a read rejects although the caller has not aborted. */
  whenFailed(act: () => void): void;
  /** Closes the connection. */
  cancel(reason?: unknown): Promise<void>;
};

type Take<Part> = (parts: Part[]) => void;

export type PartSourceSettings<Part> = WaitLimits & {
  /** The first part. */
  start: Part;
  /** Gives a part the form that the model's specification has for it. */
  toPart: (part: LanguageModelV2StreamPart) => Part;
  /** The caller sees nothing of the answer before its end, so the first part is waited for however long it takes. */
  isBuffered?: boolean;
};

/**
 * How long, in milliseconds, `doStream` waits for the first part before it hands out the stream. Until then an error rejects,
 * so that the AI SDK asks again: refusals and lost connections come much sooner. Not longer, because the time limits of AI SDK 6
 * and 7 (`chunkMs`, `firstChunkMs`) begin when `doStream` resolves (field-reports-2.md H2).
 */
const FIRST_PART_MS = 1000;

/**
 * The body of a response -> parts. Resolves when the first part of the answer is there, or after FIRST_PART_MS without one; throws
 * the error if that comes instead, so that the AI SDK can retry. The body is then read on demand only.
 */
export async function openParts<Part>(
  body: BodyReader,
  reader: PartsReader,
  settings: PartSourceSettings<Part>,
): Promise<PartSource<Part>> {
  const { read, whenFailed, cancel } = createPump(body, reader, settings);
  /** The parts that came before they were asked for. */
  let early = [settings.start];
  let isHandedOut = false;
  let isBeginning = true;

  /** Reads until the answer has begun, or has failed. What it reads when the source is handed out still comes first. */
  async function begin(): Promise<void> {
    while (!isHandedOut && !reader.hasAnswered() && !reader.hasEnded && !reader.initialError)
      await read((parts) => {
        for (const part of parts) early.push(part);
      });
    isBeginning = false;
  }

  async function takeEarly(take: Take<Part>): Promise<void> {
    if (early.length === 0) await beginning;
    throwIfAborted(settings.abortSignal);
    take(early);
    early = [];
  }

  const beginning = begin();
  await (settings.isBuffered ? beginning : settleWithin(FIRST_PART_MS, beginning));
  isHandedOut = true;
  if (reader.initialError !== undefined) {
    cancel();
    throw reader.initialError;
  }
  return {
    hasEnded: () => reader.hasEnded && early.length === 0,
    // No further promise: one for each read is what a stream of small reads costs.
    read: (take) => (early.length > 0 || isBeginning ? takeEarly(take) : read(take)),
    whenFailed,
    cancel,
  };
}

/** Pumps a body through its reader. */
function createPump<Part>(
  body: BodyReader,
  reader: PartsReader,
  settings: PartSourceSettings<Part>,
): Omit<PartSource<Part>, 'hasEnded'> {
  const { toPart, abortSignal, idleTimeoutMs } = settings;
  const connection = createConnection(body, settings);
  let isDone = false;
  let onFailure = () => {};

  function toParts(read: Read): LanguageModelV2StreamPart[] {
    isDone = read.done;
    const parts =
      connection.isIdle() && idleTimeoutMs !== undefined
        ? reader.timeOut(idleTimeoutMs)
        : reader.feed(body.decode(read));
    return isDone && !reader.hasEnded ? [...parts, ...reader.end()] : parts;
  }

  function fail(error: unknown): LanguageModelV2StreamPart[] {
    if (!isAbortError(error)) return reader.end(error);
    connection.cancel();
    onFailure();
    throw error;
  }

  return {
    async read(take): Promise<void> {
      let parts: LanguageModelV2StreamPart[] = [];
      throwIfAborted(abortSignal);
      while (parts.length === 0 && !reader.hasEnded) {
        try {
          connection.startRead(reader);
          parts = toParts(await body.read());
        } catch (error) {
          parts = fail(error);
        }
        throwIfAborted(abortSignal);
      }
      connection.endRead();
      if (reader.hasEnded) connection.finish({ isDone });
      take(parts.map(toPart));
    },
    whenFailed(act): void {
      onFailure = act;
    },
    cancel: connection.cancel,
  };
}

type Read = Awaited<ReturnType<BodyReader['read']>>;
