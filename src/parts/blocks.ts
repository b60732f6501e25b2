import type { LanguageModelV2StreamPart, SharedV2ProviderMetadata } from '@ai-sdk/provider';
import { endsInHalf, withoutHalf } from '../json/surrogates';
import type { ReasoningFragment } from './chunk';
import { createSignedThought } from './signed-thought';

export type Blocks = ReturnType<typeof createBlocks>;

/** Takes the parts of an answer, one by one. */
export type Emit = (part: LanguageModelV2StreamPart) => void;

type Kind = 'text' | 'reasoning';

/**
 * Text and reasoning blocks: at most one is open, and writing to the other kind closes it. Each signed thought is a block
 * of its own. The id of a block is its place in the answer; that of reasoning begins with the id of the response, if there is
 * one: the history of `@openai/agents` tells thoughts apart by their ids (docs/frameworks.md).
 * @param name key of the provider metadata.
 * @param response what is known of it, asked when reasoning starts.
 */
export function createBlocks(name: string, emit: Emit, response: { id?: string }) {
  let open: Block | undefined;
  let count = 0;
  let hasText = false;
  /** The thought of the open reasoning block, or of one that came after its block was closed. */
  let thought: ReturnType<typeof createSignedThought> | undefined;

  function start(kind: Kind): Block {
    const id = kind === 'reasoning' && response.id ? `${response.id}-${count}` : String(count);
    count++;
    if (kind === 'reasoning') thought ??= createSignedThought();
    open = openBlock(kind, id, emit);
    return open;
  }

  function close(how: { isTruncated?: boolean } = {}): void {
    if (open?.kind === 'text') {
      open.end(how);
      open = thought && start('reasoning');
    }
    const metadata = thought?.metadata();
    open?.end({ ...how, providerMetadata: metadata && { [name]: metadata } });
    open = thought = undefined;
  }

  function write(kind: Kind, text: string): void {
    if (open?.kind !== kind) {
      close();
      start(kind);
    }
    open?.write(text);
  }

  return {
    writeText(text: string): void {
      hasText = true;
      write('text', text);
    },
    /** Whether a text has been written. */
    hasText: (): boolean => hasText,

    /**
     * Writes thoughts with their signatures, also a signature without text, or one that comes after its block was closed. A
     * signature in pieces is joined; one that is repeated changes nothing.
     */
    writeReasoning(fragments: readonly ReasoningFragment[]): void {
      fragments.forEach((fragment, index) => {
        const isNext = thought?.isFollowedBy(fragment, { isOwnEntry: index > 0 });
        if (isNext && open?.kind === 'reasoning') close();
        if (fragment.text) {
          write('reasoning', fragment.text);
          thought?.noteText();
        }
        if (!fragment.metadata) return;
        if (!open) start('reasoning');
        thought ??= createSignedThought();
        thought.addMetadata(fragment.metadata);
      });
    },

    close,
  };
}

type Block = ReturnType<typeof openBlock>;
type EndOfBlock = {
  isTruncated?: boolean;
  providerMetadata?: SharedV2ProviderMetadata | undefined;
};

const DELTA = { text: 'text-delta', reasoning: 'reasoning-delta' } as const;

/** Emits the start of a block. */
function openBlock(kind: Kind, id: string, emit: Emit) {
  const type = DELTA[kind];
  /** The first half of a surrogate pair, which waits for the second. */
  let half = '';
  emit({ type: `${kind}-start`, id });

  return {
    kind,
    write(text: string): void {
      if (half === '' && !endsInHalf(text)) {
        emit({ type, id, delta: text });
        return;
      }
      const delta = withoutHalf(half + text);
      half = delta.half;
      if (delta.text) emit({ type, id, delta: delta.text });
    },
    /** After a cut the parts already sent are a prefix of the full answer, which half a character is not. */
    end({ isTruncated = false, ...more }: EndOfBlock): void {
      if (half && !isTruncated) emit({ type, id, delta: half });
      emit({ type: `${kind}-end`, id, ...more });
    },
  };
}
