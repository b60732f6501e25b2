import type { JSONObject } from '@ai-sdk/provider';
import type { ReasoningFragment } from './chunk';

/** The thought of one reasoning block: what came beside its text, and whether a fragment still belongs to it. */
export function createSignedThought() {
  /** Keys of the reasoning object other than its text. */
  let metadata: Metadata | undefined;
  let hasText = false;
  let hasTextAfterSignature = false;

  return {
    /** @param how.isOwnEntry the fragment is an entry of its own in a list of thoughts. */
    isFollowedBy(
      { text, metadata: more }: ReasoningFragment,
      how: { isOwnEntry: boolean },
    ): boolean {
      if (!metadata || !isSigned(proofOf(metadata))) return false;
      if (more && isSigned(more)) {
        if (isSameProof(proofOf(metadata), more)) return false;
        if (how.isOwnEntry || hasTextAfterSignature || more.redacted_thinking) return true;
      }
      return Boolean(text) && hasText && !hasTextAfterSignature;
    },

    /** Text of the thought has gone out. */
    noteText(): void {
      hasText = true;
      hasTextAfterSignature = metadata !== undefined && isSigned(proofOf(metadata));
    },

    /** A signature in pieces is joined; one that is repeated changes nothing. */
    addMetadata(more: JSONObject): void {
      metadata ??= new Map();
      if (!isSameProof(proofOf(metadata), more)) hasTextAfterSignature = false;
      addKeys(metadata, more);
    },

    /** Undefined if nothing came beside the text. */
    metadata: (): JSONObject | undefined => metadata && Object.fromEntries(metadata),
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

function addKeys(known: Metadata, more: JSONObject): void {
  const signature = known.get('signature');
  for (const [key, value] of Object.entries(more)) known.set(key, value);
  const next = more.signature;
  // One that begins with what is known is the whole so far, and not its next piece.
  if (typeof signature === 'string' && typeof next === 'string' && !next.startsWith(signature))
    known.set('signature', signature + next);
}
