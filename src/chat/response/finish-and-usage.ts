import type {
  JSONObject,
  LanguageModelV2FinishReason,
  LanguageModelV2Usage,
} from '@ai-sdk/provider';
import { toCount, toObject } from '../../json/values';

/**
 * The server's word in the AI SDK's terms: OpenAI's words, and Bedrock's where they come through. AI SDK runs tools only
 * on `tool-calls` or `stop` (language-model-v2.md A2), so of these the calls that came decide.
 */
export function toFinishReason(
  raw: string | undefined,
  hasCalls = false,
): LanguageModelV2FinishReason {
  switch (raw) {
    case 'stop':
    case 'end_turn':
    case 'stop_sequence':
    case 'tool_calls':
    case 'tool_use':
    case 'function_call':
      return hasCalls ? 'tool-calls' : 'stop';
    case 'length':
    case 'max_tokens':
      return 'length';
    case 'content_filter':
    case 'guardrail_intervened':
      return 'content-filter';
    default:
      return 'unknown';
  }
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

export function toTokenCounts(raw: JSONObject = {}): TokenCounts {
  return {
    input: toCount(raw.prompt_tokens),
    cacheRead: toCount(toObject(raw.prompt_tokens_details)?.cached_tokens),
    cacheWrite: toCount(raw.cache_creation_input_tokens),
    output: toCount(raw.completion_tokens),
    reasoning: toCount(toObject(raw.completion_tokens_details)?.reasoning_tokens),
    total: toCount(raw.total_tokens),
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
