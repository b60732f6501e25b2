import type { LanguageModelV2CallOptions, LanguageModelV2CallWarning } from '@ai-sdk/provider';
import { toJsonBody } from '../../json/json-text';
import { type ModelTraits, toModelTraits } from '../../models/model-ids';
import { toChatOptions } from '../heroku-chat-options';
import type { ChatRequestBody } from '../wire/request';
import { type JsonOutput, toJsonOutput } from './to-json-output';
import { toMessages } from './to-messages';
import { toThinking } from './to-thinking';
import { toTools } from './to-tools';
import { toTurns } from './to-turns';
import { toToolNames } from './tool-names';
import { createWarnings, type Warnings } from './warnings';

export type RequestSettings = {
  modelId: string;
  /** The key of this provider's options, in calls and in parts. */
  name: string;
  stream: boolean | undefined;
  includeUsage?: boolean;
};

export type HerokuRequest = {
  body: ChatRequestBody;
  /** The JSON text of the body. */
  text: string;
  headers: Record<string, string>;
  warnings: LanguageModelV2CallWarning[];
  /** What the reader of the answer must know of the request. */
  json?: JsonOutput;
  /** Tool name on the wire -> the caller's, where they differ. */
  toolAliases: ReadonlyMap<string, string>;
};

/**
 * Call options -> the smallest body that Heroku accepts (heroku-api.md §1): it answers 400 to fields it does not know.
 * The one place that lists body fields. Throws InvalidArgumentError for invalid provider options and
 * UnsupportedFunctionalityError for prompt parts that cannot be sent.
 */
export function toRequest(
  call: LanguageModelV2CallOptions,
  { modelId, name, stream, includeUsage }: RequestSettings,
): HerokuRequest {
  const options = toChatOptions(name, call.providerOptions);
  const traits = toModelTraits(modelId);
  const warnings = createWarnings();
  const toolNames = toToolNames(call, traits.isNova);
  const turns = toTurns(call.prompt, name, toolNames, warnings);
  const { on: thinking, ...thinkingFields } = toThinking(call, turns, options, traits, warnings);
  const { structuredOutputMode, parallelToolCalls } = options;
  const json = toJsonOutput(call.responseFormat, structuredOutputMode, thinking, toolNames);
  const toolFields = toTools(call, turns, json?.tool, thinking, toolNames, warnings);
  const messages = toMessages(turns, json?.instruction, thinking, traits, warnings);

  const fields: ChatRequestBody = {
    model: modelId,
    messages,
    ...thinkingFields,
    ...toSampling(call, thinking, traits, warnings),
    stop: call.stopSequences?.length ? call.stopSequences : undefined,
    ...toolFields,
    parallel_tool_calls: toolFields.tools && parallelToolCalls,
    response_format: json?.responseFormat,
    allow_ignored_params: options.allowIgnoredParams || undefined,
    stream: stream || undefined,
    stream_options: stream && includeUsage ? { include_usage: true } : undefined,
  };

  return {
    ...toJsonBody({ ...withoutUnset(fields), ...options.extraBody }),
    headers: options.promptCaching === false ? { 'x-heroku-prompt-caching': 'false' } : {},
    warnings: warnings.list,
    json,
    toolAliases: toolNames.aliases,
  };
}

function withoutUnset<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as T;
}

type Setting = 'temperature' | 'topP' | 'topK' | 'seed' | 'presencePenalty' | 'frequencyPenalty';

/** How the model is to choose its words, as far as it lets itself be told (heroku-api.md §1.1, language-model-v2.md B). */
function toSampling(
  call: LanguageModelV2CallOptions,
  thinking: boolean,
  { isClaude }: ModelTraits,
  warnings: Warnings,
): Pick<ChatRequestBody, 'temperature' | 'top_p' | 'top_k'> {
  /** The caller's value, if there is no reason against it, and within 0 to `max`. */
  const take = (setting: Setting, reason: string | false, max?: number): number | undefined => {
    const value = call[setting];
    if (value == null) return undefined;
    const refusal = Number.isNaN(value) ? 'it is no number' : reason;
    const clamped = max ? Math.min(Math.max(value, 0), max) : value;
    if (refusal) {
      warnings.setting(setting, `${setting} is not sent: ${refusal}.`);
      return undefined;
    }
    if (clamped !== value) {
      warnings.setting(
        setting,
        `${setting} ${value} is sent as ${clamped}: Heroku's range is 0 to 1.`,
      );
    }
    return clamped;
  };

  const { temperature } = call;
  const whileThinking = thinking && 'Claude refuses it while it thinks';
  const besideTemperature =
    isClaude && temperature != null && 'Claude refuses it beside temperature';
  for (const setting of ['seed', 'presencePenalty', 'frequencyPenalty'] as const) {
    take(setting, 'Heroku ignores it');
  }
  return {
    // 1 is the default, and all that thinking allows.
    temperature: thinking && temperature === 1 ? undefined : take('temperature', whileThinking, 1),
    top_p: take('topP', whileThinking || besideTemperature, 1),
    top_k: take('topK', whileThinking || (!isClaude && 'only Claude takes it')),
  };
}
