import type { JSONObject, LanguageModelV2StreamPart } from '@ai-sdk/provider';

/** Takes the parts of an answer, one by one. */
export type Emit = (part: LanguageModelV2StreamPart) => void;

const DELTA = { text: 'text-delta', reasoning: 'reasoning-delta' } as const;

type Kind = 'text' | 'reasoning';

/**
 * Text and reasoning blocks: at most one is open, and writing to the other kind closes it.
 * @param name key of the provider metadata.
 */
export function createBlocks(name: string, emit: Emit) {
  let open: Kind | undefined;
  /** Of the block opened last. */
  let id = '';
  let count = 0;
  /** Keys of the reasoning object other than its text. Emitted with the end of the reasoning block. */
  let metadata: JSONObject | undefined;

  function start(kind: Kind): void {
    open = kind;
    id = String(count++);
    emit({ type: `${kind}-start`, id });
  }

  function close(): void {
    if (open === 'text') {
      emit({ type: 'text-end', id });
      open = undefined;
      // It came after its reasoning block was closed.
      if (metadata) start('reasoning');
    }
    if (open)
      emit({ type: 'reasoning-end', id, providerMetadata: metadata && { [name]: metadata } });
    open = metadata = undefined;
  }

  return {
    write(kind: Kind, delta: string): void {
      if (open !== kind) {
        close();
        start(kind);
      }
      emit({ type: DELTA[kind], id, delta });
    },

    /** Adds keys such as `signature`, also without reasoning text, or after the reasoning block was closed. */
    addReasoningMetadata(more: JSONObject): void {
      if (!open) start('reasoning');
      metadata = { ...metadata, ...more };
    },

    close,
  };
}
