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
  /** What the reasoning object held beside its text: leaves with the end of the reasoning block it belongs to. */
  let replay: JSONObject | undefined;

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
      if (replay) start('reasoning');
    }
    if (open) emit({ type: 'reasoning-end', id, providerMetadata: replay && { [name]: replay } });
    open = replay = undefined;
  }

  return {
    write(kind: Kind, delta: string): void {
      if (open !== kind) {
        close();
        start(kind);
      }
      emit({ type: DELTA[kind], id, delta });
    },

    /** Keeps a signature, also one without reasoning, or one that comes after its block was closed. */
    sign(more: JSONObject): void {
      if (!open) start('reasoning');
      replay = { ...replay, ...more };
    },

    close,
  };
}
