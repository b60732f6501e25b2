import type { JSONObject } from '@ai-sdk/provider';
import { toArray, toCount, toNonEmptyString, toObject } from '../../json/values';
import type { Chunk, ChunkContent, ReasoningFragment, ToolCallFragment } from '../../parts/chunk';
import { isPlainFinish, toFiguredUsage } from '../../parts/finish';
import { amendChunk, amendContent, amendFragment } from './odd/amend';

/**
 * Reads a frame, or a whole response, as Heroku writes it (heroku-api.md §2 and §3); a whole `message` is read like a
 * `delta`. Where a key is unknown or has another type, `odd/amendments.ts` is asked for what it may say.
 */
export function toChunk(frame: JSONObject): Chunk {
  const choice = toObject(toArray(frame.choices)?.[0]) ?? {};
  const delta = toObject(choice.delta);
  const message = toObject(choice.message);
  // A delta's content becomes the chunk: nothing is copied.
  const chunk: Chunk = delta ? toContent(delta) : {};
  chunk.id = toNonEmptyString(frame.id);
  chunk.modelId = toNonEmptyString(frame.model);
  chunk.created = toCount(frame.created) || undefined;
  chunk.message = message && toContent(message);
  chunk.finishReason = isPlainFinish(choice.finish_reason) ? choice.finish_reason : undefined;
  chunk.usage = toFiguredUsage(frame.usage);
  if (!isOwnForm(frame, FRAME) || !isOwnForm(choice, CHOICE))
    return amendChunk(chunk, frame, toContent);
  chunk.isError = false;
  return chunk;
}

export function toContent(message: JSONObject): ChunkContent {
  const { reasoning, content, refusal, tool_calls } = message;
  const calls = toArray(tool_calls);
  const own: ChunkContent = {
    reasoning: reasoning ? toReasoning(toObject(reasoning)) : undefined,
    text: toNonEmptyString(content),
    refusal: toNonEmptyString(refusal),
    toolCalls: calls?.length ? calls.map(toFragment) : undefined,
  };
  return isOwnForm(message, CONTENT) ? own : amendContent(own, message, toFragment);
}

/** `{ thinking, signature }`; what is beside the text is metadata. */
function toReasoning(reasoning: JSONObject | undefined): ReasoningFragment[] | undefined {
  if (reasoning === undefined || !isOwnReasoning(reasoning)) return undefined;
  const { thinking, ...others } = reasoning;
  const text = toNonEmptyString(thinking);
  const known = Object.entries(others).filter(([, value]) => value);
  const metadata = known.length > 0 ? Object.fromEntries(known) : undefined;
  return text || metadata ? [{ text, metadata }] : undefined;
}

export function toFragment(value: unknown): ToolCallFragment {
  const call = toObject(value) ?? {};
  const details = toObject(call.function) ?? {};
  const own: ToolCallFragment = {
    index: toCount(call.index),
    id: toNonEmptyString(call.id),
    name: toNonEmptyString(details.name),
    arguments: toNonEmptyString(details.arguments) ?? '',
  };
  const isOwn = isOwnForm(call, CALL) && isOwnForm(details, FUNCTION);
  return isOwn ? own : amendFragment(own, call);
}

type Form = ReadonlyMap<string, (value: unknown) => boolean>;

/** Whether each key is known, and its value of the type that Heroku gives it. */
function isOwnForm(value: JSONObject, form: Form): boolean {
  for (const key in value) if (!form.get(key)?.(value[key])) return false;
  return true;
}

const isText = (value: unknown) => typeof value === 'string' || value === null;
const isNumber = (value: unknown) => typeof value === 'number' || value === null;
const isObject = (value: unknown) => typeof value === 'object' && !Array.isArray(value);
const isList = (value: unknown) => Array.isArray(value) || value === null;
const isChoices = (value: unknown) => Array.isArray(value) && value.length < 2;
const isFinish = (value: unknown) => !value || isPlainFinish(value);
const isKind = (value: unknown) => typeof value === 'string' && value.startsWith('chat.completion');
const isFirst = (value: unknown) => !value;
const isNothing = (value: unknown) => value === null;

const toForm = (form: Record<string, (value: unknown) => boolean>): Form =>
  new Map(Object.entries(form));

const FRAME = /* @__PURE__ */ toForm({
  id: isText,
  object: isKind,
  created: isNumber,
  model: isText,
  system_fingerprint: isText,
  service_tier: isNothing,
  choices: isChoices,
  usage: isObject,
});
const REASONING = /* @__PURE__ */ toForm({
  thinking: isText,
  signature: isText,
  redacted_thinking: isText,
});
const isOwnReasoning = (value: unknown) =>
  value === null || (isObject(value) && isOwnForm(value as JSONObject, REASONING));
const CONTENT = /* @__PURE__ */ toForm({
  role: isText,
  content: isText,
  refusal: isText,
  reasoning: isOwnReasoning,
  tool_calls: isList,
});
const isContent = (value: unknown) =>
  value === null || (isObject(value) && isOwnForm(value as JSONObject, CONTENT));
const CHOICE = /* @__PURE__ */ toForm({
  index: isFirst,
  delta: isContent,
  message: isContent,
  finish_reason: isFinish,
  logprobs: isNothing,
});
const CALL = /* @__PURE__ */ toForm({
  index: isNumber,
  id: isText,
  type: isText,
  function: isObject,
});
const FUNCTION = /* @__PURE__ */ toForm({ name: isText, arguments: isText });
