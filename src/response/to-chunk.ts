import type { JSONObject } from '@ai-sdk/provider';
import type { Chunk, ToolCallFragment } from '../wire/chunk';
import { toUsage } from './to-facts';
import { toCount, toObject, toWords } from './values';

/** The last second that a Date can hold. */
const LAST_SECOND = 8.64e12;

/**
 * Reads a frame, or a whole response, tolerantly: what is missing, null, empty or of an odd type is passed over. A whole
 * `message` is read like a `delta`.
 */
export function toChunk(frame: JSONObject): Chunk {
  const choice = toObject(Array.isArray(frame.choices) && frame.choices[0]) ?? {};
  const message = toObject(choice.message) ?? toObject(choice.delta) ?? {};
  // `reasoning: { thinking, ... }` is Heroku's form; the others are those of open models elsewhere (heroku-api.md §2).
  const reasoning = toObject(message.reasoning);
  return {
    id: toId(frame.id),
    modelId: toWords(frame.model),
    created: toCount(frame.created, LAST_SECOND) || undefined,
    reasoning:
      toWords(reasoning?.thinking) ??
      toWords(message.reasoning) ??
      toWords(message.reasoning_content),
    replay: reasoning && toReplay(reasoning),
    text: toText(message),
    toolCalls: toToolCalls(message),
    finishReason: toWords(choice.finish_reason),
    usage: toUsage(frame.usage),
  };
}

function toReplay({ thinking, ...replay }: JSONObject): JSONObject | undefined {
  return Object.values(replay).some((value) => value != null && value !== '') ? replay : undefined;
}

function toText({ content, refusal }: JSONObject): string | undefined {
  const text = Array.isArray(content) ? content.map(toPartText).join('') : toWords(content);
  return text || toWords(refusal);
}

function toPartText(part: unknown): string | undefined {
  const { text, refusal } = toObject(part) ?? {};
  return toWords(part) ?? toWords(text) ?? toWords(refusal);
}

function toToolCalls(message: JSONObject): ToolCallFragment[] | undefined {
  if (Array.isArray(message.tool_calls)) return message.tool_calls.map(toFragment);
  const call = toObject(message.function_call);
  return call && [toFragment({ function: call })];
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
    return value != null && typeof value === 'object' ? JSON.stringify(value) : '';
  } catch {
    return 'nested too deeply';
  }
}

function toId(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : toWords(value);
}
