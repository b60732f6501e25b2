import { type Change, otherToolChoice, type ToChange, withoutBudget } from './field-changes';
import { toPattern } from './phrase';

/**
 * What a refusal is about: `model`, which never takes it; `beside`, not beside another setting of this call; `call`, a value or a
 * conversation. Only the first is remembered.
 */
export type Scope = 'model' | 'beside' | 'call';

export type KnownRefusal = {
  /** The message of a server. */
  example: string;
  /** Templates (`toPattern`), in lower case and without quotation marks around names: a text must begin with one of them. */
  phrases: readonly string[];
  scope: Scope;
  /** Default: what FIELDS names is left out. */
  change?: Change | ToChange;
  /** Who has said so, and where. */
  source: string;
};

const NO_REPLAY: Change = { profile: { thinkingReplay: false } };
const NOT_FORCED: Change = { profile: { forcedTools: false } };
const NO_EFFORT: Change = { profile: { reasoningEffort: 'never' } };

/** The first row that fits is the one. */
export const KNOWN_REFUSALS: readonly KnownRefusal[] = [
  // Sampling.
  {
    example: '`temperature` is deprecated for this model.',
    phrases: ['<temperature|top_p|top_k>< and WORD| or WORD|> <is|are> deprecated for this model'],
    scope: 'model',
    change: { profile: { temperature: false, topP: false, topK: false } },
    source: 'field-reports.md B1, Claude 4.7 and later on Bedrock',
  },
  {
    example:
      '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
    phrases: [
      'temperature and top_p cannot both be',
      'temperature and top_p cannot be WORD <together|at the same time>',
    ],
    scope: 'beside',
    change: { profile: { topP: 'without-temperature' } },
    source: 'language-model-v2.md B, Claude 4.1 and later on Bedrock (BoltAI/BoltAI#399)',
  },
  {
    example: '`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.',
    phrases: ['FIELDS may only be set to WORD <when|while|if|with|in> '],
    scope: 'beside',
    source: 'Anthropic, extended thinking (field-reports-2.md I4)',
  },
  {
    example: '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.',
    phrases: [
      'FIELDS must be greater than or equal to WORD or unset <when|while|if|with>',
      'FIELDS must be <unset|omitted|removed> <when|while|if|with>',
    ],
    scope: 'beside',
    source: 'Anthropic, extended thinking',
  },
  // Thinking.
  {
    example:
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort".',
    phrases: [
      'thinking.<type.|>enabled<.budget_tokens|> <is|are> <not supported|deprecated>',
      'thinking.type: input should be adaptive',
    ],
    scope: 'model',
    change: withoutBudget,
    source: 'field-reports.md B1, Claude 4.7 and later on Bedrock',
  },
  {
    example:
      'Malformed input request: the provided reasoning config value is invalid, please reformat your input and try again.',
    phrases: ['the provided reasoning config value is invalid'],
    scope: 'model',
    change: NO_EFFORT,
    source: 'Bedrock, Nova Pro (UKGovernmentBEIS/inspect_ai#5301)',
  },
  {
    example:
      "Function tools with reasoning_effort are not supported for google.gemma-4-31b in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'.",
    phrases: ['function tools with reasoning_effort are not supported'],
    scope: 'beside',
    change: NO_EFFORT,
    source: 'Bedrock, its endpoint of chat completions (BerriAI/litellm#36970)',
  },
  // The tool choice.
  {
    example: 'Thinking may not be enabled when tool_choice forces tool use.',
    phrases: [
      '<thinking|extended_thinking> may not be enabled when tool_choice forces tool use',
      "thinking mode <does not|doesn't> support this tool_choice",
      'tool_choice WORD is incompatible with <thinking|extended_thinking>',
    ],
    scope: 'beside',
    change: NOT_FORCED,
    source:
      'heroku-api.md §1.4 and field-reports.md B5, Claude; the second of DeepSeek (can1357/oh-my-pi#7315)',
  },
  {
    example: 'tool_choice: type "tool" and "any" are not supported for this model.',
    phrases: [
      'tool_choice: type <tool|any>< and tool| and any|> <is|are> not supported',
      '<a |>tool_choice <that |>forc<es|ing> tool use <is|are|cannot|may>',
      'forced tool <use|choice|calls|call> <is|are> not supported',
      "<this |the |>model <does not|doesn't> support a tool_choice that forces tool use",
    ],
    scope: 'model',
    change: NOT_FORCED,
    source: 'Bedrock, recorded (field-reports-2.md K1); field-reports.md B1, Claude 5.5 and later',
  },
  {
    example:
      'Parameter validation failed:\nUnknown parameter in toolConfig.toolChoice: "none", must be one of: auto, any, tool',
    phrases: ['unknown parameter in toolconfig.toolchoice: '],
    scope: 'model',
    change: otherToolChoice,
    source: 'Bedrock, Converse in the words of boto3 (boto/boto3#4687)',
  },
  {
    example:
      "tool_choice: Input tag 'none' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool'",
    phrases: ['FIELDS: input tag WORD found using WORD does not match any'],
    scope: 'model',
    source: 'Bedrock, InvokeModel (boto/botocore#3458)',
  },
  {
    example:
      "litellm.UnsupportedParamsError: Bedrock doesn't support tool_choice=none. Supported tool_choice values=['auto', 'required', json object].",
    phrases: ["WORD <does not|doesn't> support tool_choice=WORD"],
    scope: 'model',
    change: otherToolChoice,
    source: 'litellm (BerriAI/litellm#38173)',
  },
  {
    example: 'tool_choice "required" is not supported by this model',
    phrases: ['tool_choice WORD is not <supported|allowed>'],
    scope: 'model',
    change: otherToolChoice,
    source: 'field-reports.md B5',
  },
  // The conversation.
  {
    example:
      'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `text`. When `thinking` is enabled, a final `assistant` message must start with a thinking block.',
    phrases: ['<messages.WORD: |>expected thinking or redacted_thinking'],
    scope: 'call',
    change: NO_REPLAY,
    source: 'heroku-api.md §1.6 (FLOSHIP, December 2025)',
  },
  {
    example: 'messages.1.content.0: Invalid `signature` in `thinking` block',
    phrases: [
      '<messages.WORD: |>invalid signature in thinking block',
      'messages.WORD.thinking.<signature|thinking>: ',
    ],
    scope: 'call',
    change: NO_REPLAY,
    source: 'field-reports.md B1, Claude: a thought of another model, or one that was edited',
  },
  {
    example:
      'messages.3.content.11: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.',
    phrases: ['<messages.WORD: |>thinking <or redacted_thinking |>blocks'],
    scope: 'call',
    change: NO_REPLAY,
    source: 'Bedrock (aaif-goose/goose#9754)',
  },
  {
    example:
      'messages.3.content.0: When providing `thinking` or `redacted_thinking` blocks, all preceding prompt sections (including system, tools, and thinking configuration) must match the parameters during the original request.',
    phrases: ['<messages.WORD: |>when providing thinking'],
    scope: 'call',
    change: NO_REPLAY,
    source: 'Bedrock (danny-avila/LibreChat#6601)',
  },
  {
    example: 'User messages cannot contain reasoning content. Please remove it.',
    phrases: ['user messages cannot contain reasoning'],
    scope: 'call',
    change: NO_REPLAY,
    source: 'Bedrock, Converse (vercel/ai#17591)',
  },
  // Any field.
  {
    example: 'unrecognized request argument supplied: stream_options',
    phrases: [
      '<unrecognized|unknown|unsupported|unexpected> <request |><argument|parameter|field|value><s|>< supplied|><:|> FIELDS',
    ],
    scope: 'model',
    source: "heroku-api.md §1.1 (RUBYLLM); OpenAI's words of Bedrock's and litellm's endpoints",
  },
  {
    example:
      'Parameter validation failed: Unknown parameter in inferenceConfig: "topK", must be one of: maxTokens, temperature, topP, stopSequences',
    phrases: ['unknown parameter in inferenceconfig: FIELDS'],
    scope: 'model',
    source: 'Bedrock, Converse in the words of boto3',
  },
  {
    example:
      'Failed to deserialize the JSON body into the target type: thinking: unknown field `thinking`, expected one of `messages`, `model`, `stop` at line 1 column 445',
    phrases: ['thinking: unknown field FIELDS'],
    scope: 'model',
    source: 'Bedrock, gpt-oss (BerriAI/litellm#13959)',
  },
  {
    example:
      "litellm.UnsupportedParamsError: bedrock does not support parameters: ['reasoning_effort'], for model=us.anthropic.claude-sonnet-4-20250514-v1:0. To drop these, set `litellm.drop_params=True`",
    phrases: ['WORD does not support parameters: <[|{>FIELDS'],
    scope: 'model',
    source: 'litellm (BerriAI/litellm#11085, evilsocket/nerve#50)',
  },
  {
    example: 'stop_sequences: Extra inputs are not permitted',
    phrases: ['FIELDS: extra inputs are not permitted'],
    scope: 'model',
    source: 'language-model-v2.md B, Claude on Bedrock (anthropics/claude-code-action#1005)',
  },
  {
    example:
      'Malformed input request: #: extraneous key [max_tokens] is not permitted#: extraneous key [n] is not permitted, please reformat your input and try again.',
    phrases: [
      '<#: required key WORD not found|><#: required key WORD not found|><#: |#/inferenceconfig: |>extraneous key [FIELDS] is not permitted',
    ],
    scope: 'model',
    source: 'Bedrock, InvokeModel (langchain-ai/langchain-aws#62, stanfordnlp/dspy#365)',
  },
  {
    example:
      "This model doesn't support the stopSequences field. Remove stopSequences and try again.",
    phrases: [
      "<this |the |><provided |selected |specified |requested |>model< WORD|> <does not|doesn't> support <the |a |><parameter |><inferenceconfig.|>FIELDS",
    ],
    scope: 'model',
    source: 'Bedrock, Converse (langgenius/dify-official-plugins#1767, crewAIInc/crewAI#3317)',
  },
  {
    example:
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    phrases: [
      "<unsupported value: |>FIELDS <does not|doesn't> support WORD with this model. only the default",
    ],
    scope: 'model',
    source: 'OpenAI (QwenLM/qwen-code#921), and Bedrock in its words (BerriAI/litellm#36970)',
  },
  {
    example: "'temperature' does not support 0.1 with this model.",
    phrases: ["<unsupported value: |>FIELDS <does not|doesn't> support WORD with this model"],
    scope: 'call',
    source: 'OpenAI',
  },
  {
    example: 'extended_thinking is not supported by model claude-4-5-sonnet',
    phrases: [
      '<the |><parameter |argument |field |>FIELDS< parameter| argument| field| option| setting|> <is|are> <not supported|not allowed|not permitted|not recognized|not a valid parameter|unsupported>',
      '<the |><parameter |argument |field |>FIELDS< parameter| argument| field| option| setting|> <cannot be|must be> <used|set|specified|unset|omitted|removed>',
    ],
    scope: 'model',
    source: 'OpenAI, Anthropic and Heroku in many threads (field-reports.md B1, B3)',
  },
];

type CompiledRefusal = Pick<KnownRefusal, 'scope' | 'change'> & { patterns: readonly RegExp[] };

export const COMPILED_REFUSALS: readonly CompiledRefusal[] = /* @__PURE__ */ KNOWN_REFUSALS.map(
  ({ phrases, scope, change }) => ({
    patterns: phrases.map(toPattern),
    scope,
    change,
  }),
);
