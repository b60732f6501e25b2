import { type Change, otherToolChoice, type ToChange, withoutBudget } from './field-changes';
import { toPattern } from './phrase';

/**
 * What a refusal is about: `model`, which never takes it; `beside`, not beside another setting of this call; `call`, a value or a
 * conversation. Only the first is remembered.
 */
export type Scope = 'model' | 'beside' | 'call';

export type KnownRefusal = {
  /** Templates (`toPattern`), in lower case and without quotation marks around names: a text must begin with one of them. */
  phrases: readonly string[];
  scope: Scope;
  /** Default: what FIELDS names is left out. */
  change?: Change | ToChange;
};

const NO_REPLAY: Change = { profile: { thinkingReplay: false } };
const NOT_FORCED: Change = { profile: { forcedTools: false } };
const NO_EFFORT: Change = { profile: { reasoningEffort: 'never' } };

/** The first row that fits is the one. Above each: the message of a server, and who has seen it. */
export const KNOWN_REFUSALS: readonly KnownRefusal[] = [
  // Sampling.

  // Example: `temperature` is deprecated for this model.
  // Source: field-reports.md B1, Claude 4.7 and later on Bedrock
  {
    phrases: ['<temperature|top_p|top_k>< and WORD| or WORD|> <is|are> deprecated for this model'],
    scope: 'model',
    change: { profile: { temperature: false, topP: false, topK: false } },
  },
  // Example: `temperature` and `top_p` cannot both be specified for this model. Please use only one.
  // Source: language-model-v2.md B, Claude 4.1 and later on Bedrock (BoltAI/BoltAI#399)
  {
    phrases: [
      'temperature and top_p cannot both be',
      'temperature and top_p cannot be WORD <together|at the same time>',
    ],
    scope: 'beside',
    change: { profile: { topP: 'without-temperature' } },
  },
  // Example: `temperature` may only be set to 1 when thinking is enabled or in adaptive mode.
  // Source: Anthropic, extended thinking (field-reports-2.md I4)
  {
    phrases: ['FIELDS may only be set to WORD <when|while|if|with|in> '],
    scope: 'beside',
  },
  // Example: `top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.
  // Source: Anthropic, extended thinking
  {
    phrases: [
      'FIELDS must be greater than or equal to WORD or unset <when|while|if|with>',
      'FIELDS must be <unset|omitted|removed> <when|while|if|with>',
    ],
    scope: 'beside',
  },
  // Thinking.

  // Example: "thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort".
  // Source: field-reports.md B1, Claude 4.7 and later on Bedrock
  {
    phrases: [
      'thinking.<type.|>enabled<.budget_tokens|> <is|are> <not supported|deprecated>',
      'thinking.type: input should be adaptive',
    ],
    scope: 'model',
    change: withoutBudget,
  },
  // Example: Malformed input request: the provided reasoning config value is invalid, please reformat your input and try again.
  // Source: Bedrock, Nova Pro (UKGovernmentBEIS/inspect_ai#5301)
  {
    phrases: ['the provided reasoning config value is invalid'],
    scope: 'model',
    change: NO_EFFORT,
  },
  // Example: Function tools with reasoning_effort are not supported for google.gemma-4-31b in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'.
  // Source: Bedrock, its endpoint of chat completions (BerriAI/litellm#36970)
  {
    phrases: ['function tools with reasoning_effort are not supported'],
    scope: 'beside',
    change: NO_EFFORT,
  },
  // The tool choice.

  // Example: Thinking may not be enabled when tool_choice forces tool use.
  // Source: heroku-api.md §1.4 and field-reports.md B5, Claude; the second of DeepSeek (can1357/oh-my-pi#7315)
  {
    phrases: [
      '<thinking|extended_thinking> may not be enabled when tool_choice forces tool use',
      "thinking mode <does not|doesn't> support this tool_choice",
      'tool_choice WORD is incompatible with <thinking|extended_thinking>',
    ],
    scope: 'beside',
    change: NOT_FORCED,
  },
  // Example: tool_choice: type "tool" and "any" are not supported for this model.
  // Source: Bedrock, recorded (field-reports-2.md K1); field-reports.md B1, Claude 5.5 and later
  {
    phrases: [
      'tool_choice: type <tool|any>< and tool| and any|> <is|are> not supported',
      '<a |>tool_choice <that |>forc<es|ing> tool use <is|are|cannot|may>',
      'forced tool <use|choice|calls|call> <is|are> not supported',
      "<this |the |>model <does not|doesn't> support a tool_choice that forces tool use",
    ],
    scope: 'model',
    change: NOT_FORCED,
  },
  // Example: Parameter validation failed:\nUnknown parameter in toolConfig.toolChoice: "none", must be one of: auto, any, tool
  // Source: Bedrock, Converse in the words of boto3 (boto/boto3#4687)
  {
    phrases: ['unknown parameter in toolconfig.toolchoice: '],
    scope: 'model',
    change: otherToolChoice,
  },
  // Example: tool_choice: Input tag 'none' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool'
  // Source: Bedrock, InvokeModel (boto/botocore#3458)
  {
    phrases: ['FIELDS: input tag WORD found using WORD does not match any'],
    scope: 'model',
  },
  // Example: litellm.UnsupportedParamsError: Bedrock doesn't support tool_choice=none. Supported tool_choice values=['auto', 'required', json object].
  // Source: litellm (BerriAI/litellm#38173)
  {
    phrases: ["WORD <does not|doesn't> support tool_choice=WORD"],
    scope: 'model',
    change: otherToolChoice,
  },
  // Example: tool_choice "required" is not supported by this model
  // Source: field-reports.md B5
  {
    phrases: ['tool_choice WORD is not <supported|allowed>'],
    scope: 'model',
    change: otherToolChoice,
  },
  // The conversation.

  // Example: messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `text`. When `thinking` is enabled, a final `assistant` message must start with a thinking block.
  // Source: heroku-api.md §1.6 (FLOSHIP, December 2025)
  {
    phrases: ['<messages.WORD: |>expected thinking or redacted_thinking'],
    scope: 'call',
    change: NO_REPLAY,
  },
  // Example: messages.1.content.0: Invalid `signature` in `thinking` block
  // Source: field-reports.md B1, Claude: a thought of another model, or one that was edited
  {
    phrases: [
      '<messages.WORD: |>invalid signature in thinking block',
      'messages.WORD.thinking.<signature|thinking>: ',
    ],
    scope: 'call',
    change: NO_REPLAY,
  },
  // Example: messages.3.content.11: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.
  // Source: Bedrock (aaif-goose/goose#9754)
  {
    phrases: ['<messages.WORD: |>thinking <or redacted_thinking |>blocks'],
    scope: 'call',
    change: NO_REPLAY,
  },
  // Example: messages.3.content.0: When providing `thinking` or `redacted_thinking` blocks, all preceding prompt sections (including system, tools, and thinking configuration) must match the parameters during the original request.
  // Source: Bedrock (danny-avila/LibreChat#6601)
  {
    phrases: ['<messages.WORD: |>when providing thinking'],
    scope: 'call',
    change: NO_REPLAY,
  },
  // Example: User messages cannot contain reasoning content. Please remove it.
  // Source: Bedrock, Converse (vercel/ai#17591)
  {
    phrases: ['user messages cannot contain reasoning'],
    scope: 'call',
    change: NO_REPLAY,
  },
  // Any field.

  // Example: unrecognized request argument supplied: stream_options
  // Source: heroku-api.md §1.1 (RUBYLLM); OpenAI's words of Bedrock's and litellm's endpoints
  {
    phrases: [
      '<unrecognized|unknown|unsupported|unexpected> <request |><argument|parameter|field|value><s|>< supplied|><:|> FIELDS',
    ],
    scope: 'model',
  },
  // Example: Parameter validation failed: Unknown parameter in inferenceConfig: "topK", must be one of: maxTokens, temperature, topP, stopSequences
  // Source: Bedrock, Converse in the words of boto3
  {
    phrases: ['unknown parameter in inferenceconfig: FIELDS'],
    scope: 'model',
  },
  // Example: Failed to deserialize the JSON body into the target type: thinking: unknown field `thinking`, expected one of `messages`, `model`, `stop` at line 1 column 445
  // Source: Bedrock, gpt-oss (BerriAI/litellm#13959)
  {
    phrases: ['thinking: unknown field FIELDS'],
    scope: 'model',
  },
  // Example: litellm.UnsupportedParamsError: bedrock does not support parameters: ['reasoning_effort'], for model=us.anthropic.claude-sonnet-4-20250514-v1:0. To drop these, set `litellm.drop_params=True`
  // Source: litellm (BerriAI/litellm#11085, evilsocket/nerve#50)
  {
    phrases: ['WORD does not support parameters: <[|{>FIELDS'],
    scope: 'model',
  },
  // Example: stop_sequences: Extra inputs are not permitted
  // Source: language-model-v2.md B, Claude on Bedrock (anthropics/claude-code-action#1005)
  {
    phrases: ['FIELDS: extra inputs are not permitted'],
    scope: 'model',
  },
  // Example: Malformed input request: #: extraneous key [max_tokens] is not permitted#: extraneous key [n] is not permitted, please reformat your input and try again.
  // Source: Bedrock, InvokeModel (langchain-ai/langchain-aws#62, stanfordnlp/dspy#365)
  {
    phrases: [
      '<#: required key WORD not found|><#: required key WORD not found|><#: |#/inferenceconfig: |>extraneous key [FIELDS] is not permitted',
    ],
    scope: 'model',
  },
  // Example: This model doesn't support the stopSequences field. Remove stopSequences and try again.
  // Source: Bedrock, Converse (langgenius/dify-official-plugins#1767, crewAIInc/crewAI#3317)
  {
    phrases: [
      "<this |the |><provided |selected |specified |requested |>model< WORD|> <does not|doesn't> support <the |a |><parameter |><inferenceconfig.|>FIELDS",
    ],
    scope: 'model',
  },
  // Example: Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.
  // Source: OpenAI (QwenLM/qwen-code#921), and Bedrock in its words (BerriAI/litellm#36970)
  {
    phrases: [
      "<unsupported value: |>FIELDS <does not|doesn't> support WORD with this model. only the default",
    ],
    scope: 'model',
  },
  // Example: 'temperature' does not support 0.1 with this model.
  // Source: OpenAI
  {
    phrases: ["<unsupported value: |>FIELDS <does not|doesn't> support WORD with this model"],
    scope: 'call',
  },
  // Example: extended_thinking is not supported by model claude-4-5-sonnet
  // Source: OpenAI, Anthropic and Heroku in many threads (field-reports.md B1, B3)
  {
    phrases: [
      '<the |><parameter |argument |field |>FIELDS< parameter| argument| field| option| setting|> <is|are> <not supported|not allowed|not permitted|not recognized|not a valid parameter|unsupported>',
      '<the |><parameter |argument |field |>FIELDS< parameter| argument| field| option| setting|> <cannot be|must be> <used|set|specified|unset|omitted|removed>',
    ],
    scope: 'model',
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
