import type { JSONObject } from '@ai-sdk/provider';
import type { Chunk, ReasoningFragment, ToolCallFragment } from '../wire/chunk';
import { toUsage } from './to-facts';

/**
 * Reads a frame, or a whole response, tolerantly: what is missing, null, empty or of an odd type is passed over, since a
 * strict check here is what loses streams (language-model-v2.md A). A whole `message` is read like a `delta`.
 */
export function toChunk(frame: JSONObject): Chunk {
  const choice = Array.isArray(frame.choices) ? toObject(frame.choices[0]) : undefined;
  const message = choice && (toObject(choice.message) ?? toObject(choice.delta));
  return {
    id: toId(frame.id),
    modelId: toName(frame.model),
    created: toCreated(frame.created),
    reasoning: message && toReasoning(message),
    text: message && toText(message),
    toolCalls: message && toToolCalls(message),
    finishReason: choice && toName(choice.finish_reason),
    usage: toUsage(frame.usage),
  };
}

/** `reasoning: { thinking, ... }` is Heroku's form; the others are those of open models elsewhere (heroku-api.md §2). */
function toReasoning({ reasoning, reasoning_content }: JSONObject): ReasoningFragment | undefined {
  if (reasoning == null && reasoning_content == null) return undefined;
  const { thinking, ...replay } = toObject(reasoning) ?? {};
  const text = toName(thinking) ?? toName(reasoning) ?? toName(reasoning_content) ?? '';
  const hasReplay = Object.values(replay).some((value) => value != null && value !== '');
  if (text === '' && !hasReplay) return undefined;
  return { text, replay: hasReplay ? (replay as JSONObject) : undefined };
}

function toText({ content, refusal }: JSONObject): string | undefined {
  const text = Array.isArray(content) ? content.map(toPartText).join('') : toName(content);
  return text || toName(refusal);
}

function toPartText(part: unknown): string {
  const { text, refusal } = toObject(part) ?? {};
  return toName(part) ?? toName(text) ?? toName(refusal) ?? '';
}

function toToolCalls({
  tool_calls: calls,
  function_call,
}: JSONObject): ToolCallFragment[] | undefined {
  if (Array.isArray(calls)) return calls.map(toToolCall);
  const call = toObject(function_call);
  return call && [toFragment({}, call)];
}

function toToolCall(call: unknown): ToolCallFragment {
  const { function: details, ...rest } = toObject(call) ?? {};
  return toFragment(rest, toObject(details) ?? {});
}

function toFragment(call: JSONObject, details: JSONObject): ToolCallFragment {
  return {
    index: typeof call.index === 'number' ? call.index : undefined,
    id: toId(call.id),
    name: toName(details.name),
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
  return typeof value === 'number' ? String(value) : toName(value);
}

function toName(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The last second that a Date can hold. */
const LAST_SECOND = 8.64e12;

function toCreated(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= LAST_SECOND ? value : undefined;
}

export function toObject(value: unknown): JSONObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JSONObject)
    : undefined;
}
