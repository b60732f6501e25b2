import type {
  JSONObject,
  JSONValue,
  LanguageModelV2FinishReason,
  LanguageModelV2Usage,
} from '@ai-sdk/provider';
import { toCount, toObject } from '../json/values';
import type { Chunk } from './chunk';
import { mergeUsage } from './merge-usage';
import { toReasonOfWord } from './odd/finish-words';
import { hasFigures, toOddTokenCounts } from './odd/usage';

/** A call that came although the tool choice was `none`. */
type BannedCall = { toolCallId: string; toolName: string; input: string };

/** What the server says of an answer as a whole, unmapped. */
export type RawFinish = {
  rawFinishReason?: string;
  usage?: JSONObject;
  serviceTier?: string;
  /** One entry for each token, in their order. */
  logprobs?: JSONValue[];
  bannedToolCalls?: BannedCall[];
  /** The body fields that are absent or otherwise because of a refusal, of this call or an earlier one. */
  learned?: string[];
};

/** Adds what a chunk says of the answer as a whole. */
export function addToFinish(known: RawFinish, chunk: Chunk): void {
  const { finishReason, usage, serviceTier, logprobs } = chunk;
  if (finishReason && !isCutShort(known.rawFinishReason)) known.rawFinishReason = finishReason;
  if (usage) known.usage = known.usage ? mergeUsage(known.usage, usage) : usage;
  if (serviceTier) known.serviceTier = serviceTier;
  if (!logprobs) return;
  known.logprobs ??= [];
  for (const token of logprobs) known.logprobs.push(token);
}

/** OpenAI's words, which Heroku writes. */
const FINISH_WORDS = {
  stop: 'stop',
  tool_calls: 'stop',
  length: 'length',
  content_filter: 'content-filter',
} as const;

/**
 * The server's finish reason in the AI SDK's terms. AI SDK runs tools only on `tool-calls` or `stop` (language-model-v2.md
 * A2), so where the word is one of these, or unknown, the calls that came decide.
 */
export function toFinishReason(
  raw: string | undefined,
  { hasCalls = false } = {},
): LanguageModelV2FinishReason {
  const reason = isPlainFinish(raw) ? FINISH_WORDS[raw] : raw && toReasonOfWord(raw);
  if (reason && reason !== 'stop') return reason;
  return hasCalls ? 'tool-calls' : reason || 'unknown';
}

/** Whether the word is one of OpenAI's. */
export function isPlainFinish(raw: unknown): raw is keyof typeof FINISH_WORDS {
  return typeof raw === 'string' && Object.hasOwn(FINISH_WORDS, raw);
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

/** Those that Heroku writes (heroku-api.md §2). */
const COUNTERS = ['prompt_tokens', 'completion_tokens', 'total_tokens'] as const;

/**
 * From Heroku's three counters, or as `odd/usage.ts` reads any others. The total is never less than its parts: one that an
 * earlier frame told may be behind.
 */
export function toTokenCounts(raw: JSONObject = {}): TokenCounts {
  const [input, output, total] = COUNTERS.map((name) => toCount(raw[name]));
  const isOther = Object.keys(raw).length > COUNTERS.length;
  if (isOther || input === undefined || output === undefined || total === undefined)
    return toOddTokenCounts(raw);
  const details = { cacheRead: undefined, cacheWrite: undefined, reasoning: undefined };
  return { input, output, total: Math.max(total, input + output), ...details };
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

/** A usage that says something. */
export function toFiguredUsage(value: unknown): JSONObject | undefined {
  const usage = toObject(value);
  return usage && (toCount(usage.total_tokens) !== undefined || hasFigures(usage))
    ? usage
    : undefined;
}
