import type { JSONObject } from '@ai-sdk/provider';

/**
 * The content of one frame, normalised from the spellings that servers use (heroku-api.md §2 and §3). A whole response is
 * one such chunk.
 */
export type Chunk = {
  id?: string;
  modelId?: string;
  /** Seconds since 1970. */
  created?: number;
  reasoning?: string;
  /** The other keys of the reasoning object, such as `signature`. They are sent back with the reasoning. */
  reasoningMetadata?: JSONObject;
  text?: string;
  toolCalls?: ToolCallFragment[];
  finishReason?: string;
  /** Unmapped; absent if it holds no numbers. */
  usage?: JSONObject;
};

export type ToolCallFragment = {
  index?: number;
  id?: string;
  name?: string;
  arguments: string;
};
