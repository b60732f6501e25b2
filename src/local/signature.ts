import { digest, toHex } from './digest';
import type { WireReasoning } from './wire';

/** The mark of a signature made here; others come from a test's own script. */
export const SIGNATURE_PREFIX = 'sig-';

/** Signs thinking so that a replay can be checked byte for byte. The real form is not known (heroku-api.md §2). */
export function signThinking(thinking: string): string {
  return SIGNATURE_PREFIX + toHex(digest(thinking));
}

/** Whether replayed reasoning carries what Bedrock wants back: a signature, or redacted thinking. */
export function isSigned(reasoning: WireReasoning | undefined): boolean {
  return isText(reasoning?.signature) || isText(reasoning?.redacted_thinking);
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
