import { APICallError } from '@ai-sdk/provider';
import type { ChatRequestBody } from '../wire/request';
import type { Lessons } from './lessons';
import { toStatements } from './to-statements';

type Change = Pick<Partial<Lessons>, 'profile' | 'omit'>;
type ToChange = (body: RefusedRequest['body']) => Change;

/** What must be known of a request to learn from its refusal. */
export type RefusedRequest = {
  body: Record<string, unknown> & Pick<ChatRequestBody, 'tool_choice' | 'extended_thinking'>;
  /** The body fields that the caller has put in. */
  extraFields: string[];
};

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
  tool_choice({ tool_choice }) {
    if (tool_choice === 'none') return { profile: { bannedTools: false } };
    // What is not said is `auto`.
    return tool_choice === 'auto' ? { omit: ['tool_choice'] } : { profile: { forcedTools: false } };
  },
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
function withoutThinking({ extended_thinking }: RefusedRequest['body']): Change {
  return { profile: extended_thinking ? { thinking: 'none' } : { reasoningEffort: 'never' } };
}

function withoutBudget(body: RefusedRequest['body']): Change {
  return body.extended_thinking?.budget_tokens
    ? { profile: { thinking: 'adaptive' } }
    : withoutThinking(body);
}

/** The body field that a cell of the profile is about. */
const FIELD_OF_CELL: Record<string, string | undefined> = {
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

/**
 * The refusals that are known, as `simplify` leaves them. `FIELDS` are looked up in BY_FIELD. A pattern says what is refused and
 * that it is: the words must begin with it, since what stands in the middle may be quoted from the prompt.
 */
const REFUSALS: readonly { words: RegExp; change?: Change | ToChange }[] = [
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
    change: withoutBudget,
  },
  // OpenAI (openai/openai-python#2046): "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
  {
    words:
      /^(?:unsupported parameter: )?max_tokens is (?:not supported|deprecated)\b.* max_completion_tokens\b/,
    change: { profile: { outputLimit: 'max_completion_tokens' } },
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
  // vLLM (vllm-project/vllm#12834): 'tool_choice must either be a named tool, "auto", or "none"'.
  { words: /^(?<fields>tool_choice) must (?:either )?be .*\bauto\b/ },
  // Bedrock, Converse (boto/boto3#4687): 'Unknown parameter in toolConfig.toolChoice: "none", must be one of: auto, any, tool'.
  { words: /^unknown parameter in (?<fields>toolconfig\.toolchoice):/ },
  // heroku-api.md §1.6 (FLOSHIP, December 2025), and for signatures Anthropic's words (field-reports.md B1). Of a prompt that
  // has changed since: danny-avila/LibreChat#6601.
  {
    words:
      /^(?:messages\.\d+\.content\.\d+(?:\.\w+)*: )?(?:expected thinking or redacted_thinking|invalid signature in thinking block|when providing thinking|user messages cannot contain reasoning|thinking (?:or redacted_thinking )?blocks?)|^messages\.\d+\.content\.\d+\.thinking\.\w+: /,
    change: { profile: { thinkingReplay: false } },
  },
  // heroku-api.md §1.1 (RUBYLLM): "unrecognized request argument supplied: stream_options"; also without "supplied". OpenAI:
  // "Unknown parameter: 'x'." xAI: "Argument not supported on this model: stop". Rust, as gpt-oss on Bedrock (BerriAI/litellm#13959):
  // "thinking: unknown field `thinking`, expected one of ..."; Go: 'json: unknown field "x"'; zod: "Unrecognized key(s) in object: 'x'";
  // Google: 'Invalid JSON payload received. Unknown name "x": Cannot find field.'
  {
    words:
      /^(?:(?!messages|tools)\w+: |invalid json payload received\. )?(?:(?:unrecognized|unknown|unsupported|unexpected) (?:request )?(?:argument|parameter|field|value|key|name)(?:s|\(s\))?(?: supplied| in object| in inferenceconfig)?|(?:argument|parameter)s? not supported \w+ this model):? FIELDS(?=$|[.;:,\n]| \(| is | does )/,
  },
  // litellm (BerriAI/litellm#11085): "bedrock does not support parameters: ['reasoning_effort'], for model=..."
  { words: /^[\w./-]+ does not support parameters: [[{]FIELDS(?=[\]}:])/ },
  // JSON Schema, in Python: "Additional properties are not allowed ('x' was unexpected)".
  { words: /^additional properties are not allowed \(FIELDS (?:was|were) unexpected\)/ },
  // Go: "json: cannot unmarshal object into Go struct field ChatRequest.tool_choice of type string".
  { words: /^cannot unmarshal \w+ into go struct field \w+\.FIELDS of type/ },
  // language-model-v2.md B, Anthropic's words through Bedrock: "stop_sequences: Extra inputs are not permitted". Fireworks
  // (FlowiseAI/Flowise#2866) names the field behind. Of a field that is there but may not be used: "n: Input should be None"
  // (anomalyco/opencode#47568), "tool_choice: Input tag 'none' found using 'type' does not match any of the expected tags".
  {
    words:
      /^FIELDS: (?:extra (?:inputs are|fields) not permitted|input should be none|input tag .* does not match any)/,
  },
  { words: /^extra inputs are not permitted, field: FIELDS/ },
  // Bedrock, InvokeModel (langchain-ai/langchain-aws#62): "extraneous key [top_k] is not permitted, please reformat your input".
  {
    words:
      /^(?:#: required [^#]*)*(?:#(?:\/inferenceconfig)?: )?extraneous key \[FIELDS\] is not permitted/,
  },
  // Bedrock, Converse: "This model doesn't support the stopSequences field. Remove stopSequences and try again."
  {
    words:
      /^(?:this |the )?(?:provided |selected |specified |requested )?model(?: [\w.:-]+)? (?:does not|doesn't) support (?:the |a |custom )*(?:parameter )?(?:inferenceconfig\.)?FIELDS(?=$|[.;]| (?:field|parameter|setting|values?|on|for|with|that forces)\b)/,
  },
  // Moonshot (countbot-ai/CountBot#61): "invalid temperature: only 1 is allowed for this model".
  { words: /^invalid FIELDS: only \S+ is allowed/ },
  // In general. OpenAI: "'temperature' does not support 0.1 with this model." DashScope (cloudwego/eino#994): "The tool_choice
  // parameter does not support being set to required". Groq: "property 'x' is unsupported". Anthropic: "`top_k` must be unset",
  // "`temperature` may only be set to 1 when thinking is enabled". NVIDIA (Alishahryar1/free-claude-code#1609): "top_p is immutable
  // for this model".
  {
    words:
      /^(?:the |unsupported value: )*(?:parameter |argument |field |property )?FIELDS:? (?:(?:parameter|argument|field|option|setting|property|type)s? )?(?:[\w.]+ )?(?:(?:is |are )?(?:not (?:supported|allowed|permitted|recogni[sz]ed|configurable|a valid parameter)|unsupported|unrecogni[sz]ed|immutable|incompatible)|cannot be (?:used|set|specified)|must be (?:[\w. ]+ or )?(?:unset|omitted|removed)|may only be set to|(?:does not|doesn't) support)(?! because)/,
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
      const { profile = {}, omit = [] } =
        typeof change === 'function'
          ? change(request.body)
          : (change ?? toChange(match.groups?.fields, request));
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
    .replace(/^maxtokens$/, 'max_tokens')
    .replace(/^output_config$|^(?:output_config\.)?effort$/, 'reasoning_effort');
  if (field.endsWith('disable_parallel_tool_use')) return 'parallel_tool_calls';
  if (field.startsWith('tool_choice')) return 'tool_choice';
  if (field.endsWith('budget_tokens')) return 'budget_tokens';
  return field.split('.')[0] ?? '';
}
