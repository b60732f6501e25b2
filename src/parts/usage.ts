import type { JSONObject, LanguageModelV2Usage } from '@ai-sdk/provider';
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
 * From the counters of OpenAI, Anthropic or Bedrock, in any case (field-reports.md A6). The details win over the flat ones.
 * Where the cache is counted apart from the input, as by Anthropic and Bedrock, the input is their sum: the total tells, and
 * the names where there is none.
 */
export function toTokenCounts(raw: JSONObject = {}): TokenCounts {
  const found = readCounters(raw);
  const { cacheRead, cacheWrite, reasoning, total } = found;
  const cache = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const prompt = found.whole || (found.apart ?? found.whole);
  const sum = (prompt ?? 0) + (found.output ?? 0);
  const isInside = found.whole || total === sum || raw.input_tokens_details != null;
  const isApart = total === sum + cache || !isInside;
  const input = withPart(prompt, cache, { isApart });
  const output = withPart(found.output, reasoning);
  const hasBoth = input !== undefined && output !== undefined;
  return {
    input,
    cacheRead,
    cacheWrite,
    output,
    reasoning,
    // A total that an earlier frame told may be behind.
    total: hasBoth ? Math.max(total ?? 0, input + output) : total,
  };
}

/** A part cannot exceed its whole: one that does was counted apart (field-reports-2.md J7). */
function withPart(
  whole: number | undefined,
  part = 0,
  { isApart = false } = {},
): number | undefined {
  return whole !== undefined && (isApart || part > whole) ? whole + part : whole;
}

type Found = Partial<Record<string, number>>;

/** Adds the counters of an object, and first those of the objects in it. */
function readCounters(counts: JSONObject, found: Found = {}): Found {
  for (const name in counts) {
    const details = toObject(counts[name]);
    if (details) readFigures(details, found);
  }
  return readFigures(counts, found);
}

function readFigures(counts: JSONObject, found: Found): Found {
  for (const name in counts) {
    const figure = toFigure(counts[name]);
    const kind = figure === undefined ? undefined : toKind(name);
    // Some servers fill the counters of one API and leave those of another at 0.
    if (kind) found[kind] ||= figure;
  }
  return found;
}

/** What names of counters mean, kept since each answer has the same. */
const kinds = new Map<string, string>();
const MAX_KINDS = 100;

/** What a counter counts; '' if that is not known. */
function toKind(name: string): string {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  const { groups = {} } = COUNTER.exec(toPlainName(name)) ?? {};
  const kind = Object.keys(groups).find((group) => groups[group]) ?? '';
  if (kinds.size < MAX_KINDS) kinds.set(name, kind);
  return kind;
}

/** The names of counters as `toPlainName` gives them, in groups of one meaning. */
const COUNTER =
  /^(?:(?<total>total)|(?<whole>prompt)|(?<apart>input)|(?<output>completion|output)|(?<cacheRead>(?:prompt)?cache(?:d|read|hit)(?:input)?)|(?<cacheWrite>cache(?:write|creation)(?:input)?)|(?<reasoning>reasoning|thinking))tokens$/;

/** `inputTokenCount` and `input_tokens` are one name. */
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

/** A count, also in digits. */
export function toFigure(value: unknown): number | undefined {
  return toCount(typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value);
}

/** A usage with a figure, in its details at least: `{}` says nothing, and overwrites no earlier one. */
export function toFiguredUsage(value: unknown): JSONObject | undefined {
  const usage = toObject(value);
  return usage && hasFigures(usage) ? usage : undefined;
}

function hasFigures(usage: JSONObject): boolean {
  return Object.values(usage).some(
    (value) =>
      toFigure(value) !== undefined ||
      Object.values(toObject(value) ?? {}).some((detail) => toFigure(detail) !== undefined),
  );
}
