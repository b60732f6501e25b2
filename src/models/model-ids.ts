/** The chat models seen in Heroku's model list (heroku-api.md §7, April 2026). */
export const CHAT_MODEL_IDS = [
  'claude-opus-4-8',
  'claude-opus-4-7',
  'claude-opus-4-6',
  'claude-opus-4-5',
  'claude-4-6-sonnet',
  'claude-4-5-sonnet',
  'claude-4-5-haiku',
  'claude-4-sonnet',
  'claude-3-haiku',
  'nova-lite',
  'nova-pro',
  'nova-2-lite',
  'gpt-oss-120b',
  'kimi-k2-5',
  'kimi-k2-thinking',
  'minimax-m2',
  'minimax-m2-1',
  'qwen3-235b',
  'qwen3-coder-480b',
  'deepseek-v3-2',
  'glm-4-7',
  'glm-4-7-flash',
] as const;

const EMBEDDING_MODEL_IDS = ['cohere-embed-v4', 'cohere-embed-multilingual'] as const;
const RERANKING_MODEL_IDS = ['cohere-rerank-3-5', 'amazon-rerank-1-0'] as const;
const IMAGE_MODEL_IDS = ['stable-image-ultra'] as const;

/** All that this package knows by name. Any other id is sent as it is. */
export const MODEL_IDS: readonly string[] = [
  ...CHAT_MODEL_IDS,
  ...EMBEDDING_MODEL_IDS,
  ...RERANKING_MODEL_IDS,
  ...IMAGE_MODEL_IDS,
];

/** The chat models seen in Heroku's model list (heroku-api.md §7, April 2026). Any other id is sent as it is. */
export type HerokuChatModelId = (typeof CHAT_MODEL_IDS)[number] | (string & {});

/** The embedding models in the same list. Any other id is sent as it is. */
export type HerokuEmbeddingModelId = (typeof EMBEDDING_MODEL_IDS)[number] | (string & {});

/** The reranking models in the same list. Any other id is sent as it is. */
export type HerokuRerankingModelId = (typeof RERANKING_MODEL_IDS)[number] | (string & {});

/** The image models in the same list. Any other id is sent as it is. */
export type HerokuImageModelId = (typeof IMAGE_MODEL_IDS)[number] | (string & {});
