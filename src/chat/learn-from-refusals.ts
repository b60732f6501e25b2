import { APICallError } from '@ai-sdk/provider';
import type { Lessons } from './lessons';
import { toStatements } from './refusal-statements';
import type { ChatRequestBody } from './wire/request';

type Change = Pick<Partial<Lessons>, 'profile' | 'omit'>;

/** What must be known of a request to learn from its refusal. */
export type RefusedRequest = {
  body: Record<string, unknown> & Pick<ChatRequestBody, 'tool_choice'>;
  /** The body fields that the caller has put in. */
  extraFields: string[];
};

/**
 * The field that a refusal names -> what to change. The names are those of Heroku's body, and of the APIs behind it: Bedrock
 * answers in the terms of Converse, Claude in those of Anthropic's Messages.
 */
const BY_FIELD: Record<string, (body: RefusedRequest['body']) => Change> = {
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

/**
 * The refusals that are known, as `simplify` leaves them. `FIELDS` are looked up in BY_FIELD. A pattern says what is refused and
 * that it is: the words must begin with it, since what stands in the middle may be quoted from the prompt.
 */
const REFUSALS: readonly { words: RegExp; change?: Change }[] = [
  // field-reports.md B1, Claude 4.7 and later: "`temperature` is deprecated for this model."
  {
    words: /^(?:temperature|top_p|top_k)(?: (?:and|or) \w+)? (?:is|are) deprecated for this model/,
    change: { profile: { temperature: false, topP: false, topK: false } },
  },
  // language-model-v2.md B, Claude 4.1 and later.
  {
    words: /^temperature and top_p cannot (?:both be|be \w+ (?:together|at the same time))/,
    change: { profile: { topP: 'without-temperature' } },
  },
  // field-reports.md B1, Claude 4.7 and later: "`thinking.type.enabled` is not supported for this model. Use adaptive ..."
  {
    words:
      /^thinking\.(?:(?:type\.)?enabled(?:\.budget_tokens)? (?:is|are) (?:not supported|deprecated)|type: input should be adaptive)/,
    change: { profile: { thinking: 'adaptive' } },
  },
  // field-reports.md B1, B5 and heroku-api.md §1.4: "Thinking may not be enabled when tool_choice forces tool use."
  {
    words:
      /^(?:(?:thinking may not be enabled when )?(?:a )?tool_choice (?:that )?forc(?:es|ing) tool use|forced tool (?:use|choice|calls?) (?:is|are) not supported)/,
    change: { profile: { forcedTools: false } },
  },
  // DeepSeek (tickernelz/opencode-mem#253): "Thinking mode does not support this tool_choice".
  {
    words: /^(?:thinking mode|[\w.:-]+) (?:does not|doesn't) support this tool_choice/,
    change: { profile: { forcedTools: false } },
  },
  // heroku-api.md §1.6 (FLOSHIP, December 2025), and for signatures Anthropic's words (field-reports.md B1).
  {
    words:
      /^(?:messages\.\d+\.content\.\d+(?:\.\w+)*: )?(?:expected thinking or redacted_thinking|invalid signature in thinking block|thinking (?:or redacted_thinking )?blocks?)|^messages\.\d+\.content\.\d+\.thinking\.\w+: /,
    change: { profile: { thinkingReplay: false } },
  },
  // heroku-api.md §1.1 (RUBYLLM): "unrecognized request argument supplied: stream_options"; also without "supplied". OpenAI:
  // "Unknown parameter: 'x'." xAI: "Argument not supported on this model: stop".
  {
    words:
      /^(?:(?:unrecognized|unknown|unsupported) (?:request )?(?:argument|parameter|field|value)s?(?: supplied)?|(?:argument|parameter)s? not supported \w+ this model): FIELDS(?=$|[.;,\n]| \(| is | does )/,
  },
  // language-model-v2.md B, Anthropic's words through Bedrock: "stop_sequences: Extra inputs are not permitted". Fireworks
  // (FlowiseAI/Flowise#2866) names the field behind.
  { words: /^FIELDS: extra inputs are not permitted/ },
  { words: /^extra inputs are not permitted, field: FIELDS/ },
  // Bedrock, InvokeModel (langchain-ai/langchain-aws#62): "extraneous key [top_k] is not permitted, please reformat your input".
  {
    words:
      /^(?:#: required [^#]*)*(?:#(?:\/inferenceconfig)?: )?extraneous key \[FIELDS\] is not permitted/,
  },
  // Bedrock, Converse: "This model doesn't support the stopSequences field. Remove stopSequences and try again."
  {
    words:
      /^(?:this |the )?model(?: [\w.:-]+)? (?:does not|doesn't) support (?:the |custom )*(?:parameter )?(?:inferenceconfig\.)?FIELDS(?=$|[.;]| (?:field|parameter|setting|values?|on|for|with)\b)/,
  },
  // Moonshot (countbot-ai/CountBot#61): "invalid temperature: only 1 is allowed for this model".
  { words: /^invalid FIELDS: only \S+ is allowed/ },
  // In general. OpenAI: "'temperature' does not support 0.1 with this model." DashScope (cloudwego/eino#994): "The tool_choice
  // parameter does not support being set to required". Groq: "property 'x' is unsupported". Anthropic: "`top_k` must be unset",
  // "`temperature` may only be set to 1 when thinking is enabled".
  {
    words:
      /^(?:the |unsupported value: )*(?:parameter |argument |field |property )?FIELDS:? (?:(?:parameter|argument|field|option|setting|property|type)s? )?(?:[\w.]+ )?(?:(?:is |are )?(?:not (?:supported|allowed|permitted|a valid parameter)|unsupported|incompatible)|cannot be (?:used|set|specified)|must be (?:[\w. ]+ or )?(?:unset|omitted|removed)|may only be set to|(?:does not|doesn't) support)(?! because)/,
  },
];

const NAME = '[a-z_][a-z_.0-9\\[\\]]*';
const FIELDS = `(?<fields>${NAME}(?:(?:, and |, or |, | and | or )${NAME})*)`;
const KNOWN = /* @__PURE__ */ REFUSALS.map(({ words, change }) => ({
  pattern: new RegExp(words.source.replace('FIELDS', FIELDS)),
  change,
}));

/**
 * What a refusal teaches: undefined for an error that is none, for one about the content of messages or tools, and for what
 * this package did not write. Only a 400 counts, also one that came as the first frame or in a body with status 200.
 */
export function toLessons(
  error: unknown,
  request: RefusedRequest,
  { includeUsage }: { includeUsage?: boolean | 'auto' } = {},
): Lessons | undefined {
  if (!APICallError.isInstance(error)) return undefined;
  const { statusCode = 0, data, responseBody } = error;
  if (statusCode !== 400 && statusCode !== 200) return undefined;
  for (const { quote, words } of toStatements(data ?? responseBody)) {
    for (const { pattern, change } of KNOWN) {
      const match = pattern.exec(words);
      if (!match) continue;
      const { profile = {}, omit = [] } = change ?? toChange(match.groups?.fields, request);
      const named = [...Object.keys(profile), ...omit];
      // Whoever sets includeUsage to true wants usage or an error.
      if (includeUsage === true && omit.includes('stream_options')) return undefined;
      const isOurs = !named.some((name) =>
        request.extraFields.includes(FIELD_OF_CELL[name] ?? name),
      );
      if (named.length === 0 || !isOurs) continue;
      return { profile, omit, words: Object.fromEntries(named.map((name) => [name, quote])) };
    }
  }
  return undefined;
}

/** What leaves out all the fields that are named; nothing if one of them is the caller's own. */
function toChange(named = '', { body, extraFields }: RefusedRequest): Change {
  const fields = named.split(/(?:,| and| or)+ /).map(toField);
  if (fields.some((field) => extraFields.includes(field))) return {};
  const changes = fields.map((field) =>
    Object.hasOwn(BY_FIELD, field) ? BY_FIELD[field]?.(body) : undefined,
  );
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
  if (/^(?:messages|tools)\b/.test(path)) return '';
  const field = path
    .replace(/^toolconfig\./, '')
    .replace(/^toolchoice|^tool_choice/, 'tool_choice')
    .replace(/^(top)(p|k)$/, '$1_$2')
    .replace(/^stopsequences$/, 'stop_sequences')
    .replace(/^(?:output_config\.)?effort$/, 'reasoning_effort');
  if (field.startsWith('tool_choice')) return 'tool_choice';
  if (field.endsWith('budget_tokens')) return 'budget_tokens';
  return field.split('.')[0] ?? '';
}
