import type { ModelProfile } from './model-profile';

/** One row of the table: the ids it is for, and what these models take. */
export type ModelFamily = ModelProfile & {
  /** Tried on the id in lower case. */
  ids: RegExp;
  /** The row is only for ids whose version is lower, as in `'4.6'`. An id without a version may be the newest. */
  below?: string;
  /** The row is only for ids whose version is this one or higher, and for ids without a version. */
  from?: string;
};

/** What is assumed of a model that no row describes: what every family takes, and no more. */
export const UNKNOWN: ModelProfile = {
  family: 'unknown',
  // heroku-api.md §1.1: both are in the table of fields, without a word on models.
  temperature: true,
  topP: true,
  // heroku-api.md §1.1: not in the table; seen to pass on Claude 4.5 only.
  topK: false,
  // heroku-api.md §1.6: other models than Claude refuse it, but of an unknown family nobody knows.
  thinking: 'unknown',
  thinkingReplay: true,
  // field-reports-2.md K3: only the newest Claude is known to.
  boundThinking: false,
  // heroku-api.md §1.1: documented, without a word on models.
  reasoningEffort: 'always',
  // heroku-api.md §1.4: all forms are in production, but Claude refuses them while it thinks.
  forcedTools: 'without-thinking',
  // heroku-api.md §1.4, as above.
  bannedTools: true,
  // field-reports.md B5: with the JSON tool alone both mean the same, and DeepSeek obeys only `required` (langchain-aws#1261).
  jsonToolChoice: 'required',
  // heroku-api.md §1.1 documents both.
  outputLimit: 'max_tokens',
  // heroku-api.md §1.1: documented for all models.
  stopSequences: true,
  schemaDialect: 'draft-7',
  rootUnions: true,
  propertyNames: /^/,
  // language-model-v2.md B: the alphabet that Claude and Nova on Bedrock take, for ids and for names.
  callIds: /^[\w-]{1,64}$/,
  toolNames: /^[\w-]{1,64}$/,
  // language-model-v2.md B: only Claude 4.6 and later is known to refuse it.
  prefill: true,
  images: undefined,
};

const CLAUDE: ModelProfile = {
  ...UNKNOWN,
  // language-model-v2.md B: Claude 4.1 and later refuses temperature beside top_p.
  topP: 'without-temperature',
  // heroku-api.md §1.1: passed on Claude 4.5 (FLOSHIP, October 2025).
  topK: true,
  // heroku-api.md §1.4: in production.
  jsonToolChoice: 'named',
  // field-reports.md B2.
  schemaDialect: 'draft-2020-12',
  // heroku-api.md §1.4: a limit of Bedrock's; on Heroku unverified: root-any-of.
  rootUnions: false,
  // field-reports.md B2.
  propertyNames: /^[\w.-]{1,64}$/,
};

/** Opus, Sonnet and Haiku since 4.6 or 4.5, and every Claude that nobody has described. */
const ADAPTIVE_CLAUDE: ModelProfile = {
  ...CLAUDE,
  // field-reports.md B1: Bedrock refuses all three, temperature 1 included (promptfoo#10307).
  temperature: false,
  topP: false,
  topK: false,
  // field-reports.md B1: a token budget is refused.
  thinking: 'adaptive',
  // field-reports-2.md K2: taken while it thinks adaptively, too (langchain-ai/langchain-aws#1141).
  forcedTools: true,
  // language-model-v2.md B: "must end with a user message".
  prefill: false,
  // field-reports.md B1, as for 4.5 and 4.6; unverified: image-data-url.
  images: true,
};

/** Fable and Mythos since 5.1, the others since 5.5. */
const BOUND_CLAUDE: ModelProfile = {
  ...ADAPTIVE_CLAUDE,
  // field-reports-2.md K3, field-reports.md B1.
  boundThinking: true,
};

const NOVA: ModelProfile = {
  ...UNKNOWN,
  // heroku-api.md §7.
  thinking: 'none',
  reasoningEffort: 'explicit',
  // field-reports.md B5.
  jsonToolChoice: 'named',
  // field-reports.md B2 (AWS, "Troubleshooting tool calls").
  schemaDialect: 'plain-root',
  rootUnions: false,
  // language-model-v2.md B: hyphens fail, and a letter comes first.
  toolNames: /^[a-z]\w{0,63}$/i,
  // heroku-api.md §7, card of Nova Lite.
  images: true,
};

