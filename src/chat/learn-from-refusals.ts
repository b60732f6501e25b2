import { APICallError } from '@ai-sdk/provider';
import { toServerError } from '../http/server-error';
import type { Lessons } from './lessons';
import type { HerokuRequest } from './request/to-request';
import type { ChatRequestBody } from './wire/request';

type Change = Pick<Partial<Lessons>, 'profile' | 'omit'>;

/**
 * The field that a refusal names -> what to change. The names are those of Heroku's body, and of the APIs behind it: Bedrock
 * answers in the terms of Converse, Claude in those of Anthropic's Messages.
 */
const BY_FIELD: Record<string, (body: ChatRequestBody) => Change> = {
  temperature: () => ({ profile: { temperature: false } }),
  top_p: () => ({ profile: { topP: false } }),
  top_k: () => ({ profile: { topK: false } }),
  stop: () => ({ profile: { stopSequences: false } }),
  stop_sequences: () => ({ profile: { stopSequences: false } }),
  extended_thinking: () => ({ profile: { thinking: 'none' } }),
  thinking: () => ({ profile: { thinking: 'none' } }),
  budget_tokens: () => ({ profile: { thinking: 'adaptive' } }),
  reasoning_effort: () => ({ profile: { reasoningEffort: 'never' } }),
  tool_choice: ({ tool_choice }) =>
    tool_choice === 'auto' || tool_choice === 'none'
      ? { omit: ['tool_choice'] }
      : { profile: { forcedTools: false } },
  reasoning: () => ({ profile: { thinkingReplay: false } }),
  stream_options: () => ({ omit: ['stream_options'] }),
  parallel_tool_calls: () => ({ omit: ['parallel_tool_calls'] }),
  response_format: () => ({ omit: ['response_format'] }),
  allow_ignored_params: () => ({ omit: ['allow_ignored_params'] }),
  max_tokens: () => ({ omit: ['max_tokens'] }),
};

/** The body field that a cell of the profile is about. */
const FIELD_OF_CELL: Record<string, string | undefined> = {
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop',
  thinking: 'extended_thinking',
  reasoningEffort: 'reasoning_effort',
  forcedTools: 'tool_choice',
  thinkingReplay: 'messages',
};

