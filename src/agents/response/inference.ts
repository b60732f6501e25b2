import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { Emit } from '../../parts/blocks';
import type { Chunk } from '../../parts/chunk';
import { type ChunkReader, createChunkReader } from '../../parts/chunk-reader';
import type { ReaderSettings } from '../../parts/reader-settings';
import type { ServerCall } from './server-calls';

/** What becomes of the parts of an inference in the whole answer. */
export type InferenceHandlers = {
  emit: Emit;
  fail(error: unknown): void;
  /** A call that the inference begins; undefined if its result was emitted already. */
  openCall(serverId: string, name: string): ServerCall | undefined;
  emitCall(call: ServerCall): void;
};

/** One inference of the answer. */
export type Inference = {
  reader: ChunkReader;
  /** Its calls, by the server's ids. */
  calls: Map<string, ServerCall | undefined>;
  /** Whether it ended at its limit of tokens, whatever the server says. Known at its end. */
  isLimited: boolean;
};

/**
 * Reads one inference with a chunk reader of its own, and passes its parts on.
 * @param index its place in the answer: its ids begin with it.
 */
export function createInference(
  { message }: Chunk,
  { index, settings }: { index: number; settings: ReaderSettings },
  handlers: InferenceHandlers,
): Inference {
  // JSON is the answer of the inference that calls no tools. What the others write beside their calls becomes reasoning.
  const isBesideCalls = settings.json !== undefined && Boolean(message?.toolCalls?.length);
  const calls: Inference['calls'] = new Map();
  const inference: Inference = {
    calls,
    isLimited: false,
    reader: createChunkReader(
      // Its calls keep the server's ids, by which their results are found. A banned call is left to the rules of undeclared tools.
      {
        ...settings,
        callIds: undefined,
        json: isBesideCalls ? undefined : settings.json,
        bansCalls: false,
      },
      forward,
    ),
  };
  return inference;

  function forward(part: LanguageModelV2StreamPart): void {
    switch (part.type) {
      case 'text-start':
      case 'text-delta':
      case 'text-end':
      case 'reasoning-start':
      case 'reasoning-delta':
      case 'reasoning-end': {
        const type = isBesideCalls ? part.type.replace('text', 'reasoning') : part.type;
        const id = `${index}.${part.id}`;
        return handlers.emit({ ...part, type, id } as LanguageModelV2StreamPart);
      }
      case 'response-metadata':
        return index === 0 ? handlers.emit(part) : undefined;
      case 'source':
        return handlers.emit(part);
      case 'error':
        return handlers.fail(part.error);
      case 'finish':
        inference.isLimited = part.finishReason === 'length';
        return;
      default:
        readCallPart(part);
    }
  }

  function readCallPart(part: LanguageModelV2StreamPart): void {
    if (part.type === 'tool-input-start') {
      calls.set(part.id, handlers.openCall(part.id, part.toolName));
    } else if (part.type === 'tool-input-delta') {
      const call = calls.get(part.id);
      if (call) call.input += part.delta;
    } else if (part.type === 'tool-call') {
      const call = calls.get(part.toolCallId);
      if (call) handlers.emitCall(call);
    }
  }
}
