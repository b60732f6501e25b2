import type { JSONObject } from '@ai-sdk/provider';
import type { EventSourceMessage } from 'eventsource-parser';
import { isServerError } from '../../http/server-error';
import { toApiError } from '../../http/to-api-error';
import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import type { Chunk } from '../../parts/chunk';
import type { Answer, AnswerSettings, Protocol } from './answer';
import { readOddData, readOddEvent } from './odd/odd-events';
import { DONE } from './odd/odd-lines';
import { createOneChoice } from './odd/one-choice';
import { toChunk } from './to-chunk';

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
