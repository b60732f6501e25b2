import type {
  JSONObject,
  JSONValue,
  LanguageModelV2FinishReason,
  LanguageModelV2Usage,
} from '@ai-sdk/provider';
import { isErrorName } from '../../http/server-error';
import { toCount, toObject } from '../../json/values';

/**
 * What words stand for, in lower case and without what joins them: those of OpenAI, Anthropic and Converse, and of TGI,
 * Together, Gemini, Cohere, Mistral and AI21. Limits and filters have so many names that a part of the name decides.
 */
const WORDS: readonly [reason: LanguageModelV2FinishReason, words: RegExp][] = [
  ['error', /malformed|^(abort|error(?!toxic)|cancell?ed|failed)/],
  ['content-filter', /filter|safety|guardrail|sensitive|moderat|blocklist|^blocked|prohibited/],
  ['content-filter', /^(refusal|recitation|spii|errortoxic)$/],
  ['length', /length|max\w*tokens|tokenlimit|windowexceeded/],
  [
    'stop',
    /^(stop(sequences?|token|str)?|eos(token|found)?|endturn|pauseturn|endoftext|naturalstop)$/,
  ],
  ['stop', /^(completed?|finished|done|tool(calls?|use)|functioncall)$/],
];

/**
 * The server's finish reason in the AI SDK's terms (field-reports.md A4), in any case and spelling. AI SDK runs tools only
 * on `tool-calls` or `stop` (language-model-v2.md A2), so where the word is one of these, or unknown, the calls that came
 * decide.
 */
export function toFinishReason(
  raw: string | undefined,
  hasCalls = false,
): LanguageModelV2FinishReason {
  const reason = toReason(raw);
  if (reason !== undefined && reason !== 'stop') return reason;
  return hasCalls ? 'tool-calls' : (reason ?? 'unknown');
}

function toReason(raw = ''): LanguageModelV2FinishReason | undefined {
  // Protobuf begins each value with the name of its type, as in `FINISH_REASON_STOP`.
  const word = raw
    .toLowerCase()
    .replace(/[ _-]/g, '')
    .replace(/^(finish)?reason/, '');
  const known = WORDS.find(([, words]) => words.test(word));
  return known?.[0] ?? (isErrorName(raw) ? 'error' : undefined);
}

/** Whether a limit or a filter ended the answer. No later finish reason takes that back. */
export function isCutShort(raw: string | undefined): boolean {
  const reason = toFinishReason(raw);
  return reason === 'length' || reason === 'content-filter';
}

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
 * From the counters of OpenAI, Anthropic or Bedrock (field-reports.md A6). The details win over the flat ones. Where input
 * and cache are counted apart, as by Anthropic and Bedrock, the input is their sum.
 */
export function toTokenCounts(raw: JSONObject = {}): TokenCounts {
  const inputDetails = toObject(raw.prompt_tokens_details) ?? toObject(raw.input_tokens_details);
  const outputDetails =
    toObject(raw.completion_tokens_details) ?? toObject(raw.output_tokens_details);
  const cacheRead = firstCount(
    inputDetails?.cached_tokens,
    raw.cache_read_input_tokens,
    raw.cached_tokens,
    raw.cached_input_tokens,
    raw.cacheReadInputTokens,
    raw.prompt_cache_hit_tokens,
  );
  const cacheWrite = firstCount(
    inputDetails?.cache_write_tokens,
    inputDetails?.cache_creation_tokens,
    raw.cache_creation_input_tokens,
    raw.cacheWriteInputTokens,
  );
  const output = firstCount(raw.completion_tokens, raw.output_tokens, raw.outputTokens);
  const total = firstCount(raw.total_tokens, raw.totalTokens);
  const input = toInput(raw, { cacheRead, cacheWrite, output, total });
  return {
    input,
    cacheRead,
    cacheWrite,
    output,
    reasoning: firstCount(outputDetails?.reasoning_tokens, raw.reasoning_tokens),
    total: total ?? (input === undefined || output === undefined ? undefined : input + output),
  };
}

function toInput(
  raw: JSONObject,
  { cacheRead, cacheWrite, output = 0, total }: Omit<TokenCounts, 'input' | 'reasoning'>,
): number | undefined {
  const whole = firstCount(raw.prompt_tokens);
  const apart = firstCount(raw.input_tokens, raw.inputTokens);
  if (whole || apart === undefined) return whole ?? apart;
  const isWhole = raw.input_tokens_details != null || total === apart + output;
  return isWhole ? apart : apart + (cacheRead ?? 0) + (cacheWrite ?? 0);
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

/** The first that is above 0, else 0 if one is: some servers fill the counters of one API and leave those of another at 0. */
function firstCount(...values: unknown[]): number | undefined {
  let none: number | undefined;
  for (const value of values) {
    const count = toFigure(value);
    if (count) return count;
    none ??= count;
  }
  return none;
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
