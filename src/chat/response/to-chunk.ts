import type { JSONObject } from '@ai-sdk/provider';
import { toArray, toCount, toNonEmptyString, toObject } from '../../json/values';
import type { Chunk, ToolCallFragment } from '../wire/chunk';

/**
 * Reads a frame, or a whole response, tolerantly: what is missing, null, empty or of an odd type is passed over. A whole
 * `message` is read like a `delta`.
 */
export function toChunk(frame: JSONObject): Chunk {
  const choice = toObject(toArray(frame.choices)?.[0]) ?? {};
  const message = toObject(choice.message) ?? toObject(choice.delta) ?? {};
  // `reasoning: { thinking, ... }` is Heroku's form; the others are those of open models elsewhere (heroku-api.md §2).
  const reasoning = toObject(message.reasoning);
  return {
    id: toId(frame.id),
    modelId: toNonEmptyString(frame.model),
    created: toCount(frame.created) || undefined,
    reasoning:
      toNonEmptyString(reasoning?.thinking) ??
      toNonEmptyString(message.reasoning) ??
      toNonEmptyString(message.reasoning_content),
    reasoningMetadata: reasoning && toReasoningMetadata(reasoning),
    text: toText(message),
    toolCalls: toArray(message.tool_calls)?.map(toFragment),
    finishReason: toNonEmptyString(choice.finish_reason),
    usage: toNonEmptyUsage(frame.usage),
  };
}

function toReasoningMetadata({
  thinking,
  ...reasoningMetadata
}: JSONObject): JSONObject | undefined {
  return Object.values(reasoningMetadata).some(Boolean) ? reasoningMetadata : undefined;
}

function toText({ content, refusal }: JSONObject): string | undefined {
  const parts = toArray(content);
  return (
    (parts ? parts.map(toPartText).join('') : toNonEmptyString(content)) ||
    toNonEmptyString(refusal)
  );
}

function toPartText(part: unknown): string | undefined {
  const { text, refusal } = toObject(part) ?? {};
  return toNonEmptyString(part) ?? toNonEmptyString(text) ?? toNonEmptyString(refusal);
}

function toFragment(value: unknown): ToolCallFragment {
  const call = toObject(value) ?? {};
  const details = toObject(call.function) ?? {};
  return {
    index: toCount(call.index),
    id: toId(call.id),
    name: toNonEmptyString(details.name),
    arguments: toArguments(details.arguments),
  };
}

function toArguments(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return value && typeof value === 'object' ? JSON.stringify(value) : '';
  } catch {
    return 'nested too deeply';
  }
}

/** Usage without figures says nothing, so that `{}` does not wipe out what an earlier frame said. */
function toNonEmptyUsage(value: unknown): JSONObject | undefined {
  const usage = toObject(value);
  return usage && Object.values(usage).some((figure) => toCount(figure) !== undefined)
    ? usage
    : undefined;
}

function toId(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : toNonEmptyString(value);
}
