import type { JSONObject } from '@ai-sdk/provider';
import { toNonEmptyString, toObject } from '../../json/values';
import { hasFigures } from '../../parts/usage';

/** `null` is no finish reason, also where a server writes it as a word. */
export function toFinishWord(value: unknown): string | undefined {
  const word = toNonEmptyString(value);
  return word === undefined || NO_FINISH.has(word.toLowerCase()) ? undefined : word;
}

const NO_FINISH: ReadonlySet<string> = /* @__PURE__ */ new Set(['null', 'none']);

/** A usage without figures is ignored, so that `{}` does not overwrite that of an earlier frame. */
export function toFiguredUsage(value: unknown): JSONObject | undefined {
  const usage = toObject(value);
  return usage && hasFigures(usage) ? usage : undefined;
}
