/** The chat models seen in Heroku's model list (heroku-api.md §7, April 2026). Any other id is sent as it is. */
export type HerokuChatModelId =
  | 'claude-opus-4-8'
  | 'claude-opus-4-7'
  | 'claude-opus-4-6'
  | 'claude-opus-4-5'
  | 'claude-4-6-sonnet'
  | 'claude-4-5-sonnet'
  | 'claude-4-5-haiku'
  | 'claude-4-sonnet'
  | 'claude-3-haiku'
  | 'nova-lite'
  | 'nova-pro'
  | 'nova-2-lite'
  | 'gpt-oss-120b'
  | 'kimi-k2-5'
  | 'kimi-k2-thinking'
  | 'minimax-m2'
  | 'minimax-m2-1'
  | 'qwen3-235b'
  | 'qwen3-coder-480b'
  | 'deepseek-v3-2'
  | 'glm-4-7'
  | 'glm-4-7-flash'
  | (string & {});

/** What a request may ask of a model. Ids come in two spellings (`claude-4-6-sonnet`, `claude-sonnet-4-6`), so they are matched loosely. */
export type ModelTraits = {
  isClaude: boolean;
  isNova: boolean;
  /** Takes `extended_thinking`; undefined for a family that nobody has described. */
  thinks: boolean | undefined;
  /** Refuses a prompt that ends with an assistant message (language-model-v2.md B). */
  refusesPrefill: boolean;
};

export function toModelTraits(modelId: string): ModelTraits {
  const isClaude = /claude/i.test(modelId);
  // A Claude without a version is taken for one of the first that think.
  const [, major = 4, minor = 0] = VERSION.exec(modelId) ?? [];
  // `claude-4-6-sonnet` -> 4.06, so that 4.10 is above 4.9.
  const version = Number(major) + Number(minor) / 100;
  return {
    isClaude,
    isNova: /\bnova\b/i.test(modelId),
    thinks: isClaude ? version >= 3.07 : OTHER_FAMILIES.test(modelId) ? false : undefined,
    refusesPrefill: isClaude && version >= 4.06,
  };
}

const VERSION = /(?<!\d)(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/;
const OTHER_FAMILIES = /\bnova\b|gpt-oss|kimi|minimax|qwen|deepseek|glm/i;
