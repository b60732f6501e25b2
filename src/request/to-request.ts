import type { LanguageModelV2CallOptions, LanguageModelV2CallWarning } from '@ai-sdk/provider';
import { toChatOptions } from '../heroku-chat-options';
import { type ModelTraits, toModelTraits } from '../heroku-model-ids';
import type { ChatRequestBody, WireMessage, WireToolChoice } from '../wire/request';
import { toJsonBody } from './json-text';
import { type ExpectedJson, type JsonOutput, toJsonOutput, withJsonTool } from './to-json-output';
import { toMessages } from './to-messages';
import { type Thinking, toThinking } from './to-thinking';
import { toTools, toToolsOfHistory, type WireTools } from './to-tools';
import { toTurns } from './to-turns';
import { type ToolNames, toToolNames } from './tool-names';
import { Warnings } from './warnings';

export type RequestSettings = {
  modelId: string;
  /** The key of this provider's options, in calls and in parts. */
  name: string;
  stream: boolean;
  includeUsage: boolean;
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
  const warnings = new Warnings();
  const toolNames = toToolNames(call, traits.isNova);
  const turns = toTurns(call.prompt, name, toolNames, warnings);
  const thinking = toThinking(call, turns, options, traits, warnings);
  const json = toJsonOutput(
    call.responseFormat,
    options.structuredOutputMode,
    thinking.on,
    toolNames,
    warnings,
  );
  const { tools, toolChoice } = toAllTools(call, json, toolNames, warnings);
  const messages = withInstruction(toMessages(turns, thinking.on), json);
  warnAboutPrefill(messages, traits, warnings);
  // Heroku accepts and ignores them (heroku-api.md §1.1): sending them would only pretend.
  warnAbout(['seed', 'presencePenalty', 'frequencyPenalty'], 'Heroku ignores it', call, warnings);

  const fields: ChatRequestBody = {
    model: modelId,
    messages,
    ...thinking.fields,
    ...toSampling(call, thinking.on, traits, warnings),
    stop: call.stopSequences?.length ? call.stopSequences : undefined,
    tools: tools.length > 0 ? tools : undefined,
    tool_choice: toAllowedChoice(toolChoice, thinking, warnings),
    parallel_tool_calls: tools.length > 0 ? options.parallelToolCalls : undefined,
    response_format: json?.responseFormat,
    allow_ignored_params: options.allowIgnoredParams || undefined,
    stream: stream || undefined,
    stream_options: stream && includeUsage ? { include_usage: true } : undefined,
  };

  return {
    ...toJsonBody({ ...withoutUndefined(fields), ...options.extraBody }),
    headers: options.promptCaching === false ? { 'x-heroku-prompt-caching': 'false' } : {},
    warnings: warnings.list,
    expectation: { json: json?.expected, toolAliases: toolNames.aliases },
  };
}

function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function toAllTools(
  call: LanguageModelV2CallOptions,
  json: JsonOutput | undefined,
  names: ToolNames,
  warnings: Warnings,
): WireTools {
  const offered = toTools(call, names, warnings);
  if (json?.tool) return withJsonTool(offered, json.tool);
  return offered.tools.length > 0 ? offered : toToolsOfHistory(call.prompt, names, warnings);
}

/** After the leading system messages, so that these stay the prefix which Heroku caches (heroku-api.md §1.7). */
function withInstruction(messages: WireMessage[], json: JsonOutput | undefined): WireMessage[] {
  if (json?.instruction === undefined) return messages;
  const start = messages.findIndex((message) => message.role !== 'system');
  return messages.toSpliced(start, 0, { role: 'system', content: json.instruction });
}

type Sampling = Pick<ChatRequestBody, 'temperature' | 'top_p' | 'top_k'>;

function toSampling(
  call: LanguageModelV2CallOptions,
  thinking: boolean,
  traits: ModelTraits,
  warnings: Warnings,
): Sampling {
  if (thinking) {
    // The one temperature that thinking allows is the default (heroku-api.md §1.1).
    const dropped = call.temperature === 1 ? { ...call, temperature: undefined } : call;
    warnAbout(
      ['temperature', 'topP', 'topK'],
      'Claude refuses it while it thinks',
      dropped,
      warnings,
    );
    return {};
  }
  const takesTopK = traits.isClaude && Number.isInteger(call.topK) && Number(call.topK) > 0;
  if (!takesTopK) {
    warnAbout(['topK'], 'only Claude takes it, as a positive integer', call, warnings);
  }
  const bothSet = traits.isClaude && call.temperature != null;
  if (bothSet) warnAbout(['topP'], 'Claude refuses it beside temperature', call, warnings);
  return {
    temperature: toUnitRange('temperature', call.temperature, warnings),
    top_p: bothSet ? undefined : toUnitRange('topP', call.topP, warnings),
    top_k: takesTopK ? call.topK : undefined,
  };
}

/** Heroku's range is 0 to 1, for the temperature too (heroku-api.md §1.1). */
function toUnitRange(
  setting: 'temperature' | 'topP',
  value: number | undefined,
  warnings: Warnings,
): number | undefined {
  if (value == null) return undefined;
  const clamped = Number.isNaN(value) ? undefined : Math.min(Math.max(value, 0), 1);
  if (clamped !== value) {
    warnings.setting(
      setting,
      `${setting} ${value} is sent as ${clamped}: Heroku's range is 0 to 1.`,
    );
  }
  return clamped;
}

/** Claude refuses a forced tool while it thinks (language-model-v2.md B). */
function toAllowedChoice(
  choice: WireToolChoice | undefined,
  thinking: Thinking,
  warnings: Warnings,
): WireToolChoice | undefined {
  if (!thinking.on || choice === undefined || choice === 'auto' || choice === 'none') return choice;
  warnings.setting(
    'toolChoice',
    'The forced tool choice (toolChoice, or structuredOutputMode) is sent as "auto": Claude refuses it while it thinks.',
  );
  return 'auto';
}

function warnAbout(
  settings: ('temperature' | 'topP' | 'topK' | 'seed' | 'presencePenalty' | 'frequencyPenalty')[],
  reason: string,
  call: LanguageModelV2CallOptions,
  warnings: Warnings,
): void {
  for (const setting of settings) {
    if (call[setting] != null) warnings.setting(setting, `${setting} is not sent: ${reason}.`);
  }
}

function warnAboutPrefill(messages: WireMessage[], traits: ModelTraits, warnings: Warnings): void {
  const last = messages.findLast((message) => message.role !== 'system');
  if (!traits.refusesPrefill || last?.role !== 'assistant') return;
  warnings.other(
    'The prompt ends with an assistant message, which Claude 4.6 and later refuse: end it with a user message.',
  );
}
