import type { JSONObject } from '@ai-sdk/provider';

/**
 * What one frame of an answer says, freed of the spellings in which servers say it (heroku-api.md §2 and §3). A whole
 * response is one such chunk.
 */
export type Chunk = {
  id?: string;
  modelId?: string;
  /** Seconds since 1970. */
  created?: number;
  reasoning?: string;
  /** The other keys of the reasoning object, such as `signature`: to be kept for the replay. */
  replay?: JSONObject;
  text?: string;
  toolCalls?: ToolCallFragment[];
  finishReason?: string;
  /** As it came, if it has figures. */
  usage?: JSONObject;
};

export type ToolCallFragment = {
  index?: number;
  id?: string;
  name?: string;
  arguments: string;
};
