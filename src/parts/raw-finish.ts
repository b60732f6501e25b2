import type { JSONObject, JSONValue } from '@ai-sdk/provider';

/** A call that came although the tool choice was `none`. */
type BannedCall = { toolCallId: string; toolName: string; input: string };

/** What the server says of an answer as a whole, unmapped. */
export type RawFinish = {
  rawFinishReason?: string;
  usage?: JSONObject;
  serviceTier?: string;
  /** One entry for each token, in their order. */
  logprobs?: JSONValue[];
  bannedToolCalls?: BannedCall[];
  /** The body fields that are absent or otherwise because of a refusal, of this call or an earlier one. */
  learned?: string[];
};
