import type { LanguageModelV2FinishReason } from '@ai-sdk/provider';
import { isErrorName } from '../../http/error-names';

/**
 * What words stand for, in lower case and without what joins them: those of OpenAI, Anthropic and Converse, and of TGI,
 * Together, Gemini, Cohere, Mistral, AI21, Titan, xAI, watsonx and LM Studio. Limits and filters have so many names that a
 * part of the name decides, and ends so many that the beginning does.
 */
const WORDS: readonly [reason: LanguageModelV2FinishReason, words: RegExp][] = [
  ['error', /malformed|cancel|^(abort|error(?!toxic|limit)|fail|interrupt)/],
  [
    'content-filter',
    /filter|safe|guardrail|sensitive|moderat|block|prohibited|polic|recitation|toxic|refus|^spii/,
  ],
  ['length', /length|limit|window|max\w{0,20}(tokens|len|context|output)/],
  [
    'stop',
    /^(stop|eos|end(of|turn)|pauseturn|natural|normal|complete|finish|done|tool(call|use)|functioncall)/,
  ],
];

/** What a finish word means that is none of OpenAI's, in any case and spelling (field-reports.md A4); undefined for an unknown one. */
export function toReasonOfWord(raw: string): LanguageModelV2FinishReason | undefined {
  // Protobuf begins each value with the name of its type, as in `FINISH_REASON_STOP`.
  const word = raw
    .toLowerCase()
    .replace(/[ _-]/g, '')
    .replace(/^(finish)?reason/, '');
  return isErrorName(raw) ? 'error' : WORDS.find(([, words]) => words.test(word))?.[0];
}
