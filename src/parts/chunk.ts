import type { JSONObject, JSONValue } from '@ai-sdk/provider';

/**
 * The content of one frame, normalised from the spellings that servers use (heroku-api.md §2 and §3). A whole response is
 * one such chunk.
 */
export type Chunk = ChunkContent & {
  id?: string;
  modelId?: string;
  /** Seconds since 1970. */
  created?: number;
  /** What a whole `message` holds. It counts only for the kinds of content that no delta has brought (field-reports.md A3). */
  message?: ChunkContent;
  finishReason?: string;
  /** The usage as the server wrote it; absent if it holds no numbers. */
  usage?: JSONObject;
  serviceTier?: string;
  /** The log probabilities of the tokens in this chunk, as the server wrote them. */
  logprobs?: JSONValue[];
  /** Whether the frame is an error of the server; absent if the other keys of the frame have yet to tell. */
  isError?: boolean;
  /** The results of tools that Heroku has run. */
  toolResults?: ToolResult[];
};

/** The order within one chunk: reasoning, text, refusal, sources, tool calls. */
export type ChunkContent = {
  /** Contents that come before this one, where a list of parts has another order. */
  pieces?: ChunkContent[];
  reasoning?: ReasoningFragment[];
  text?: string;
  /** The model's own refusal. It goes out as text, and the answer finishes with `content-filter`. */
  refusal?: string;
  sources?: SourceFragment[];
  toolCalls?: ToolCallFragment[];
};

export type ReasoningFragment = {
  text?: string;
  /** The other keys of the reasoning object, such as `signature`. They are sent back with the reasoning. */
  metadata?: JSONObject;
};

export type SourceFragment = { url: string; title?: string };

export type ToolCallFragment = {
  index?: number;
  id?: string;
  name?: string;
  arguments: string;
};

export type ToolResult = {
  /** The id of the call. */
  id?: string;
  name?: string;
  /** The result as it came; most often text. */
  content: unknown;
  /** Whether the frame says that the tool failed; what the content says of that is not in it. */
  isError: boolean;
};
