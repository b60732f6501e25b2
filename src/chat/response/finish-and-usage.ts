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

export function toUsage(raw: JSONObject = {}): LanguageModelV2Usage {
  return {
    inputTokens: toCount(raw.prompt_tokens),
    outputTokens: toCount(raw.completion_tokens),
    totalTokens: toCount(raw.total_tokens),
    reasoningTokens: toCount(toObject(raw.completion_tokens_details)?.reasoning_tokens),
    cachedInputTokens: toCount(toObject(raw.prompt_tokens_details)?.cached_tokens),
  };
}
