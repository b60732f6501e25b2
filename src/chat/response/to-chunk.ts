import type { JSONObject } from '@ai-sdk/provider';
import { toArray, toCount, toObject, toWords } from '../../json/values';
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
    modelId: toWords(frame.model),
    created: toCount(frame.created) || undefined,
    reasoning:
      toWords(reasoning?.thinking) ??
      toWords(message.reasoning) ??
      toWords(message.reasoning_content),
    replay: reasoning && toReplay(reasoning),
    text: toText(message),
    toolCalls: toArray(message.tool_calls)?.map(toFragment),
    finishReason: toWords(choice.finish_reason),
    usage: toFigures(frame.usage),
  };
}

function toReplay({ thinking, ...replay }: JSONObject): JSONObject | undefined {
  return Object.values(replay).some(Boolean) ? replay : undefined;
}

function toText({ content, refusal }: JSONObject): string | undefined {
  const parts = toArray(content);
  return (parts ? parts.map(toPartText).join('') : toWords(content)) || toWords(refusal);
}

function toPartText(part: unknown): string | undefined {
  const { text, refusal } = toObject(part) ?? {};
  return toWords(part) ?? toWords(text) ?? toWords(refusal);
}

function toFragment(value: unknown): ToolCallFragment {
  const call = toObject(value) ?? {};
  const details = toObject(call.function) ?? {};
  return {
    index: toCount(call.index),
    id: toId(call.id),
    name: toWords(details.name),
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
function toFigures(value: unknown): JSONObject | undefined {
  const usage = toObject(value);
  return usage && Object.values(usage).some((figure) => toCount(figure) !== undefined)
    ? usage
    : undefined;
}

function toId(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : toWords(value);
}
