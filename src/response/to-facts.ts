import type { LanguageModelV2FinishReason } from '@ai-sdk/provider';
import type { ChunkUsage } from '../wire/chunk';
import { toCount, toObject } from './values';

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

/** Undefined if the object has no figures, so that `{}` does not wipe out what an earlier frame said. */
export function toUsage(value: unknown): ChunkUsage | undefined {
  const raw = toObject(value);
  if (raw === undefined) return undefined;
  const inputTokens = toCount(raw.prompt_tokens);
  const outputTokens = toCount(raw.completion_tokens);
  // The sum of what is missing is NaN, which is no count.
  const totalTokens =
    toCount(raw.total_tokens) ?? toCount(Number(inputTokens) + Number(outputTokens));
  if ((inputTokens ?? outputTokens ?? totalTokens) === undefined) return undefined;
  const ofOutput = toObject(raw.completion_tokens_details);
  const ofInput = toObject(raw.prompt_tokens_details);
  return {
    raw,
    tokens: {
      inputTokens,
      outputTokens,
      totalTokens,
      reasoningTokens: toCount(ofOutput?.reasoning_tokens ?? raw.reasoning_tokens),
      cachedInputTokens: toCount(ofInput?.cached_tokens ?? raw.cached_input_tokens),
    },
  };
}
