import type { LanguageModelV2CallOptions, LanguageModelV2CallWarning } from '@ai-sdk/provider';
import { toChatOptions } from '../heroku-chat-options';
import { type ModelTraits, toModelTraits } from '../heroku-model-ids';
import type { ChatRequestBody, WireMessage } from '../wire/request';
import { toJsonBody } from './json-text';
import { type ExpectedJson, toJsonOutput } from './to-json-output';
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

/** What the reader of the answer must know of the request. */
export type Expectation = {
  json?: ExpectedJson;
  /** Tool name on the wire -> the caller's, where they differ. */
  toolAliases: ReadonlyMap<string, string>;
};

export type HerokuRequest = {
  body: ChatRequestBody;
  /** The JSON text of the body. */
  text: string;
  headers: Record<string, string>;
  warnings: LanguageModelV2CallWarning[];
  expectation: Expectation;
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
  const json = toJsonOutput(
    call.responseFormat,
    options.structuredOutputMode,
    thinking,
    toolNames,
    warnings,
  );
  const toolFields = toTools(call, json.tool, thinking, toolNames, warnings);
  const messages = toMessages(turns, thinking);
  if (json.instruction) addInstruction(messages, json.instruction);
  if (traits.refusesPrefill) warnAboutPrefill(messages, warnings);

  const fields: ChatRequestBody = {
    model: modelId,
    messages,
    ...thinkingFields,
    ...toSampling(call, thinking, traits, warnings),
    stop: call.stopSequences?.length ? call.stopSequences : undefined,
    ...toolFields,
    parallel_tool_calls: toolFields.tools && options.parallelToolCalls,
    response_format: json.responseFormat,
    allow_ignored_params: options.allowIgnoredParams || undefined,
    stream: stream || undefined,
    stream_options: stream && includeUsage ? { include_usage: true } : undefined,
  };

  return {
    ...toJsonBody({ ...withoutUnset(fields), ...options.extraBody }),
    headers: options.promptCaching === false ? { 'x-heroku-prompt-caching': 'false' } : {},
    warnings: warnings.list,
    expectation: { json: json.expected, toolAliases: toolNames.aliases },
  };
}

function withoutUnset<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as T;
}

/** After the leading system messages, so that these stay the prefix which Heroku caches (heroku-api.md §1.7). */
function addInstruction(messages: WireMessage[], content: string): void {
  const start = messages.findIndex(({ role }) => role !== 'system');
  messages.splice(start, 0, { role: 'system', content });
}

function warnAboutPrefill(messages: WireMessage[], warnings: Warnings): void {
  if (messages.findLast(({ role }) => role !== 'system')?.role !== 'assistant') return;
  warnings.other(
    'The prompt ends with an assistant message, which Claude 4.6 and later refuse: end it with a user message.',
  );
}

type Unit = 'temperature' | 'topP';
type Setting = Unit | 'topK' | 'seed' | 'presencePenalty' | 'frequencyPenalty';

/** How the model is to choose its words, as far as it lets itself be told (heroku-api.md §1.1, language-model-v2.md B). */
function toSampling(
  call: LanguageModelV2CallOptions,
  thinking: boolean,
  { isClaude }: ModelTraits,
  warnings: Warnings,
): Pick<ChatRequestBody, 'temperature' | 'top_p' | 'top_k'> {
  /** The caller's value, if there is no reason against it. */
  const take = (setting: Setting, reason: string | false): number | undefined => {
    const value = call[setting];
    const refusal = Number.isNaN(value) ? 'it is no number' : reason;
    if (value == null || !refusal) return value;
    warnings.setting(setting, `${setting} is not sent: ${refusal}.`);
    return undefined;
  };
  const takeUnit = (setting: Unit, reason: string | false): number | undefined => {
    const value = take(setting, reason);
    const clamped = value && Math.min(Math.max(value, 0), 1);
    if (clamped !== value) {
      warnings.setting(
        setting,
        `${setting} ${value} is sent as ${clamped}: Heroku's range is 0 to 1.`,
      );
    }
    return clamped;
  };

  const { temperature, topK } = call;
  const whileThinking = thinking && 'Claude refuses it while it thinks';
  const besideTemperature =
    isClaude && temperature != null && 'Claude refuses it beside temperature';
  const isTopK = isClaude && Number.isInteger(topK) && Number(topK) > 0;
  for (const setting of ['seed', 'presencePenalty', 'frequencyPenalty'] as const) {
    take(setting, 'Heroku ignores it');
  }
  return {
    // 1 is the default, and all that thinking allows.
    temperature: thinking && temperature === 1 ? undefined : takeUnit('temperature', whileThinking),
    top_p: takeUnit('topP', whileThinking || besideTemperature),
    top_k: take(
      'topK',
      whileThinking || (!isTopK && 'only Claude takes it, as a positive integer'),
    ),
  };
}
