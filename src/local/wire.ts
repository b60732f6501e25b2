/** The request body as the rules leave it: what has passed `field-types` and the message shape rules. */
export type ChatBody = {
  model: string;
  messages: WireMessage[];
  stream?: boolean;
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
  top_p?: number;
  top_k?: number;
  stop?: string[] | null;
  tools?: WireTool[];
  tool_choice?: WireToolChoice;
  parallel_tool_calls?: boolean;
  reasoning_effort?: 'low' | 'medium' | 'high';
  extended_thinking?: ExtendedThinking | null;
  allow_ignored_params?: boolean;
  [field: string]: unknown;
};

export type WireMessage = {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  content: string | WirePart[];
  name?: string;
  tool_calls?: WireToolCall[];
  tool_call_id?: string;
  reasoning?: WireReasoning;
};

export type WirePart =
  | { type: 'text'; text: string }
  | { type: 'image_url'; image_url: { url: string } };

export type WireToolCall = {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
};

export type WireReasoning = {
  thinking?: string;
  signature?: string;
  redacted_thinking?: string;
  [key: string]: unknown;
};

export type WireTool = {
  type: 'function';
  function: { name: string; description?: string; parameters: Record<string, unknown> };
};

export type WireToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { type: 'function'; function: { name: string } };

export type ExtendedThinking = {
  enabled: boolean;
  budget_tokens?: number;
  include_reasoning?: boolean;
};

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of `POST /v1/embeddings` (heroku-surface.md §1). */
export type EmbeddingBody = {
  model: string;
  input: string | string[];
  input_type?: 'search_document' | 'search_query' | 'classification' | 'clustering';
  encoding_format?: 'raw' | 'base64';
  embedding_type?: 'float' | 'int8' | 'uint8' | 'binary' | 'ubinary';
  allow_ignored_params?: boolean;
  [field: string]: unknown;
};

/** The body of `POST /v1/images/generations` (heroku-surface.md §2). */
export type ImageBody = {
  model: string;
  prompt: string;
  negative_prompt?: string;
  aspect_ratio?: string;
  size?: string;
  output_format?: 'jpeg' | 'png';
  seed?: number;
  allow_ignored_params?: boolean;
  [field: string]: unknown;
};

/** The body of `POST /v1/rerank` (heroku-surface.md §3). */
export type RerankBody = {
  model: string;
  query: string;
  documents: string[];
  top_n?: number;
  [field: string]: unknown;
};