/** The refusals that are known. `field` in a pattern is looked up in BY_FIELD. */
const REFUSALS: readonly { words: RegExp; change?: Change }[] = [
  // heroku-api.md §1.1 (RUBYLLM): "unrecognized request argument supplied: stream_options"; also without "supplied".
  {
    words:
      /^(?:unrecognized|unknown) (?:request )?(?:argument|parameter|field)s?(?: supplied)?: FIELD/,
  },
  // language-model-v2.md B, Anthropic's words through Bedrock: "messages.1.reasoning: Extra inputs are not permitted".
  { words: /^FIELD: extra inputs are not permitted/ },
  // Bedrock, InvokeModel: "extraneous key [top_k] is not permitted, please reformat your input and try again."
  { words: /^(?:#: )?extraneous key \[FIELD\] is not permitted/ },
  // field-reports.md B1, Claude 4.7 and later: "`temperature` is deprecated for this model."
  {
    words: /^(?:temperature|top_p|top_k)(?: (?:and|or) \w+)? (?:is|are) deprecated for this model/,
    change: { profile: { temperature: false, topP: false, topK: false } },
  },
  // language-model-v2.md B, Claude 4.1 and later.
  {
    words: /^temperature and top_p cannot both be specified/,
    change: { profile: { topP: 'without-temperature' } },
  },
  // field-reports.md B1, Claude 4.7 and later: "`thinking.type.enabled` is not supported for this model. Use adaptive ..."
  {
    words:
      /^thinking\.(?:type\.)?enabled(?:\.budget_tokens)? (?:is|are) (?:not supported|deprecated)/,
    change: { profile: { thinking: 'adaptive' } },
  },
  // field-reports.md B1, B5 and heroku-api.md §1.4: "Thinking may not be enabled when tool_choice forces tool use."
  {
    words:
      /^(?:thinking may not be enabled when )?(?:a )?tool_choice (?:that )?forc(?:es|ing) tool use/,
    change: { profile: { forcedTools: false } },
  },
  // heroku-api.md §1.6 (FLOSHIP, December 2025), and for signatures Anthropic's words (field-reports.md B1).
  {
    words:
      /^(?:messages\.\d+\.content\.\d+(?:\.\w+)*: )?(?:expected thinking or redacted_thinking|invalid signature in thinking block|thinking (?:or redacted_thinking )?blocks?)/,
    change: { profile: { thinkingReplay: false } },
  },
  // Bedrock, Converse: "This model doesn't support the stopSequences field. Remove stopSequences and try again."
  { words: /^this model (?:does not|doesn't) support (?:the )?(?:inferenceconfig\.)?FIELD/ },
  // In general, as OpenAI writes it too: "Unsupported parameter: 'temperature' is not supported with this model."
  {
    words:
      /^(?:unsupported (?:parameter|value): )?FIELD:? (?:[\w .]{0,40} )?(?:(?:is|are) (?:not (?:supported|allowed|permitted)|unsupported)|cannot be (?:used|set|specified)|must be (?:unset|omitted|removed)|(?:does not|doesn't) support)/,
  },
];

const FIELD = '(?<field>[a-z_][a-z_.0-9\\[\\]]*)';
const KNOWN = REFUSALS.map(({ words, change }) => ({
  pattern: new RegExp(words.source.replace('FIELD', FIELD)),
  change,
}));

/**
 * What a refusal teaches: undefined for an error that is none, for one about the content of messages or tools, and for what
 * this package did not write. Only a 400 counts, also one that came as the first frame or in a body with status 200.
 */
export function toLessons(
  error: unknown,
  { body, extraFields }: Pick<HerokuRequest, 'body' | 'extraFields'>,
  { includeUsage }: { includeUsage?: boolean | 'auto' } = {},
): Lessons | undefined {
  if (!APICallError.isInstance(error)) return undefined;
  const { statusCode = 0, data, responseBody } = error;
  if (statusCode !== 400 && statusCode !== 200) return undefined;
  const quote = toServerError(data ?? responseBody).message ?? '';
  const words = simplify(quote);
  for (const { pattern, change } of KNOWN) {
    const match = pattern.exec(words);
    if (!match) continue;
    const field = toField(match.groups?.field ?? '');
    const byField = Object.hasOwn(BY_FIELD, field) ? BY_FIELD[field] : undefined;
    const { profile = {}, omit = [] } = change ?? byField?.(body) ?? {};
    const named = [...Object.keys(profile), ...omit];
    // Whoever sets includeUsage to true wants usage or an error.
    if (includeUsage === true && omit.includes('stream_options')) return undefined;
    const isOurs = !named.some((name) => extraFields.includes(FIELD_OF_CELL[name] ?? name));
    if (named.length === 0 || !isOurs) continue;
    return { profile, omit, words: Object.fromEntries(named.map((name) => [name, quote])) };
  }
  return undefined;
}

/** Without the exceptions that gateways put in front, quotation marks, and capitals (heroku-api.md §4 shape 3). */
function simplify(message: string): string {
  return message
    .toLowerCase()
    .replace(/["'`\u2018\u2019\u201c\u201d](?!t\b)/g, '')
    .replace(
      /^(?:(?:failed to execute chat|[\w.]*(?:exception|error)|the model returned the following errors|malformed input request|bad request)\s*:\s*)+/,
      '',
    )
    .trim();
}

/** `toolConfig.toolChoice.any` -> `tool_choice`, `messages[1].reasoning` -> `reasoning`, `thinking.enabled.budget_tokens` -> `budget_tokens`. */
function toField(name: string): string {
  if (/^messages[[.]\d+\]?\.reasoning$/.test(name)) return 'reasoning';
  // Any other path into messages or tools is about the content.
  if (/^(?:messages|tools)\b/.test(name)) return '';
  const field = name
    .replace(/^toolconfig\./, '')
    .replace(/^toolchoice|^tool_choice/, 'tool_choice')
    .replace(/^(top)(p|k)$/, '$1_$2')
    .replace(/^stopsequences$/, 'stop_sequences')
    .replace(/\.$/, '');
  if (field.startsWith('tool_choice')) return 'tool_choice';
  if (field.endsWith('budget_tokens')) return 'budget_tokens';
  return field.split('.')[0] ?? '';
}
