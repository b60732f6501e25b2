import type { LanguageModelV2CallOptions, LanguageModelV2Prompt } from '@ai-sdk/provider';
import type { Lessons } from '../../chat/refusals/lessons';
import { toMessages } from '../../chat/request/prompt/to-messages';
import { toTurns } from '../../chat/request/prompt/to-turns';
import { toSampling } from '../../chat/request/settings/to-sampling';
import { toStop } from '../../chat/request/settings/to-stop';
import { toMaxOutputTokens } from '../../chat/request/settings/to-thinking';
import { type Subject, toSubject } from '../../chat/request/subject';
import { type LanguageModelRequest, toBody } from '../../chat/request/to-request';
import { toJsonStrategy } from '../../chat/request/tools/to-json-strategy';
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
  { modelId, name, lessons, tools: modelTools = {}, maxTokensPerInference }: AgentRequestSettings,
): AgentRequest {
  const warnings = createWarnings();
  const options = toAgentOptions(name, call.providerOptions, warnings.other);
  warnAboutUnreadOptions({ ...call, tools: [] }, name, warnings);
  warnAboutUnsent(call, warnings);

  const tools = toAgentTools(call, { modelTools, name, warnings });
  const prompt = withNames(call.prompt, tools);
  const chatCall = { ...call, prompt, tools: [], toolChoice: undefined };
  const subject = withoutTopK(toSubject({ call: chatCall, name, modelId, lessons, warnings }));
  const turns = toTurns(subject);
  const json = toJsonStrategy(subject, { mode: 'prompt', thinking: false });
  const messages = toMessages(subject, {
    turns: tools.wire.length > 0 ? turns : withoutCalls(turns),
    instruction: json?.instruction,
    thinking: false,
  });

  const fields: AgentRequestBody = {
    model: modelId,
    messages,
    tools: tools.wire.length > 0 ? tools.wire : undefined,
    max_tokens_per_inference_request: toMaxOutputTokens(subject) ?? maxTokensPerInference,
    ...toSampling(subject, { thinking: false }),
    stop: toStop(subject),
  };

  return {
    ...toJsonBody(toBody(fields, options.extraBody)),
    extraFields: Object.keys(options.extraBody ?? {}),
    warnings: warnings.list(),
    json,
    callIds: subject.names.callIds,
    thinkingTags: options.thinkingTags,
    bansCalls: call.toolChoice?.type === 'none',
    tools,
  };
}

const NOT_TAKEN = 'the agents endpoint does not take it';

/** `top_k` is no field of this endpoint, whatever the model. */
function withoutTopK(subject: Subject): Subject {
  const { model, refusals } = subject;
  return {
    ...subject,
    model: { ...model, topK: false },
    refusals: {
      ...refusals,
      reasonFor: (cell) => (cell === 'topK' ? NOT_TAKEN : refusals.reasonFor(cell)),
    },
  };
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
