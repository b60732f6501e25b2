import type { LanguageModelV2FinishReason } from '@ai-sdk/provider';
import { isErrorName } from '../http/error-names';

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

/**
 * The server's finish reason in the AI SDK's terms (field-reports.md A4), in any case and spelling. AI SDK runs tools only
 * on `tool-calls` or `stop` (language-model-v2.md A2), so where the word is one of these, or unknown, the calls that came
 * decide.
 */
export function toFinishReason(
  raw: string | undefined,
  { hasCalls = false } = {},
): LanguageModelV2FinishReason {
  const reason = toReason(raw);
  if (reason !== undefined && reason !== 'stop') return reason;
  return hasCalls ? 'tool-calls' : (reason ?? 'unknown');
}

function toReason(raw = ''): LanguageModelV2FinishReason | undefined {
  // Protobuf begins each value with the name of its type, as in `FINISH_REASON_STOP`.
  const word = raw
    .toLowerCase()
    .replace(/[ _-]/g, '')
    .replace(/^(finish)?reason/, '');
  return isErrorName(raw) ? 'error' : WORDS.find(([, words]) => words.test(word))?.[0];
}

/** Whether a limit or a filter ended the answer. No later finish reason takes that back. */
export function isCutShort(raw: string | undefined): boolean {
  const reason = toFinishReason(raw);
  return reason === 'length' || reason === 'content-filter';
}
