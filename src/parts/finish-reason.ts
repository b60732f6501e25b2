import type { LanguageModelV2FinishReason } from '@ai-sdk/provider';
import { toReasonOfWord } from './odd/finish-words';

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
