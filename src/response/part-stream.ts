import type { LanguageModelV2CallWarning, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { isAbortError } from '@ai-sdk/provider-utils';
import type { AnswerReader } from './answer-reader';

type Part = LanguageModelV2StreamPart;

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
  const source = new PartSource(body ?? new Blob([]).stream(), reader);
  const opening = await source.readOpening();
  if (reader.refusal !== undefined) {
    source.cancel();
    throw reader.refusal;
  }
  return toReadableStream([{ type: 'stream-start', warnings }, ...opening], source, abortSignal);
}

/** Parts as they come from the body, one read at a time. */
class PartSource {
  private readonly body: ReadableStreamDefaultReader<Uint8Array>;
  private readonly decoder = new TextDecoder();

  constructor(
    body: ReadableStream<Uint8Array>,
    private readonly reader: AnswerReader,
  ) {
    this.body = body.getReader();
  }

  get hasEnded(): boolean {
    return this.reader.hasEnded;
  }

  /** Reads on until there is something to say of the answer itself. */
  async readOpening(): Promise<Part[]> {
    const opening: Part[] = [];
    while (!this.hasEnded && !opening.some((part) => part.type !== 'raw')) {
      for (const part of await this.read()) opening.push(part);
    }
    return opening;
  }

  /** Rejects only when the call was aborted. */
  async read(): Promise<Part[]> {
    const parts = await this.step();
    // [DONE] ends the answer also when the server keeps the socket open.
    if (this.hasEnded) this.cancel();
    return parts;
  }

  cancel(reason?: unknown): Promise<void> {
    return this.body.cancel(reason).catch(() => {});
  }

  private async step(): Promise<Part[]> {
    try {
      const { done, value } = await this.body.read();
      if (!done) return this.reader.feed(this.decoder.decode(value, { stream: true }));
      const rest = this.decoder.decode();
      return [...(rest === '' ? [] : this.reader.feed(rest)), ...this.reader.end()];
    } catch (error) {
      if (isAbortError(error)) throw error;
      return this.reader.end(error);
    }
  }
}

function toReadableStream(
  opening: Part[],
  source: PartSource,
  abortSignal: AbortSignal | undefined,
): ReadableStream<Part> {
  let onAbort: () => void;
  const settle = () => abortSignal?.removeEventListener('abort', onAbort);

  const push = (controller: ReadableStreamDefaultController<Part>, parts: Part[]) => {
    for (const part of parts) controller.enqueue(part);
    if (!source.hasEnded) return;
    settle();
    controller.close();
  };

  return new ReadableStream<Part>(
    {
      start(controller) {
        // Parts that were read but not yet taken must not come after an abort.
        onAbort = () => {
          settle();
          controller.error(abortSignal?.reason);
          source.cancel();
        };
        if (abortSignal?.aborted) return onAbort();
        abortSignal?.addEventListener('abort', onAbort);
        push(controller, opening);
      },
      async pull(controller) {
        let parts: Part[] = [];
        while (parts.length === 0 && !source.hasEnded) parts = await source.read();
        push(controller, parts);
      },
      cancel(reason) {
        settle();
        return source.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