/** The first row that fits an id is the one. */
export const FAMILIES: readonly ModelFamily[] = [
  {
    ...CLAUDE,
    family: 'Claude before 3.7',
    ids: /claude/,
    below: '3.7',
    // heroku-api.md §1.6: thinking began with Claude 3.7.
    thinking: 'none',
    reasoningEffort: 'explicit',
  },
  {
    ...CLAUDE,
    family: 'Claude 3.7 to 4.5',
    ids: /claude/,
    below: '4.6',
    // heroku-api.md §1.6.
    thinking: 'budget',
    // heroku-api.md §7, cards of 4.5.
    images: true,
  },
  {
    ...CLAUDE,
    family: 'Claude Opus 4.6 and Sonnet 4.6',
    ids: /claude(?=.{0,80}(?:opus|sonnet))/,
    below: '4.7',
    // heroku-api.md §7, card of Sonnet 4.6.
    thinking: 'budget',
    // language-model-v2.md B: "must end with a user message".
    prefill: false,
    // heroku-api.md §7, card of Sonnet 4.6.
    images: true,
  },
  {
    // heroku-surface.md §8; the sources disagree on Mythos, which is taken as Fable's twin.
    ...BOUND_CLAUDE,
    family: 'Claude Fable and Mythos 5.1 and later',
    ids: /claude(?=.{0,80}(?:fable|mythos))/,
    from: '5.1',
    forcedTools: false,
  },
  {
    // heroku-surface.md §8: Opus 4.7, 4.8 and 5, Sonnet 5, Fable 5. Haiku 4.6 to 5.4 are not known to exist.
    ...ADAPTIVE_CLAUDE,
    family: 'Claude 4.7 to 5.4',
    ids: /claude/,
    below: '5.5',
  },
  {
    // heroku-surface.md §8: unlike Opus and Sonnet it takes a forced tool choice.
    ...BOUND_CLAUDE,
    family: 'Claude Haiku 5.5 and later',
    ids: /claude(?=.{0,80}haiku)/,
  },
  {
    // This row is also for a Claude without a version in its id: it may be the newest.
    ...BOUND_CLAUDE,
    family: 'Claude 5.5 and later',
    ids: /claude/,
    // heroku-surface.md §8: a forced tool choice is an error.
    forcedTools: false,
  },
  {
    ...NOVA,
    family: 'Nova 2 and later',
    ids: /(?<![a-z])nova[-_. ]?[2-9]/,
  },
  {
    ...NOVA,
    family: 'Nova 1',
    // Not `supernova`.
    ids: /(?<![a-z])nova(?![a-z])/,
    // field-reports-2.md K1: Bedrock refuses the reasoning config that Heroku makes of it (UKGovernmentBEIS/inspect_ai#5301).
    reasoningEffort: 'never',
  },
  // thinking: any other model with `extended_thinking` fails (heroku-api.md §1.6).
  // stopSequences: Bedrock refuses the field (field-reports.md B3; crewAI#3317, dify-official-plugins#1767).
  { ...UNKNOWN, family: 'gpt-oss', ids: /gpt-oss/, thinking: 'none', stopSequences: false },
  { ...UNKNOWN, family: 'Qwen', ids: /qwen/, thinking: 'none', stopSequences: false },
  { ...UNKNOWN, family: 'DeepSeek', ids: /deepseek/, thinking: 'none', stopSequences: false },
  {
    ...UNKNOWN,
    family: 'Kimi Thinking',
    ids: /kimi(?=.{0,80}thinking)/,
    thinking: 'none',
    // field-reports.md B5.
    forcedTools: false,
    // field-reports.md B4: ids such as `functions.name:0` must come back unchanged (kimi-code#2503).
    callIds: /^[\w.:-]{1,64}$/,
  },
  {
    ...UNKNOWN,
    family: 'Kimi',
    ids: /kimi/,
    thinking: 'none',
    // field-reports.md B4, as above.
    callIds: /^[\w.:-]{1,64}$/,
  },
  { ...UNKNOWN, family: 'GLM', ids: /glm/, thinking: 'none' },
  { ...UNKNOWN, family: 'MiniMax', ids: /minimax/, thinking: 'none' },
];
