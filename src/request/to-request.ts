import type {
  JSONObject,
  LanguageModelV2CallOptions,
  LanguageModelV2CallWarning,
} from '@ai-sdk/provider';
import { toChatOptions } from '../heroku-chat-options';
import { type ModelTraits, toModelTraits } from '../heroku-model-ids';
import type { ChatRequestBody, WireMessage, WireToolChoice } from '../wire/request';
import { toWellFormed } from './json-text';
import { isObjectSchema, type JsonOutput, toJsonOutput, withJsonTool } from './to-json-output';
import { toMessages } from './to-messages';
import { type Thinking, toThinking } from './to-thinking';
import { toTools, toToolsOfHistory, type WireTools } from './to-tools';
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
  /** JSON is to come out as text: from the synthetic tool of that name, else from the text itself. */
  json?: { toolName?: string; objectOnly: boolean };
  /** Tool name on the wire -> the caller's, where they differ. */
  toolAliases: ReadonlyMap<string, string>;
};

export type HerokuRequest = {
  body: ChatRequestBody;
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
  const thinking = toThinking(call, options, traits, name, warnings);
  const json = toJsonOutput(
    call.responseFormat,
    options.structuredOutputMode,
    thinking.on,
    toolNames,
    warnings,
  );
  const { tools, toolChoice } = toAllTools(call, json, toolNames, warnings);
  const messages = withInstruction(
    toMessages(call.prompt, { name, toolNames, thinking: thinking.on, warnings }),
    json,
  );
  warnAboutPrefill(messages, traits, warnings);
  warnAboutIgnored(call, warnings);

  const body = withoutUndefined<ChatRequestBody>({
    model: modelId,
    messages,
    ...thinking.fields,
    ...toSampling(call, thinking.on, traits, warnings),
    stop: call.stopSequences?.length ? call.stopSequences : undefined,
    tools: tools.length > 0 ? tools : undefined,
    tool_choice: toAllowedChoice(toolChoice, thinking, warnings),
    parallel_tool_calls: tools.length > 0 ? options.parallelToolCalls : undefined,
    response_format: json?.mode === 'json_schema' ? json.responseFormat : undefined,
    allow_ignored_params: options.allowIgnoredParams || undefined,
    stream: stream || undefined,
    stream_options: stream && includeUsage ? { include_usage: true } : undefined,
  });

  return {
    body: { ...toWellFormed(body), ...options.extraBody },
    headers: options.promptCaching === false ? { 'x-heroku-prompt-caching': 'false' } : {},
    warnings: warnings.list,
    expectation: { json: toExpectedJson(json, call), toolAliases: toolNames.aliases },
  };
}

function toAllTools(
  call: LanguageModelV2CallOptions,
  json: JsonOutput | undefined,
  names: ToolNames,
  warnings: Warnings,
): WireTools {
  const offered = toTools(call, names, warnings);
  if (json?.mode === 'tool') return withJsonTool(offered, json.tool);
  return offered.tools.length > 0 ? offered : toToolsOfHistory(call.prompt, names, warnings);
}

/** After the leading system messages, so that these stay the prefix which Heroku caches (heroku-api.md §1.7). */
function withInstruction(messages: WireMessage[], json: JsonOutput | undefined): WireMessage[] {
  if (json?.mode !== 'prompt') return messages;
  const start = messages.findIndex((message) => message.role !== 'system');
  return messages.toSpliced(start, 0, { role: 'system', content: json.instruction });
}

function toExpectedJson(
  json: JsonOutput | undefined,
  { responseFormat }: LanguageModelV2CallOptions,
): Expectation['json'] {
  if (json === undefined || responseFormat?.type !== 'json') return undefined;
  return {
    toolName: json.mode === 'tool' ? json.tool.function.name : undefined,
    objectOnly:
      responseFormat.schema !== undefined && isObjectSchema(responseFormat.schema as JSONObject),
  };
}

type Sampling = Pick<ChatRequestBody, 'temperature' | 'top_p' | 'top_k'>;

function toSampling(
  call: LanguageModelV2CallOptions,
  thinking: boolean,
  traits: ModelTraits,
  warnings: Warnings,
): Sampling {
  const drop = (setting: 'temperature' | 'topP' | 'topK', reason: string) => {
    if (call[setting] != null) warnings.setting(setting, `${setting} is not sent: ${reason}`);
  };
  if (thinking) {
    // The one temperature that thinking allows is the default (heroku-api.md §1.1).
    if (call.temperature !== 1) drop('temperature', 'Claude refuses it while it thinks.');
    drop('topP', 'Claude refuses it while it thinks.');
    drop('topK', 'Claude refuses it while it thinks.');
    return {};
  }
  if (!traits.isClaude) drop('topK', 'on Heroku only Claude is known to take it.');
  const bothSet = traits.isClaude && call.temperature != null;
  if (bothSet) drop('topP', 'Claude refuses it together with temperature.');
  return {
    temperature: toUnitRange('temperature', call.temperature, warnings),
    top_p: bothSet ? undefined : toUnitRange('topP', call.topP, warnings),
    top_k: traits.isClaude ? call.topK : undefined,
  };
}

/** Heroku's range is 0 to 1, for the temperature too (heroku-api.md §1.1). */
function toUnitRange(
  setting: 'temperature' | 'topP',
  value: number | undefined,
  warnings: Warnings,
): number | undefined {
  if (value == null) return undefined;
  const clamped = Math.min(Math.max(value, 0), 1);
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

/** Settings that Heroku accepts and ignores (heroku-api.md §1.1), so that sending them would only pretend. */
function warnAboutIgnored(call: LanguageModelV2CallOptions, warnings: Warnings): void {
  for (const setting of ['seed', 'presencePenalty', 'frequencyPenalty'] as const) {
    if (call[setting] != null) {
      warnings.setting(setting, `${setting} is not sent: Heroku ignores it.`);
    }
  }
}

function warnAboutPrefill(messages: WireMessage[], traits: ModelTraits, warnings: Warnings): void {
  const last = messages.findLast((message) => message.role !== 'system');
  if (!traits.refusesPrefill || last?.role !== 'assistant') return;
  warnings.other(
    'The prompt ends with an assistant message, which Claude 4.6 and later refuse: end it with a user message.',
  );
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
