import type { LanguageModelV2CallWarning, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { isAbortError } from '@ai-sdk/provider-utils';
import type { AnswerReader } from './answer-reader';

type Part = LanguageModelV2StreamPart;

/** Where parts go: the stream, or what is read before there is one. */
type Sink = { enqueue(part: Part): void };

const STREAM = { stream: true };

/** How long, in milliseconds, and for how many reads a body may go on after `[DONE]`. */
const GRACE_MS = 1000;
const GRACE_READS = 16;

export type PartStreamSettings = {
  warnings: LanguageModelV2CallWarning[];
  abortSignal: AbortSignal | undefined;
};

/**
 * Bytes of a response -> stream of parts. Resolves with the first part of the answer; throws the server's error if that
 * comes instead, so that the AI SDK can retry. Upstream is read on demand only, and cancelled with the stream; the
 * stream itself errors on abort alone.
 */
export async function toPartStream(
  body: ReadableStream<Uint8Array> | null,
  reader: AnswerReader,
  { warnings, abortSignal }: PartStreamSettings,
): Promise<ReadableStream<Part>> {
  const source = new PartSource(body ?? new Blob([]).stream(), reader, abortSignal);
  const opening: Part[] = [{ type: 'stream-start', warnings }];
  const sink: Sink = { enqueue: (part) => opening.push(part) };
  while (!reader.hasEnded && !opening.some(isOfAnswer)) await source.read(sink);
  abortSignal?.throwIfAborted();
  if (reader.refusal !== undefined) {
    source.cancel();
    throw reader.refusal;
  }
  return toReadableStream(opening, source);
}

function isOfAnswer({ type }: Part): boolean {
  return type !== 'raw' && type !== 'stream-start';
}

/** Parts as they come from the body, one read at a time, until the end, an abort or a cancel. */
class PartSource {
  /** Called when the call is aborted, after the body has been let go. */
  onAbort: (reason: unknown) => void = () => {};

  readonly #body: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();

  readonly #reader: AnswerReader;
  readonly #abortSignal: AbortSignal | undefined;

  constructor(
    body: ReadableStream<Uint8Array>,
    reader: AnswerReader,
    abortSignal: AbortSignal | undefined,
  ) {
    this.#reader = reader;
    this.#abortSignal = abortSignal;
    this.#body = body.getReader();
    abortSignal?.addEventListener('abort', this.#abort);
  }

  get hasEnded(): boolean {
    return this.#reader.hasEnded;
  }

  /** Reads on until there are parts, or the end. Rejects only when the call was aborted. */
  async read(sink: Sink): Promise<void> {
    let parts: Part[] = [];
    while (parts.length === 0 && !this.hasEnded) {
      try {
        const { done, value } = await this.#body.read();
        parts = done ? this.#readEnd() : this.#reader.feed(this.#decoder.decode(value, STREAM));
      } catch (error) {
        if (isAbortError(error)) {
          this.cancel();
          throw error;
        }
        parts = this.#reader.end(error);
      }
      this.#abortSignal?.throwIfAborted();
    }
    for (const part of parts) sink.enqueue(part);
    if (this.hasEnded) this.#leave();
  }

  /** Closes the connection. */
  cancel(reason?: unknown): Promise<void> {
    this.forgetSignal();
    return this.#body.cancel(reason).catch(() => {});
  }

  forgetSignal(): void {
    this.#abortSignal?.removeEventListener('abort', this.#abort);
  }

  /**
   * `[DONE]` ends the answer at once, but only a body read to its end leaves the connection to the next call: it gets a
   * moment for that. One that goes on is closed.
   */
  async #leave(): Promise<void> {
    const close = () => this.#body.cancel().catch(() => {});
    const timer = setTimeout(close, GRACE_MS);
    try {
      for (let reads = 0; reads < GRACE_READS; reads++) if ((await this.#body.read()).done) break;
    } catch {
      // The answer is complete: what becomes of the connection no longer matters.
    }
    clearTimeout(timer);
    close();
  }

  #readEnd(): Part[] {
    const rest = this.#decoder.decode();
    return [...(rest === '' ? [] : this.#reader.feed(rest)), ...this.#reader.end()];
  }

  readonly #abort = () => {
    const reason: unknown = this.#abortSignal?.reason;
    this.cancel(reason);
    this.onAbort(reason);
  };
}

function toReadableStream(opening: Part[], source: PartSource): ReadableStream<Part> {
  return new ReadableStream<Part>(
    {
      start(controller) {
        // Parts that were read but not yet taken must not come after an abort.
        source.onAbort = (reason) => controller.error(reason);
        for (const part of opening) controller.enqueue(part);
      },
      /** Comes when the last part has been taken. */
      pull(controller) {
        if (!source.hasEnded) return source.read(controller);
        source.forgetSignal();
        controller.close();
      },
      cancel: (reason) => source.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
