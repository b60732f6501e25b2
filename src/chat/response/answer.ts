import type { APICallError, JSONObject, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { EventSourceMessage } from 'eventsource-parser';
import { isServerError } from '../../http/server-error';
import {
  type ErrorContext,
  toApiError,
  toNoChoiceError,
  toTruncatedError,
} from '../../http/to-api-error';
import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import { createAppendDelta } from '../../parts/append-delta';
import type { Emit } from '../../parts/blocks';
import type { Chunk } from '../../parts/chunk';
import type { ChunkReader } from '../../parts/chunk-reader';
import type { ReaderSettings } from '../../parts/reader-settings';
import { readOddData, readOddEvent } from './odd/odd-events';
import { DONE } from './odd/odd-lines';
import { createOneChoice } from './odd/one-choice';
import { toChunk } from './to-chunk';

type Part = LanguageModelV2StreamPart;

/** How an endpoint answers: what its frames say, and which parts they become. Made once for each answer. */
export type Protocol = {
  /** @param event the name of the event that the frame came in. */
  toChunk(frame: JSONObject, event: string | undefined): Chunk;
  createReader(settings: ReaderSettings, emit: Emit): ChunkReader;
};

export type AnswerSettings = ReaderSettings & {
  error: ErrorContext;
  includeRawChunks: boolean;
  /** Default: that of chat completions. */
  protocol?: Protocol;
};

export type Answer = ReturnType<typeof createAnswer>;

/** One answer as far as it has been read: its parts since the last step, its first error, whether it has ended. */
export function createAnswer(settings: AnswerSettings, createReader: Protocol['createReader']) {
  let parts: Part[] = [];
  let firstError: Error | undefined;
  let appendDelta: ReturnType<typeof createAppendDelta> | undefined;
  const reader = createReader(settings, emit);
  const answer = {
    reader,
    rawFinish: reader.rawFinish,
    json: undefined as JSONObject | undefined,
    /** Whether a frame had a choice, be it an empty one. */
    hasChoice: false,
    hasEnded: false,
    initialError: undefined as Error | undefined,
    hasAnswered: reader.hasAnswered,
    isFinished: reader.isFinished,
    collect,
    close,
    fail,
    emitRaw,
  };

  function emit(part: Part): void {
    if (part.type === 'error') firstError ??= part.error as Error;
    const isOfJson =
      part.type === 'tool-input-delta' || (part.type === 'text-delta' && settings.json);
    if (!isOfJson) return void parts.push(part);
    appendDelta ??= createAppendDelta();
    appendDelta(parts, part);
  }

  /** Runs a step and gives the parts that it causes. An error thrown in it ends the answer. */
  function collect(step: () => void): Part[] {
    parts = [];
    try {
      step();
    } catch (error) {
      close(error);
    }
    return parts;
  }

  /** @param cause why the answer ended, unless the server has ended it. */
  function close(cause?: unknown): void {
    if (answer.hasEnded) return;
    answer.hasEnded = true;
    // `[DONE]` without a finish reason is a proper end of text and of whole calls, but not of half a call.
    const truncation =
      cause ??
      (reader.isUnfinished() ? toTruncatedError(settings.error) : undefined) ??
      (answer.hasChoice || reader.hasAnswered() ? undefined : toNoChoiceError(settings.error));
    reader.end(truncation);
    if (!reader.hasAnswered() && !reader.isFinished()) answer.initialError ??= firstError;
  }

  /** An error of the server. Before any part of an answer it is the answer. */
  function fail(error: APICallError, { isFirst = !reader.hasAnswered() } = {}): void {
    if (isFirst) answer.initialError ??= error;
    reader.fail(error);
  }

  function emitRaw(rawValue: unknown): void {
    if (settings.includeRawChunks && rawValue !== undefined) parts.push({ type: 'raw', rawValue });
  }

  return answer;
}

export type FrameReader = ReturnType<typeof createFrameReader>;

/**
 * Reads the events of a stream, most of which are a frame as JSON, into an answer.
 * @param learn takes the JSON text of each frame that is no error, and the chunk that was made of it.
 */
export function createFrameReader(
  { error: context, protocol: own }: AnswerSettings,
  answer: Answer,
  { protocol, learn }: { protocol: Protocol; learn?: (data: string, chunk: Chunk) => void },
) {
  /** Whether the body has ended, so that its last line may be broken off. */
  let isOver = false;
  let hasContent = false;
  /** Set from the first frame on that is not of Heroku's form. */
  let oneChoice: ReturnType<typeof createOneChoice> | undefined;
  const oddTarget = { answer, context, readData, readFrame, readOne };

  function readEvent({ event = '', data }: Pick<EventSourceMessage, 'event' | 'data'>): void {
    if (answer.hasEnded) return;
    if (event === '' || event === 'message') return readData(data);
    if (event !== 'done') return readOddEvent({ event, data }, oddTarget);
    isOver = true;
    readData(data);
    answer.close();
  }

  function readData(data: string, event?: string): void {
    const value = parseJson(data);
    const frame = toObject(value);
    if (frame) readFrame(frame, data, event);
    else if (data === DONE) answer.close();
    else readOddData({ data, value, event, mayBreakOff: isOver }, oddTarget);
  }

  function readFrame(frame: JSONObject, text: string, event?: string): void {
    answer.emitRaw(frame);
    readOne(frame, text, event);
  }

  function readOne(frame: JSONObject, text: string, event: string | undefined): void {
    const isFirst = !answer.hasAnswered();
    answer.hasChoice ||= Boolean(toArray(frame.choices)?.length);
    const chunk = toOneChoice(frame, protocol.toChunk(frame, event));
    hasContent ||= bringsContent(chunk);
    answer.reader.push(chunk);
    if (chunk.isError ?? isServerError(frame)) answer.fail(toApiError(text, context), { isFirst });
    else learn?.(text, chunk);
  }

  function toOneChoice(frame: JSONObject, chunk: Chunk): Chunk {
    if (own || (!oneChoice && chunk.isError === false)) return chunk;
    oneChoice ??= createOneChoice(toChunk);
    return oneChoice(frame, { chunk, hasContent });
  }

  return {
    readEvent,
    readFrame,
    endBody(): void {
      isOver = true;
    },
  };
}

/** Whether a chunk has content. That of JSON output may be held back, so the parts that went out do not tell. */
function bringsContent({ text, reasoning, refusal, toolCalls, pieces, message }: Chunk): boolean {
  return Boolean(text || reasoning || refusal || toolCalls || pieces || message);
}
