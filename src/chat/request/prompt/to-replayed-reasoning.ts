import type { JSONObject, LanguageModelV2Prompt } from '@ai-sdk/provider';

type AssistantPart = Extract<
  LanguageModelV2Prompt[number],
  { role: 'assistant' }
>['content'][number];

/**
 * The reasoning object that replays the first signed thinking of an assistant message, byte for byte: the text of its
 * reasoning parts up to the one that bears the signature, and what came with it. Unsigned reasoning is not replayed.
 * The replay form is unverified: reasoning-replay (heroku-api.md §1.6).
 */
export function toReplayedReasoning(
  parts: readonly AssistantPart[],
  name: string,
): JSONObject | undefined {
  let thinking = '';
  for (const part of parts) {
    if (part.type !== 'reasoning') continue;
    thinking += part.text;
    const replay = part.providerOptions?.[name];
    // Claude signs its thinking, or hides it whole (redacted): either lets Bedrock trust the replay.
    if (replay?.signature || replay?.redacted_thinking) {
      return thinking || replay.signature ? { thinking, ...replay } : replay;
    }
  }
  return undefined;
}
