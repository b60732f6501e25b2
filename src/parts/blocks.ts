import type { JSONObject, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { ReasoningFragment } from './chunk';
import { endsInHalf, withoutHalf } from './odd/surrogates';

export type Blocks = ReturnType<typeof createBlocks>;

/** Takes the parts of an answer, one by one. */
export type Emit = (part: LanguageModelV2StreamPart) => void;

const DELTA = { text: 'text-delta', reasoning: 'reasoning-delta' } as const;

type Kind = 'text' | 'reasoning';

/**
 * Text and reasoning blocks: at most one is open, and writing to the other kind closes it. Each signed thought is a block
 * of its own. The id of a block is its place in the answer; that of reasoning begins with the id of the response, if there is
 * one: the history of `@openai/agents` tells thoughts apart by their ids (docs/frameworks.md).
 * @param name key of the provider metadata.
 * @param response what is known of it, asked when reasoning starts.
 */
export function createBlocks(name: string, emit: Emit, response: { id?: string }) {
  let open: Kind | undefined;
  /** Of the block opened last. */
  let id = '';
  let count = 0;
  let hasTextBlock = false;
  /** The first half of a surrogate pair, which waits for the second. */
  let half = '';
  /** Keys of the reasoning object other than its text. Emitted with the end of the reasoning block. */
  let metadata: Metadata | undefined;
  /** Whether the open reasoning block has text, and whether some of it came after the signature. */
  let hasText = false;
  let hasTextAfterSignature = false;

  function start(kind: Kind): void {
    open = kind;
    id = kind === 'reasoning' && response.id ? `${response.id}-${count}` : String(count);
    count++;
    hasText = hasTextAfterSignature = false;
    emit({ type: `${kind}-start`, id });
  }

  /** After a cut the parts already sent are a prefix of the full answer, which half a character is not. */
  function close({ isTruncated = false } = {}): void {
    if (half && open && !isTruncated) emit({ type: DELTA[open], id, delta: half });
    half = '';
    if (open === 'text') {
      emit({ type: 'text-end', id });
      open = undefined;
      // It came after its reasoning block was closed.
      if (metadata) start('reasoning');
    }
    if (open) {
      const providerMetadata = metadata && { [name]: Object.fromEntries(metadata) };
      emit({ type: 'reasoning-end', id, providerMetadata });
    }
    open = metadata = undefined;
  }

  function write(kind: Kind, text: string): void {
    if (open !== kind) {
      close();
      start(kind);
    }
    if (half === '' && !endsInHalf(text)) {
      emit({ type: DELTA[kind], id, delta: text });
      return;
    }
    const delta = withoutHalf(half + text);
    half = delta.half;
    if (delta.text) emit({ type: DELTA[kind], id, delta: delta.text });
  }

  /** Whether a fragment belongs to another thought than the signed one whose block is open. */
  function isNextThought(
    { text, metadata: more }: ReasoningFragment,
    isOwnEntry: boolean,
  ): boolean {
    if (open !== 'reasoning' || !metadata || !isSigned(proofOf(metadata))) return false;
    if (more && isSigned(more)) {
      if (isSameProof(proofOf(metadata), more)) return false;
      if (isOwnEntry || hasTextAfterSignature || more.redacted_thinking) return true;
    }
    return Boolean(text) && hasText && !hasTextAfterSignature;
  }

  return {
    writeText(text: string): void {
      hasTextBlock = true;
      write('text', text);
    },
    /** Whether a text has been written. */
    hasText: (): boolean => hasTextBlock,

    /**
     * Writes thoughts with their signatures, also a signature without text, or one that comes after its block was closed. A
     * signature in pieces is joined; one that is repeated changes nothing.
     */
    writeReasoning(fragments: readonly ReasoningFragment[]): void {
      fragments.forEach((fragment, nth) => {
        if (isNextThought(fragment, nth > 0)) close();
        if (fragment.text) {
          write('reasoning', fragment.text);
          hasText = true;
          hasTextAfterSignature = metadata !== undefined && isSigned(proofOf(metadata));
        }
        if (!fragment.metadata) return;
        if (!open) start('reasoning');
        metadata ??= new Map();
        if (!isSameProof(proofOf(metadata), fragment.metadata)) hasTextAfterSignature = false;
        addMetadata(metadata, fragment.metadata);
      });
    },

    close,
  };
}

/** A map, since a key may be `__proto__`; one that grows, since a copy for each frame would cost the square of their number. */
type Metadata = Map<string, JSONObject[string]>;

/** What proves a thought to Bedrock. */
type Proof = { signature?: unknown; redacted_thinking?: unknown };

function proofOf(metadata: Metadata): Proof {
  return {
    signature: metadata.get('signature'),
    redacted_thinking: metadata.get('redacted_thinking'),
  };
}

function isSigned({ signature, redacted_thinking }: Proof): boolean {
  return Boolean(signature || redacted_thinking);
}

function isSameProof(one: Proof, other: Proof): boolean {
  return one.signature === other.signature && one.redacted_thinking === other.redacted_thinking;
}

function addMetadata(known: Metadata, more: JSONObject): void {
  const signature = known.get('signature');
  for (const [key, value] of Object.entries(more)) known.set(key, value);
  const next = more.signature;
  // One that begins with what is known is the whole so far, and not its next piece.
  if (typeof signature === 'string' && typeof next === 'string' && !next.startsWith(signature))
    known.set('signature', signature + next);
}
