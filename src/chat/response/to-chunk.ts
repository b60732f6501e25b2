import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toArray, toCount, toNonEmptyString, toObject } from '../../json/values';
import type { Chunk, ChunkContent, SourceFragment, ToolCallFragment } from '../../parts/chunk';
import { hasFigures, mergeUsage } from '../../parts/usage';
import { isReasoningPart, toReasoning } from './odd/odd-reasoning';

/**
 * Reads a frame, or a whole response, tolerantly: what is missing, null, empty or of an unexpected type is ignored. A
 * whole `message` is read like a `delta`.
 */
export function toChunk(frame: JSONObject): Chunk {
  const choices = toArray(frame.choices) ?? [];
  const choice = toObject(choices[0]) ?? {};
  const delta = toObject(choice.delta);
  const message = toObject(choice.message);
  // A delta's content becomes the chunk: nothing is copied.
  const chunk: Chunk = delta ? toContent(delta) : message ? {} : toContent(choice);
  chunk.id = toId(frame.id);
  chunk.modelId = toNonEmptyString(frame.model);
  chunk.created = toCount(frame.created) || undefined;
  chunk.message = message && toContent(message);
  chunk.finishReason =
    choice.finish_reason === null ? undefined : toFinishWord(choice, delta, message, frame);
  chunk.usage = toNonEmptyUsage(frame, ...choices, delta, message, frame.x_groq, frame.metadata);
  if (frame.service_tier) chunk.serviceTier = toNonEmptyString(frame.service_tier);
  if (choice.logprobs) chunk.logprobs = toLogprobs(choice.logprobs);
  if (choices.length > 1) addOtherChoices(chunk, choices.slice(1));
  if (frame.citations) chunk.sources ??= toSources(frame.citations);
  return chunk;
}

/** One answer spread over several choices (field-reports.md A2): what the first lacks is taken from the others. */
function addOtherChoices(chunk: Chunk, choices: unknown[]): void {
  for (const value of choices) {
    const choice = toObject(value) ?? {};
    const { text, toolCalls } = toContent(toObject(choice.delta) ?? toObject(choice.message) ?? {});
    chunk.finishReason ??= toFinishWord(choice);
    if (chunk.text === undefined && !chunk.message?.text) chunk.text = text;
    if (!chunk.toolCalls?.length && !chunk.message?.toolCalls?.length) chunk.toolCalls = toolCalls;
  }
}

/** One entry for each token, of its content or of a refusal. */
function toLogprobs(value: unknown): JSONValue[] | undefined {
  const { content, refusal } = toObject(value) ?? {};
  return (toArray(content) ?? toArray(refusal)) as JSONValue[] | undefined;
}

export function toContent(message: JSONObject): ChunkContent {
  const { tool_calls, function_call, annotations, citations, content } = message;
  const cited = annotations || citations;
  return {
    reasoning: toReasoning(message),
    text: toText(message),
    sources: cited ? toSources(cited) : undefined,
    // `function_call` is the form before `tool_calls`; a server may send both.
    toolCalls:
      toCallList(tool_calls)?.map(toFragment) ??
      (function_call ? [toFragment({ function: function_call })] : undefined) ??
      toContentCalls(content),
  };
}

function toCallList(value: unknown): unknown[] | undefined {
  const list = toArray(value);
  return list?.length ? list : toObject(value)?.function ? [value] : undefined;
}

/** Calls among the parts of a content, as Anthropic and Converse write them. */
function toContentCalls(content: unknown): ToolCallFragment[] | undefined {
  const calls = toArray(content)?.flatMap((part) => {
    const { type, toolUse } = toObject(part) ?? {};
    return type === 'tool_use' ? [part] : (toObject(toolUse) ?? []);
  });
  return calls?.length ? calls.map(toFragment) : undefined;
}

function toText({ content, text, refusal, audio }: JSONObject): string | undefined {
  // Plain text, as nearly every delta has it.
  if (content && typeof content === 'string') return content;
  const parts = toArray(content);
  return (
    (parts ? parts.map(toPartText).join('') : toPartText(content)) ||
    toNonEmptyString(text) ||
    toNonEmptyString(refusal) ||
    toNonEmptyString(toObject(audio)?.transcript)
  );
}

function toPartText(part: unknown): string | undefined {
  const { text, refusal } = toObject(part) ?? {};
  if (isReasoningPart(part)) return undefined;
  return (
    toNonEmptyString(part) ??
    toNonEmptyString(text) ??
    toNonEmptyString(toObject(text)?.value) ??
    toNonEmptyString(refusal)
  );
}

/** `annotations` of type `url_citation`, or `citations`: URLs, or objects with one. */
function toSources(value: unknown): SourceFragment[] | undefined {
  const sources = (toArray(value) ?? []).flatMap((item) => {
    const citation = toObject(toObject(item)?.url_citation) ?? toObject(item);
    const url = toNonEmptyString(citation?.url) ?? toNonEmptyString(item);
    return url ? [{ url, title: toNonEmptyString(citation?.title) }] : [];
  });
  return sources.length > 0 ? sources : undefined;
}

export function toFragment(value: unknown): ToolCallFragment {
  const call = toObject(value) ?? {};
  const details = toObject(call.function) ?? call;
  return {
    index: toIndex(call.index),
    id: toId(call.id ?? call.toolUseId),
    name: toNonEmptyString(details.name),
    arguments: toArguments(details.arguments ?? details.input ?? details.parameters),
  };
}

function toIndex(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : toCount(value);
}

function toArguments(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return value && typeof value === 'object' ? JSON.stringify(value) : '';
  } catch {
    return 'nested too deeply';
  }
}

/** The first finish word. `null` is none, also where a server writes it as a word. */
function toFinishWord(...places: unknown[]): string | undefined {
  for (const place of places) {
    const { finish_reason, finishReason, stop_reason } = toObject(place) ?? {};
    const word = toNonEmptyString(finish_reason ?? finishReason ?? stop_reason);
    if (word !== undefined && !/^(null|none)$/i.test(word)) return word;
  }
  return undefined;
}

/**
 * The usage in all places as one; where they differ, the first counts. One without figures is ignored, so that `{}` does
 * not overwrite that of an earlier frame.
 */
function toNonEmptyUsage(...places: unknown[]): JSONObject | undefined {
  let known: JSONObject | undefined;
  for (const place of places) {
    const holder = toObject(place);
    const usage = toObject(
      holder?.usage ?? holder?.usageMetadata ?? holder?.['amazon-bedrock-invocationMetrics'],
    );
    if (usage && hasFigures(usage)) known = mergeUsage(usage, known ?? usage);
  }
  return known;
}

function toId(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : toNonEmptyString(value);
}
