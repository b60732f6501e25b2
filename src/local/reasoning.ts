import type { Personality } from './personality';

/** Reasoning of an answer: a thought, signed or not, or the data of redacted thinking. */
export type Reasoning = { thinking?: string; signature?: string; redacted?: string };

/** The members of a message that carry reasoning. */
export function wholeReasoning(reasoning: Reasoning, personality: Personality): object {
  const isSignable = personality.reasoningSignature !== 'streamed';
  return asShape(reasoning, personality, { isSignable });
}

/** The deltas that carry reasoning, from its pieces; the signature has a frame of its own (unverified: reasoning-signature-stream). */
export function* reasoningDeltas(
  { thinking, signature, redacted }: Reasoning,
  personality: Personality,
  pieces: (text: string) => Iterable<string>,
): Generator<object> {
  for (const piece of pieces(thinking ?? ''))
    yield asShape({ thinking: piece }, personality, { isSignable: false });
  const isSignable = personality.reasoningSignature !== 'whole';
  const last = asShape({ signature, redacted }, personality, { isSignable });
  if (Object.keys(last).length > 0) yield last;
}

type Loose = { [key in keyof Reasoning]: string | undefined };

function asShape(
  { thinking, signature, redacted }: Loose,
  { reasoningShape, reasoningSignature, redactedThinking }: Personality,
  { isSignable }: { isSignable: boolean },
): object {
  if (reasoningShape !== 'object')
    return thinking === undefined ? {} : { [keyOf[reasoningShape]]: thinking };
  const isSigned = isSignable && reasoningSignature !== 'never' && signature !== undefined;
  const isShown = redactedThinking === 'shown' && redacted !== undefined;
  const reasoning = {
    ...(thinking !== undefined && { thinking }),
    ...(isSigned && { signature }),
    ...(isShown && { redacted_thinking: redacted }),
  };
  return Object.keys(reasoning).length === 0 ? {} : { reasoning };
}

const keyOf = { string: 'reasoning', reasoning_content: 'reasoning_content' };
