import type { Personality } from './personality';

/** Reasoning of an answer: a thought, signed or not, or the data of redacted thinking. */
export type Reasoning = { thinking?: string; signature?: string; redacted?: string };

/** The members of a message that carry reasoning. */
export function wholeReasoning(reasoning: Reasoning, personality: Personality): object {
  return asShape(reasoning, personality, personality.reasoningSignature !== 'streamed');
}

/** The deltas that carry reasoning, from its pieces; the signature has a frame of its own (unverified: reasoning-signature-stream). */
export function* reasoningDeltas(
  { thinking, signature, redacted }: Reasoning,
  personality: Personality,
  pieces: (text: string) => Iterable<string>,
): Generator<object> {
  for (const piece of pieces(thinking ?? ''))
    yield asShape({ thinking: piece }, personality, false);
  const last = asShape(
    { signature, redacted },
    personality,
    personality.reasoningSignature !== 'whole',
  );
  if (Object.keys(last).length > 0) yield last;
}

type Loose = { [key in keyof Reasoning]: string | undefined };

function asShape(
  { thinking, signature, redacted }: Loose,
  { reasoningShape, reasoningSignature, redactedThinking }: Personality,
  signable: boolean,
): object {
  if (reasoningShape !== 'object')
    return thinking === undefined ? {} : { [keyOf[reasoningShape]]: thinking };
  const isSigned = signable && reasoningSignature !== 'never' && signature !== undefined;
  const isShown = redactedThinking === 'shown' && redacted !== undefined;
  const reasoning = {
    ...(thinking !== undefined && { thinking }),
    ...(isSigned && { signature }),
    ...(isShown && { redacted_thinking: redacted }),
  };
  return Object.keys(reasoning).length === 0 ? {} : { reasoning };
}

const keyOf = { string: 'reasoning', reasoning_content: 'reasoning_content' };
