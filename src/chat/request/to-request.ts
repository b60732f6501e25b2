import type { JSONObject, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { joinNonEmpty, toJsonBody } from '../../json/json-text';
import type { Warning } from '../../specification/warning';
import { toChatOptions } from '../heroku-chat-options';
import { type Lessons, NO_LESSONS } from '../refusals/lessons';
import type { ChatRequestBody } from '../wire/request';
import { toMessages } from './prompt/to-messages';
import { toTurns } from './prompt/to-turns';
import { toSampling } from './settings/to-sampling';
import { toStop } from './settings/to-stop';
import { toThinking } from './settings/to-thinking';
import { type Subject, toSubject } from './subject';
import { withoutServerTools } from './tools/server-tools';
import { type JsonStrategy, toJsonStrategy } from './tools/to-json-strategy';
import { toTools } from './tools/to-tools';
import { warnAboutUnreadOptions } from './unread-options';
import { createWarnings } from './warnings';

export type RequestSettings = {
  modelId: string;
  /** The key of this provider's options, in calls and in parts. */
  name: string;
  stream: boolean | undefined;
  includeUsage?: boolean | 'auto';
  /** What refusals have taught of this model. */
  lessons?: Lessons;
};

/** A request of an endpoint that answers like chat. */
export type LanguageModelRequest<Body> = {
  body: Body;
  /** The JSON text of the body. */
  text: string;
  headers?: Record<string, string>;
  warnings: Warning[];
  /** How JSON output was asked for, if it was: the reader of the answer needs it. */
  json?: JsonStrategy;
  /** The body fields that the caller has put in. */
  extraFields: string[];
  /** Whether no tool may be called, so that a call which comes all the same is left out. */
  bansCalls: boolean;
  /** The ids of the prompt's calls, as the caller has them and as they are sent. */
  callIds: ReadonlySet<string>;
  /** Whether thoughts in tags are to be read as reasoning. */
  thinkingTags?: boolean;
};

export type HerokuRequest = LanguageModelRequest<ChatRequestBody> & {
  /** Tool names in the body -> the caller's names, where they differ. */
  toolAliases: ReadonlyMap<string, string>;
};

/**
 * Makes the smallest body that Heroku accepts of call options, since it answers 400 to fields it does not know (heroku-api.md §1).
 * The one place that lists body fields. Throws InvalidArgumentError for invalid provider options and
 * UnsupportedFunctionalityError for prompt parts that cannot be sent.
 */
export function toRequest(
  given: LanguageModelV2CallOptions,
  { modelId, name, stream, includeUsage = 'auto', lessons = NO_LESSONS }: RequestSettings,
): HerokuRequest {
  const warnings = createWarnings();
  const call = withoutServerTools(given, name, warnings);
  const subject = toSubject({ call, name, modelId, lessons, warnings });
  const { model, names, refusals } = subject;
  const options = toChatOptions(name, call.providerOptions, warnings.other);
  warnAboutUnreadOptions(call, name, warnings);
  const turns = toTurns(subject);
  const { on: thinking, max_tokens, ...thinkingFields } = toThinking(subject, { turns, options });
  const json = toJsonStrategy(subject, { mode: options.structuredOutputMode, thinking });
  const { instruction, bansCalls, ...toolFields } = toTools(subject, { turns, json, thinking });
  const instructions = joinNonEmpty('\n\n', json?.instruction, instruction);
  const messages = toMessages(subject, { turns, instruction: instructions, thinking });

  if (max_tokens && model.outputLimit !== 'max_tokens') {
    warnings.changed(
      'maxOutputTokens',
      `maxOutputTokens is sent as ${model.outputLimit}: ${refusals.reasonFor('outputLimit')}.`,
    );
  }

  const fields: ChatRequestBody = {
    model: modelId,
    messages,
    [model.outputLimit]: max_tokens,
    ...thinkingFields,
    ...toSampling(subject, { thinking }),
    stop: toStop(subject),
    ...toolFields,
    parallel_tool_calls: toolFields.tools && options.parallelToolCalls,
    response_format: json?.responseFormat,
    allow_ignored_params: options.allowIgnoredParams || undefined,
    stream: stream || undefined,
    stream_options: stream && includeUsage ? { include_usage: true } : undefined,
  };

  leaveOut(fields, lessons.omit, subject);
  const { body, text } = toJsonBody(toBody(fields, options.extraBody));
  return {
    body,
    text,
    extraFields: Object.keys(options.extraBody ?? {}),
    headers: options.promptCaching === false ? { 'x-heroku-prompt-caching': 'false' } : {},
    warnings: warnings.list(),
    json,
    toolAliases: names.aliases,
    bansCalls,
    callIds: names.callIds,
    thinkingTags: options.thinkingTags,
  };
}

/** Takes out of the body the fields that the model has refused. */
function leaveOut(
  fields: ChatRequestBody,
  omit: Lessons['omit'],
  { refusals, warnings }: Subject,
): void {
  for (const field of omit) {
    if (fields[field] == null) continue;
    // Any other choice means something.
    if (field === 'tool_choice' && fields.tool_choice !== 'auto') continue;
    fields[field] = undefined;
    // Usage was not asked for by the caller, and may come all the same.
    if (field !== 'stream_options')
      warnings.other(`${field} is not sent: ${refusals.reasonFor(field)}.`);
  }
}

/** The fields that are set, and those which the caller has put in. */
export function toBody<T extends object>(fields: T, extraBody: JSONObject | undefined): T {
  const body: Partial<T> = {};
  for (const field in fields) if (fields[field] != null) body[field] = fields[field];
  return (extraBody ? { ...body, ...extraBody } : body) as T;
}
