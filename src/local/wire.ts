/** The body of `POST /v1/chat/completions` once the rules have let it pass (heroku-api.md §1.1). */
export type ChatBody = {
  /** The id of the model. */
  model: string;
  /** The conversation. */
  messages: WireMessage[];
  /** Whether a stream is wanted. */
  stream?: boolean;
  /** The most tokens of the answer. */
  max_tokens?: number;
  /** The same under its newer name. */
  max_completion_tokens?: number;
  /** 0 to 1. */
  temperature?: number;
  /** 0 to 1. */
  top_p?: number;
  /** Claude only. */
  top_k?: number;
  /** Texts that end the answer. */
  stop?: string[] | null;
  /** What the model may call. */
  tools?: WireTool[];
  /** Whether it may, must, or which it must. */
  tool_choice?: WireToolChoice;
  /** Whether several calls may come in one answer. */
  parallel_tool_calls?: boolean;
  /** How much the model thinks. */
  reasoning_effort?: 'low' | 'medium' | 'high';
  /** Claude's thinking. */
  extended_thinking?: ExtendedThinking | null;
  /** Unknown fields are dropped instead of refused. */
  allow_ignored_params?: boolean;
  /** Fields that are taken and ignored. */
  [field: string]: unknown;
};

/** One message of a conversation (heroku-api.md §1.3). */
export type WireMessage = {
  /** Who speaks. */
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  /** A text; parts only from the user and the system. */
  content: string | WirePart[];
  /** The name of who speaks, or of the tool that answers. */
  name?: string;
  /** What the assistant calls. */
  tool_calls?: WireToolCall[];
  /** The call that a tool message answers. */
  tool_call_id?: string;
  /** Reasoning sent back; its form is unverified: reasoning-replay. */
  reasoning?: WireReasoning;
  /** Null, as the answer had it; unverified: message-as-it-came. */
  refusal?: null;
};

/** A part of a message. */
export type WirePart =
  | {
      /** A text. */
      type: 'text';
      /** The text. */
      text: string;
    }
  | {
      /** An image. */
      type: 'image_url';
      /** Where it is: an address, or its data as a `data:` URL. */
      image_url: {
        /** The address. */
        url: string;
      };
    };

/** A call of a tool. */
export type WireToolCall = {
  /** Ties the result to the call. */
  id: string;
  /** The only type there is. */
  type: 'function';
  /** What is called. */
  function: {
    /** The name of the tool. */
    name: string;
    /** A JSON object, as text. */
    arguments: string;
  };
};

/** Reasoning of an assistant message. */
export type WireReasoning = {
  /** The thought. */
  thinking?: string;
  /** Proves that the thought is the model's own. */
  signature?: string;
  /** A thought that is hidden. */
  redacted_thinking?: string;
  /** Whatever else came. */
  [key: string]: unknown;
};

/** A tool that the model may call. */
export type WireTool = {
  /** The only type there is. */
  type: 'function';
  /** The tool. */
  function: {
    /** Its name. */
    name: string;
    /** What it does. */
    description?: string;
    /** The JSON Schema of its arguments. */
    parameters: Record<string, unknown>;
    /** Only where the rule `tool-strict` is off. */
    strict?: boolean | null;
  };
};

/** Which tools the model may or must call. */
export type WireToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | {
      /** The only type there is. */
      type: 'function';
      /** The tool that must be called. */
      function: {
        /** Its name. */
        name: string;
      };
    };

/** Claude's thinking (heroku-api.md §1.6). */
export type ExtendedThinking = {
  /** Whether it thinks. */
  enabled: boolean;
  /** For how many tokens; 1024 at least. */
  budget_tokens?: number;
  /** Whether the thoughts come back. */
  include_reasoning?: boolean;
};

/** The body of `POST /v1/agents/heroku` (heroku-api.md §5). */
export type AgentBody = {
  /** The id of the model. */
  model: string;
  /** The conversation. */
  messages: WireMessage[];
  /** What Heroku may run. */
  tools?: WireAgentTool[];
  /** The most tokens of each inference. */
  max_tokens_per_inference_request?: number;
  /** Texts that end an inference. */
  stop?: string[] | null;
  /** 0 to 1. */
  temperature?: number;
  /** 0 to 1. */
  top_p?: number;
  /** Nothing else passes the rules. */
  [field: string]: unknown;
};

/** A tool that Heroku runs. */
export type WireAgentTool = {
  /** A tool of Heroku, or one of an MCP server of an app. */
  type: 'heroku_tool' | 'mcp';
  /** Its name; of an MCP server `namespace/tool`, or the short name. */
  name: string;
  /** When to use it. */
  description?: string;
  /** Where and how it runs. */
  runtime_params?: Record<string, unknown>;
};

/** The body of `POST /v1/embeddings` (heroku-surface.md §1). */
export type EmbeddingBody = {
  /** The id of the model. */
  model: string;
  /** One text, or at most 96. */
  input: string | string[];
  /** What the vectors are for. */
  input_type?: 'search_document' | 'search_query' | 'classification' | 'clustering';
  /** Numbers, or the bytes of them. */
  encoding_format?: 'raw' | 'base64';
  /** What the numbers are. */
  embedding_type?: 'float' | 'int8' | 'uint8' | 'binary' | 'ubinary';
  /** Unknown fields are dropped instead of refused. */
  allow_ignored_params?: boolean;
  /** Fields let through by `allow_ignored_params`. */
  [field: string]: unknown;
};

/** The body of `POST /v1/images/generations` (heroku-surface.md §2). */
export type ImageBody = {
  /** The id of the model. */
  model: string;
  /** What to draw. */
  prompt: string;
  /** What not to draw. */
  negative_prompt?: string;
  /** Such as `16:9`. */
  aspect_ratio?: string;
  /** Such as `1344x768`. */
  size?: string;
  /** The format of the image. */
  output_format?: 'jpeg' | 'png';
  /** Equal seeds give equal images. */
  seed?: number;
  /** Unknown fields are dropped instead of refused. */
  allow_ignored_params?: boolean;
  /** Fields let through by `allow_ignored_params`. */
  [field: string]: unknown;
};

/** The body of `POST /v1/rerank` (heroku-surface.md §3). */
export type RerankBody = {
  /** The id of the model. */
  model: string;
  /** What is looked for. */
  query: string;
  /** At most 1,000 texts. */
  documents: string[];
  /** How many results are wanted. */
  top_n?: number;
  /** Fields let through by the rules. */
  [field: string]: unknown;
};

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
