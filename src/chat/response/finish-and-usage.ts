import type {
  JSONObject,
  JSONValue,
  LanguageModelV2FinishReason,
  LanguageModelV2Usage,
} from '@ai-sdk/provider';
import { isErrorName } from '../../http/server-error';
import { toCount, toObject } from '../../json/values';

/** What each word stands for, in lower case. */
const WORDS: readonly [reason: LanguageModelV2FinishReason, words: string][] = [
  ['stop', 'stop end_turn stop_sequence pause_turn tool_calls tool_call tool_use function_call'],
  // Of TGI, Together, Gemini, Cohere and Mistral.
  ['stop', 'eos eos_token complete completed'],
  ['length', 'length max_tokens model_context_window_exceeded model_length max_output_tokens'],
  ['content-filter', 'content_filter content_filtered guardrail_intervened refusal sensitive'],
  ['content-filter', 'safety recitation blocklist prohibited_content spii error_toxic'],
  ['error', 'error malformed_tool_use malformed_model_output malformed_function_call abort'],
];

/**
 * The server's finish reason in the AI SDK's terms: OpenAI's words, Converse's where they come through (field-reports.md A4),
 * and those of other servers, in any case. AI SDK runs tools only on `tool-calls` or `stop` (language-model-v2.md A2), so where
 * the word is one of these, or unknown, the calls that came decide.
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
  const word = raw.toLowerCase();
  const known = WORDS.find(([, words]) => words.split(' ').includes(word));
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

/** From the counters of OpenAI, Anthropic or Bedrock (field-reports.md A6). The details win over the flat ones. */
export function toTokenCounts(raw: JSONObject = {}): TokenCounts {
  const input = toObject(raw.prompt_tokens_details) ?? toObject(raw.input_tokens_details) ?? {};
  const output =
    toObject(raw.completion_tokens_details) ?? toObject(raw.output_tokens_details) ?? {};
  return {
    input: firstCount(raw.prompt_tokens, raw.input_tokens, raw.inputTokens),
    cacheRead: firstCount(
      input.cached_tokens,
      raw.cache_read_input_tokens,
      raw.cached_tokens,
      raw.cached_input_tokens,
      raw.cacheReadInputTokens,
      raw.prompt_cache_hit_tokens,
    ),
    cacheWrite: firstCount(
      input.cache_write_tokens,
      input.cache_creation_tokens,
      raw.cache_creation_input_tokens,
      raw.cacheWriteInputTokens,
    ),
    output: firstCount(raw.completion_tokens, raw.output_tokens, raw.outputTokens),
    reasoning: firstCount(output.reasoning_tokens, raw.reasoning_tokens),
    total: firstCount(raw.total_tokens, raw.totalTokens),
  };
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
    toCount(value) || toCount(before) === undefined ? value : before,
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
    const details = toObject(value);
    combined.set(
      key,
      details ? combineUsage(toObject(before), details, combine) : combine(value, before),
    );
  }
  return Object.fromEntries(combined);
}

function firstCount(...values: unknown[]): number | undefined {
  for (const value of values) {
    const count = toCount(value);
    if (count !== undefined) return count;
  }
  return undefined;
}
