import type { LanguageModelV2FinishReason } from '@ai-sdk/provider';
import { isErrorName } from '../../http/error-names';

/**
 * What words stand for, in lower case and without what joins them: those of Anthropic and Converse, of models of Bedrock by
 * themselves (Cohere, Titan, AI21, Mistral), of GLM's and DeepSeek's APIs, and vLLM's `abort`. Limits and filters have so many
 * names that a part of the name decides, and ends so many that the beginning does.
 */
const PATTERNS: readonly [reason: LanguageModelV2FinishReason, pattern: RegExp][] = [
  ['error', /malformed|cancel|^(abort|error(?!toxic|limit)|fail)/],
  ['content-filter', /filter|guardrail|sensitive|toxic|refus/],
  ['length', /length|limit|window|max\w{0,20}tokens/],
  ['stop', /^(stop|end(of|turn)|pauseturn|complete|finish(ed)?$|tool(call|use))/],
];

/** What a finish word means that is none of OpenAI's, in any case and spelling (field-reports.md A4); undefined for an unknown one. */
export function toReasonOfWord(raw: string): LanguageModelV2FinishReason | undefined {
  const word = raw.toLowerCase().replace(/[ _-]/g, '');
  return isErrorName(raw) ? 'error' : PATTERNS.find(([, pattern]) => pattern.test(word))?.[0];
}
