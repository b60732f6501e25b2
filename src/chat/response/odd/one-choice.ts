import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toArray, toCount, toObject } from '../../../json/values';
import type { Chunk, ChunkContent } from '../../../parts/chunk';
import { mergeUsage } from '../../../parts/merge-usage';

/** Whether a frame has several choices, or one that is not the first. */
export function hasOtherChoice({ choices }: JSONObject): boolean {
  const list = toArray(choices);
  return list !== undefined && (list.length > 1 || Boolean(toObject(list[0])?.index));
}

type Part = { index: number | undefined; chunk: Chunk };

/**
 * Frames in which several choices come -> chunks of one answer: that of the choice which first says something, since a role
 * under index 0 and all text under 1 occur (field-reports-2.md J6). Until such a frame comes each chunk is given back as it is.
 */
export function createOneChoice(toChunk: ToChunk) {
  let read: ToChunk | undefined;

  return (frame: JSONObject, now: { chunk: Chunk; hasContent: boolean }): Chunk => {
    if (!read && hasOtherChoice(frame))
      read = createReader(toChunk, now.hasContent ? 0 : undefined);
    return read?.(frame) ?? now.chunk;
  };
}

type ToChunk = (frame: JSONObject) => Chunk;

/** @param answer the index of the choice that has said something so far. */
function createReader(toChunk: ToChunk, answer?: number): ToChunk {
  /** The choices that have said something. */
  const speakers = new Set(answer === undefined ? [] : [answer]);

  function toPart(frame: JSONObject, choice: unknown): Part {
    const index = toCount(toObject(choice)?.index);
    const chunk = toChunk({ ...frame, choices: [choice as JSONValue] });
    if (index !== undefined && saysSomething(chunk)) speakers.add(index);
    return { index, chunk };
  }

  /** Whether the frame is an error is not told: a choice may be one. */
  return function read(frame: JSONObject): Chunk {
    const choices = toArray(frame.choices) ?? [];
    if (choices.length === 0) return toChunk(frame);
    const parts = choices.map((choice) => toPart(frame, choice));
    const own =
      answer === undefined
        ? parts.find(({ chunk }) => saysSomething(chunk))
        : parts.find(({ index }) => index === undefined || index === answer);
    if (answer === undefined) answer = own?.index;
    const others = parts.filter((part) => part !== own);
    const chunk = own?.chunk ?? withoutContent(parts[0]?.chunk);
    chunk.isError = undefined;
    return others.reduce((known, other) => {
      const isSilent = other.index === undefined || !speakers.has(other.index);
      return addOther(known, other.chunk, { isSilent });
    }, chunk);
  };
}

/**
 * What another choice of the frame adds: its usage, its finish reason if it never says anything, and calls that it ends with
 * where the answer has none and does not end by itself: one answer spread over choices (field-reports.md A2).
 */
function addOther(known: Chunk, other: Chunk, { isSilent }: { isSilent: boolean }): Chunk {
  const usage = other.usage && mergeUsage(other.usage, known.usage ?? other.usage);
  const calls = other.toolCalls ?? other.message?.toolCalls;
  const hasCalls = known.toolCalls ?? known.message?.toolCalls;
  const isSpread = calls && !hasCalls && saysSomething(known) && other.finishReason;
  const takesCalls = isSpread && known.finishReason !== 'stop';
  return {
    ...known,
    usage: usage ?? known.usage,
    ...(takesCalls && { toolCalls: calls }),
    finishReason: known.finishReason ?? (isSilent || takesCalls ? other.finishReason : undefined),
  };
}

function withoutContent({ id, modelId, created }: Chunk = {}): Chunk {
  return { id, modelId, created };
}

function saysSomething({ pieces, message, ...content }: Chunk): boolean {
  if (message && saysSomething(message)) return true;
  return [content, ...(pieces ?? [])].some(isFilled);
}

function isFilled({ reasoning, text, refusal, toolCalls }: ChunkContent): boolean {
  return Boolean(reasoning || text || refusal || toolCalls?.length);
}
