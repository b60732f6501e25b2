import type { JSONObject, LanguageModelV2FinishReason } from '@ai-sdk/provider';
import type { ChunkUsage } from '../wire/chunk';

const FINISH_REASONS: Readonly<Record<string, LanguageModelV2FinishReason>> = {
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  guardrail_intervened: 'content-filter',
};

/** The server's word in the AI SDK's terms: OpenAI's words, and Bedrock's where they come through. */
export function toFinishReason(raw: string): LanguageModelV2FinishReason {
  return Object.hasOwn(FINISH_REASONS, raw) ? (FINISH_REASONS[raw] ?? 'unknown') : 'unknown';
}

/** Undefined if the object has no figures, so that `{}` does not wipe out what an earlier frame said. */
export function toUsage(value: unknown): ChunkUsage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as JSONObject;
  const inputTokens = toCount(raw.prompt_tokens);
  const outputTokens = toCount(raw.completion_tokens);
  const totalTokens = toCount(raw.total_tokens) ?? toSum(inputTokens, outputTokens);
  if (totalTokens === undefined && inputTokens === undefined && outputTokens === undefined) {
    return undefined;
  }
  return {
    raw,
    tokens: {
      inputTokens,
      outputTokens,
      totalTokens,
      reasoningTokens: toCount(
        toDetail(raw.completion_tokens_details, 'reasoning_tokens') ?? raw.reasoning_tokens,
      ),
      cachedInputTokens: toCount(
        toDetail(raw.prompt_tokens_details, 'cached_tokens') ?? raw.cached_input_tokens,
      ),
    },
  };
}

function toCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function toSum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function toDetail(details: unknown, key: string): unknown {
  return typeof details === 'object' && details !== null ? (details as JSONObject)[key] : undefined;
}
