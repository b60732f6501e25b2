import type { LanguageModelV2CallOptions, LanguageModelV2Prompt } from '@ai-sdk/provider';
import type { Lessons } from '../../chat/refusals/lessons';
import { createRefused, type Refused } from '../../chat/refusals/refused';
import { toProfile } from '../../chat/refusals/to-profile';
import { toMessages } from '../../chat/request/prompt/to-messages';
import { toTurns } from '../../chat/request/prompt/to-turns';
import { toToolNames } from '../../chat/request/prompt/tool-names';
import { toSampling } from '../../chat/request/settings/to-sampling';
import { toStop } from '../../chat/request/settings/to-stop';
import { toMaxOutputTokens } from '../../chat/request/settings/to-thinking';
import { type LanguageModelRequest, toBody } from '../../chat/request/to-request';
import { toJsonOutput } from '../../chat/request/tools/to-json-output';
import { warnAboutUnreadOptions } from '../../chat/request/unread-options';
import { createWarnings, type Warnings } from '../../chat/request/warnings';
import { toJsonBody } from '../../json/json-text';
import { type HerokuAgentSettings, toAgentOptions } from '../heroku-agent-options';
import type { AgentRequestBody } from '../wire';
import { type AgentTools, toAgentTools } from './to-agent-tools';
import { withoutCalls } from './without-calls';

export type AgentRequestSettings = HerokuAgentSettings & {
  modelId: string;
  /** The key of this provider's options, in calls and in parts. */
  name: string;
  /** What refusals have taught of this model at this endpoint. */
  lessons: Lessons;
};

export type AgentRequest = LanguageModelRequest<AgentRequestBody> & { tools: AgentTools };

/**
 * Makes the body of a request to the agents endpoint (heroku-api.md §5), and is the one place that lists its fields. Messages,
 * sampling settings and stop sequences are those of chat. Throws like `toRequest`.
 */
export function toAgentRequest(
  call: LanguageModelV2CallOptions,
  { modelId, name, lessons, tools: ofModel = {}, maxTokensPerInference }: AgentRequestSettings,
): AgentRequest {
  const model = { ...toProfile(modelId, lessons), topK: false };
  const refused = toRefused(createRefused(lessons.reasons));
  const warnings = createWarnings();
  const options = toAgentOptions(name, call.providerOptions, warnings.other);
  warnAboutUnreadOptions({ ...call, tools: [] }, name, warnings);
  warnAboutUnsent(call, warnings);

  const tools = toAgentTools(call, ofModel, name, warnings);
  const prompt = withNames(call.prompt, tools);
  const toolNames = toToolNames({ prompt }, model);
  const turns = toTurns(prompt, name, toolNames, warnings);
  const json = toJsonOutput(call, 'prompt', false, model, toolNames, refused, warnings);
  const messages = toMessages(
    tools.wire.length > 0 ? turns : withoutCalls(turns),
    json?.instruction,
    false,
    model,
    refused,
    warnings,
  );

  const fields: AgentRequestBody = {
    model: modelId,
    messages,
    tools: tools.wire.length > 0 ? tools.wire : undefined,
    max_tokens_per_inference_request: toMaxOutputTokens(call, warnings) ?? maxTokensPerInference,
    ...toSampling(call, false, model, refused, warnings),
    stop: toStop(call, model, refused, warnings),
  };

  return {
    ...toJsonBody(toBody(fields, options.extraBody)),
    extraFields: Object.keys(options.extraBody ?? {}),
    warnings: warnings.list(),
    json,
    callIds: toolNames.callIds,
    thinkingTags: options.thinkingTags,
    bansCalls: call.toolChoice?.type === 'none',
    tools,
  };
}

const NOT_TAKEN = 'the agents endpoint does not take it';

/** `top_k` is no field of this endpoint, whatever the model. */
function toRefused(refused: Refused): Refused {
  return { ...refused, why: (cell) => (cell === 'topK' ? NOT_TAKEN : refused.why(cell)) };
}

function warnAboutUnsent(
  { toolChoice, reasoning }: LanguageModelV2CallOptions & { reasoning?: string },
  warnings: Warnings,
): void {
  if (toolChoice && toolChoice.type !== 'auto' && toolChoice.type !== 'none') {
    warnings.setting('toolChoice', `toolChoice is not sent: ${NOT_TAKEN}.`);
  }
  if (reasoning && reasoning !== 'provider-default' && reasoning !== 'none') {
    warnings.other(`reasoning is not sent: ${NOT_TAKEN}.`);
  }
}

/** The prompt with the names that Heroku has for its tools. */
function withNames(prompt: LanguageModelV2Prompt, tools: AgentTools): LanguageModelV2Prompt {
  const rename = <Part extends { type: string }>(part: Part): Part =>
    'toolName' in part && typeof part.toolName === 'string'
      ? { ...part, toolName: tools.toHistoryName(part.toolName) }
      : part;
  return prompt.map((message) => {
    if (message.role === 'assistant') return { ...message, content: message.content.map(rename) };
    if (message.role === 'tool') return { ...message, content: message.content.map(rename) };
    return message;
  });
}
