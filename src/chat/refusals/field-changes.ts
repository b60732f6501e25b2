import type { ModelProfile } from '../../models/model-profile';
import type { ChatRequestBody } from '../wire/request';
import type { Lessons } from './lessons';

/** What to change in a request. */
export type Change = Pick<Partial<Lessons>, 'profile' | 'omit'>;
export type RequestBody = Record<string, unknown> &
  Pick<ChatRequestBody, 'tool_choice' | 'extended_thinking'>;
export type ToChange = (body: RequestBody) => Change;

/**
 * The field that a refusal names -> what to change. The names are those of Heroku's body, and of the APIs behind it: Bedrock
 * answers in the terms of Converse, Claude in those of Anthropic's Messages.
 */
const BY_FIELD: Record<string, ToChange> = {
  temperature: () => ({ profile: { temperature: false } }),
  top_p: () => ({ profile: { topP: false } }),
  top_k: () => ({ profile: { topK: false } }),
  stop: () => ({ profile: { stopSequences: false } }),
  stop_sequences: () => ({ profile: { stopSequences: false } }),
  extended_thinking: withoutThinking,
  thinking: withoutThinking,
  budget_tokens: withoutBudget,
  reasoning_effort: () => ({ profile: { reasoningEffort: 'never' } }),
  tool_choice: otherToolChoice,
  reasoning: () => ({ profile: { thinkingReplay: false } }),
  stream_options: () => ({ omit: ['stream_options'] }),
  parallel_tool_calls: () => ({ omit: ['parallel_tool_calls'] }),
  response_format: () => ({ omit: ['response_format'] }),
  allow_ignored_params: () => ({ omit: ['allow_ignored_params'] }),
  // A limit is never left out: it is a limit of cost.
  max_tokens: () => ({ profile: { outputLimit: 'max_completion_tokens' } }),
  max_completion_tokens: () => ({ profile: { outputLimit: 'max_tokens' } }),
};

/** Heroku makes thinking of an effort (heroku-api.md §1.1), so a request without thinking may be told of it. */
function withoutThinking({ extended_thinking }: RequestBody): Change {
  return { profile: extended_thinking ? { thinking: 'none' } : { reasoningEffort: 'never' } };
}

export function withoutBudget(body: RequestBody): Change {
  return body.extended_thinking?.budget_tokens
    ? { profile: { thinking: 'adaptive' } }
    : withoutThinking(body);
}

/** What to change depends on what was chosen: a ban, a forced call, or `auto`, which need not be sent. */
export function otherToolChoice({ tool_choice }: RequestBody): Change {
  if (tool_choice === 'none') return { profile: { bannedTools: false } };
  return tool_choice === 'auto' ? { omit: ['tool_choice'] } : { profile: { forcedTools: false } };
}

/** The body field that a cell of the profile is about. */
const FIELD_OF_CELL: { [Cell in keyof ModelProfile]?: string } = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop',
  thinking: 'extended_thinking',
  reasoningEffort: 'reasoning_effort',
  forcedTools: 'tool_choice',
  bannedTools: 'tool_choice',
  thinkingReplay: 'messages',
  outputLimit: 'max_tokens',
};

/** The body fields that a change is about. */
export function fieldsOf({ profile = {}, omit = [] }: Change): string[] {
  return [
    ...(Object.keys(profile) as (keyof ModelProfile)[]).map((cell) => FIELD_OF_CELL[cell] ?? cell),
    ...omit,
  ];
}

/** The change that leaves out all named fields. Empty if one of them must stay, because the caller set it or it cannot be left out. */
export function toFieldChange(
  named: string,
  body: RequestBody,
  extraFields: readonly string[],
): Change {
  const fields = named.split(/,? and |,? or |, /).map(toField);
  const changes = fields.map((field) =>
    Object.hasOwn(BY_FIELD, field) ? BY_FIELD[field]?.(body) : undefined,
  );
  const mustStay = fields.some(
    (field, index) =>
      extraFields.includes(field) || (!changes[index] && Object.hasOwn(body, field)),
  );
  if (mustStay) return {};
  return {
    profile: Object.assign({}, ...changes.map((change) => change?.profile)),
    omit: changes.flatMap((change) => change?.omit ?? []),
  };
}

/** `toolConfig.toolChoice.any` -> `tool_choice`, `messages[1].reasoning` -> `reasoning`, `thinking.enabled.budget_tokens` -> `budget_tokens`. */
function toField(name: string): string {
  const path = name.replace(/^body\./, '').replace(/\.$/, '');
  if (/^messages[[.]\d+\]?\.reasoning$/.test(path)) return 'reasoning';
  // Any other path into messages or tools is about the content.
  if (/^(?:messages|tools)[[.]/.test(path)) return '';
  const field = path
    .replace(/^toolconfig\./, '')
    .replace(/^toolchoice/, 'tool_choice')
    .replace(/^(top)(p|k)$/, '$1_$2')
    .replace(/^stopsequences$/, 'stop_sequences')
    .replace(/^maxtokens$/, 'max_tokens')
    .replace(/^output_config$|^(?:output_config\.)?effort$/, 'reasoning_effort');
  if (field.endsWith('disable_parallel_tool_use')) return 'parallel_tool_calls';
  if (field.startsWith('tool_choice')) return 'tool_choice';
  if (field.endsWith('budget_tokens')) return 'budget_tokens';
  return field.split('.')[0] ?? '';
}
