import type { JSONObject, LanguageModelV2Usage } from '@ai-sdk/provider';
import { toCount, toObject } from '../json/values';
import { hasFigures, toOddTokenCounts } from './odd/usage';

/** The token counts of an answer, of which each specification of the AI SDK has its own form. */
export type TokenCounts = {
  input: number | undefined;
  /** Part of `input`: read from, and written to, the prompt cache. */
  cacheRead: number | undefined;
  cacheWrite: number | undefined;
  output: number | undefined;
  /** Part of `output`. */
  reasoning: number | undefined;
  total: number | undefined;
};

/** Those that Heroku writes (heroku-api.md §2). */
const COUNTERS = ['prompt_tokens', 'completion_tokens', 'total_tokens'] as const;

/**
 * From Heroku's three counters, or as `odd/usage.ts` reads any others. The total is never less than its parts: one that an
 * earlier frame told may be behind.
 */
export function toTokenCounts(raw: JSONObject = {}): TokenCounts {
  const [input, output, total] = COUNTERS.map((name) => toCount(raw[name]));
  const isOther = Object.keys(raw).length > COUNTERS.length;
  if (isOther || input === undefined || output === undefined || total === undefined)
    return toOddTokenCounts(raw);
  const details = { cacheRead: undefined, cacheWrite: undefined, reasoning: undefined };
  return { input, output, total: Math.max(total, input + output), ...details };
}

export function toUsage(raw: JSONObject | undefined): LanguageModelV2Usage {
  const counts = toTokenCounts(raw);
  return {
    inputTokens: counts.input,
    outputTokens: counts.output,
    totalTokens: counts.total,
    reasoningTokens: counts.reasoning,
    cachedInputTokens: counts.cacheRead,
  };
}

/** A usage that says something. */
export function toFiguredUsage(value: unknown): JSONObject | undefined {
  const usage = toObject(value);
  return usage && (toCount(usage.total_tokens) !== undefined || hasFigures(usage))
    ? usage
    : undefined;
}
