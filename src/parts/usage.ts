import type { JSONObject, JSONValue, LanguageModelV2Usage } from '@ai-sdk/provider';
import { toCount, toObject } from '../json/values';

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

/**
 * From the counters of OpenAI, Anthropic, Bedrock or Gemini, in any case (field-reports.md A6). The details win over the flat
 * ones. Where parts are counted apart, input and cache as by Anthropic and Bedrock, output and thoughts as by Gemini and
 * xAI, the whole is their sum: the total tells, and the names where there is none.
 */
export function toTokenCounts(raw: JSONObject = {}): TokenCounts {
  const found: Partial<Record<string, number>> = {};
  const read = (counts: JSONObject) => {
    for (const name in counts) {
      const figure = toFigure(counts[name]);
      if (figure === undefined) continue;
      const { groups } = COUNTER.exec(toPlainName(name)) ?? {};
      // Some servers fill the counters of one API and leave those of another at 0.
      for (const kind in groups) if (groups[kind]) found[kind] ||= figure;
    }
  };
  for (const value of Object.values(raw)) read(toObject(value) ?? {});
  read(raw);
  const { total, whole, apart, cacheRead, cacheWrite, reasoning } = found;
  let input = whole || (apart ?? whole);
  let { output } = found;

  const sum = (input ?? 0) + (output ?? 0);
  const cache = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const isCacheInside = whole || total === sum || raw.input_tokens_details != null;
  if (input !== undefined && (total === sum + cache || !isCacheInside)) input += cache;
  else if (output !== undefined && total === sum + (reasoning ?? 0)) output += reasoning ?? 0;
  return {
    input,
    cacheRead,
    cacheWrite,
    output,
    reasoning,
    // A total that an earlier frame told may be behind.
    total:
      input === undefined || output === undefined ? total : Math.max(total ?? 0, input + output),
  };
}

/** The names of counters as `toPlainName` gives them, in groups of one meaning. */
const COUNTER =
  /^(?:(?<total>total)|(?<whole>prompt)|(?<apart>input)|(?<output>completion|output|candidates)|(?<cacheRead>(?:prompt)?cache(?:d|read|hit)(?:input|content)?)|(?<cacheWrite>cache(?:write|creation)(?:input)?)|(?<reasoning>reasoning|thinking|thoughts))tokens$/;

/** `promptTokenCount` and `prompt_tokens` are one name. */
function toPlainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '').replace('tokencount', 'tokens');
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

/** Usage may come in parts, and a later frame may reset counters to 0: a count of 0 replaces none that is higher. */
export function mergeUsage(known: JSONObject | undefined, more: JSONObject): JSONObject {
  return combineUsage(known, more, (value, before = value) =>
    toFigure(value) || toFigure(before) === undefined ? value : before,
  );
}

/** Usage of one more inference added to that of those before. */
export function sumUsage(known: JSONObject | undefined, more: JSONObject): JSONObject {
  return combineUsage(known, more, (value, before) =>
    typeof value === 'number' && typeof before === 'number' ? before + value : value,
  );
}

/** Two usages as one, counter by counter, also those of details. */
function combineUsage(
  known: JSONObject | undefined,
  more: JSONObject,
  combine: (value: JSONValue, before: JSONValue | undefined) => JSONValue,
): JSONObject {
  if (known === undefined) return more;
  // A map, since a key may be `__proto__`.
  const combined = new Map(Object.entries(known));
  for (const [key, value] of Object.entries(more)) {
    const before = combined.get(key);
    const details = toFigure(before) === undefined ? toObject(value) : undefined;
    combined.set(
      key,
      details ? combineUsage(toObject(before), details, combine) : combine(value, before),
    );
  }
  return Object.fromEntries(combined);
}

/** A count, also in digits. */
function toFigure(value: unknown): number | undefined {
  return toCount(typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value);
}

/** Whether a usage has a figure, in its details at least: `{}` says nothing. */
export function hasFigures(usage: JSONObject): boolean {
  return Object.values(usage).some(
    (value) =>
      toFigure(value) !== undefined ||
      Object.values(toObject(value) ?? {}).some((detail) => toFigure(detail) !== undefined),
  );
}
