import type { JSONObject } from '@ai-sdk/provider';
import { toCount, toObject } from '../../json/values';

/**
 * From the counters of OpenAI, Anthropic or Bedrock, in any case (field-reports.md A6). The details win over the flat ones.
 * Where the cache is counted apart from the input, as by Anthropic and Bedrock, the input is their sum: the total tells, and
 * the names where there is none.
 */
export function toOddTokenCounts(raw: JSONObject) {
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

function readCounters(raw: JSONObject): Partial<Record<string, number>> {
  const found: Partial<Record<string, number>> = {};
  const details = Object.values(raw).map((value) => toObject(value) ?? {});
  for (const counts of [...details, raw]) {
    for (const name in counts) {
      const figure = toFigure(counts[name]);
      if (figure === undefined) continue;
      const { groups } = COUNTER.exec(toPlainName(name)) ?? {};
      // Some servers fill the counters of one API and leave those of another at 0.
      for (const kind in groups) if (groups[kind]) found[kind] ||= figure;
    }
  }
  return found;
}

/** The names of counters as `toPlainName` gives them, in groups of one meaning. */
const COUNTER =
  /^(?:(?<total>total)|(?<whole>prompt)|(?<apart>input)|(?<output>completion|output)|(?<cacheRead>(?:prompt)?cache(?:d|read|hit)(?:input)?)|(?<cacheWrite>cache(?:write|creation)(?:input)?)|(?<reasoning>reasoning|thinking))tokens$/;

/** `inputTokenCount` and `input_tokens` are one name. */
function toPlainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '').replace('tokencount', 'tokens');
}

/** A count, also in digits. */
export function toFigure(value: unknown): number | undefined {
  return toCount(typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value);
}

/** Whether there is a figure, in its details at least: `{}` says nothing, and overwrites no earlier one. */
export function hasFigures(usage: JSONObject): boolean {
  return Object.values(usage).some(
    (value) =>
      toFigure(value) !== undefined ||
      Object.values(toObject(value) ?? {}).some((detail) => toFigure(detail) !== undefined),
  );
}
