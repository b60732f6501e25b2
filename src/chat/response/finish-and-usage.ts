import type {
  JSONObject,
  LanguageModelV2FinishReason,
  LanguageModelV2Usage,
} from '@ai-sdk/provider';
import { toCount, toObject } from '../../json/values';

/**
 * The server's finish reason in the AI SDK's terms: OpenAI's words, and Converse's where they come through
 * (field-reports.md A4). AI SDK runs tools only on `tool-calls` or `stop` (language-model-v2.md A2), so where the word is
 * one of these, or unknown, the calls that came decide.
 */
export function toFinishReason(
  raw: string | undefined,
  hasCalls = false,
): LanguageModelV2FinishReason {
  switch (raw) {
    case 'stop':
    case 'end_turn':
    case 'stop_sequence':
    case 'pause_turn':
    case 'tool_calls':
    case 'tool_use':
    case 'function_call':
      return hasCalls ? 'tool-calls' : 'stop';
    case 'length':
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'content_filter':
    case 'content_filtered':
    case 'guardrail_intervened':
    case 'refusal':
    case 'sensitive':
      return 'content-filter';
    case 'malformed_tool_use':
    case 'malformed_model_output':
      return 'error';
    default:
      if (raw !== undefined && /error|exception/i.test(raw)) return 'error';
      return hasCalls ? 'tool-calls' : 'unknown';
  }
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
  if (known === undefined) return more;
  // A map, since a key may be `__proto__`.
  const merged = new Map(Object.entries(known));
  for (const [key, value] of Object.entries(more)) {
    const before = merged.get(key);
    const details = toObject(value);
    if (details) merged.set(key, mergeUsage(toObject(before), details));
    else if (toCount(value) || toCount(before) === undefined) merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

function firstCount(...values: unknown[]): number | undefined {
  for (const value of values) {
    const count = toCount(value);
    if (count !== undefined) return count;
  }
  return undefined;
}
