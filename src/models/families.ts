import type { ModelProfile } from './model-profile';

/** One row of the table: the ids it is for, and what these models take. */
export type ModelFamily = ModelProfile & {
  /** Tried on the id in lower case. */
  ids: RegExp;
  /** Only for ids whose version is lower, as in `'4.6'`. An id without a version has none that is lower. */
  below?: string;
};

/** What is assumed of a model that no row describes: what every family takes, and no more. */
export const UNKNOWN: ModelProfile = {
  family: 'unknown',
  // heroku-api.md §1.1: both are in the table of fields, without a word on models.
  sampling: 'temperature-and-top-p',
  // heroku-api.md §1.1: not in the table; seen to pass on Claude 4.5 only.
  topK: false,
  // heroku-api.md §1.6: other models than Claude refuse it, but of an unknown family nobody knows.
  thinking: 'unknown',
  // heroku-api.md §1.1: documented, without a word on models.
  reasoningEffort: true,
  // heroku-api.md §1.4: all forms are in production.
  forcedTools: true,
  jsonToolChoice: 'named',
  // heroku-api.md §1.1: documented for all models.
  stopSequences: true,
  schemaDialect: 'draft-7',
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
  sampling: 'temperature-or-top-p',
  // heroku-api.md §1.1: passed on Claude 4.5 (FLOSHIP, October 2025).
  topK: true,
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
    reasoningEffort: false,
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
    family: 'Claude 4.6 and later',
    ids: /claude/,
    thinking: 'budget',
    // language-model-v2.md B: "must end with a user message".
    prefill: false,
    images: true,
  },
  {
    ...UNKNOWN,
    family: 'Nova',
    // Not `supernova`.
    ids: /(?<![a-z])nova(?![a-z])/,
    // heroku-api.md §7.
    thinking: 'none',
    reasoningEffort: false,
    // language-model-v2.md B: hyphens fail, and a letter comes first.
    toolNames: /^[a-z]\w{0,63}$/i,
    // heroku-api.md §7, card of Nova Lite.
    images: true,
  },
  // heroku-api.md §1.6: any other model with `extended_thinking` fails.
  { ...UNKNOWN, family: 'gpt-oss', ids: /gpt-oss/, thinking: 'none' },
  { ...UNKNOWN, family: 'Kimi', ids: /kimi/, thinking: 'none' },
  { ...UNKNOWN, family: 'Qwen', ids: /qwen/, thinking: 'none' },
  { ...UNKNOWN, family: 'DeepSeek', ids: /deepseek/, thinking: 'none' },
  { ...UNKNOWN, family: 'GLM', ids: /glm/, thinking: 'none' },
  { ...UNKNOWN, family: 'MiniMax', ids: /minimax/, thinking: 'none' },
];
