import type { JSONObject } from '@ai-sdk/provider';
import type { EventSourceMessage } from 'eventsource-parser';
import { isKeepAlive } from '../../http/keep-alive';
import { isServerError } from '../../http/server-error';
import { toApiError } from '../../http/to-api-error';
import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import type { Chunk } from '../../parts/chunk';
import type { Answer, AnswerSettings, Protocol } from './answer';
import { DONE, readOddLines } from './odd/odd-lines';
import { createOneChoice, hasOtherChoice } from './odd/one-choice';
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
  /** Set from the first frame on that has a choice other than the first. */
  let oneChoice: ReturnType<typeof createOneChoice> | undefined;

  function readEvent({ event = '', data }: Pick<EventSourceMessage, 'event' | 'data'>): void {
    if (answer.hasEnded) return;
    if (event === '' || event === 'message') readData(data);
    else if (event === 'done') {
      isOver = true;
      readData(data);
      answer.close();
    } else if (event === 'error') readError(data);
    else if (!isKeepAlive(event)) readData(data, event);
  }

  function readData(data: string, event?: string): void {
    const frame = parseJson(data);
    if (frame !== undefined) readFrame(frame, data, event);
    else if (data === DONE) answer.close();
    else readLines(data);
  }

  function readError(data: string): void {
    answer.emitRaw(parseJson(data));
    answer.fail(toApiError(data, context));
  }

  function readLines(data: string): void {
    const { close, reader } = answer;
    const { redact } = context;
    readOddLines(data, { readFrame, close, fail: reader.fail }, { mayBreakOff: isOver, redact });
  }

  function readFrame(value: unknown, text: string, event?: string): void {
    answer.emitRaw(value);
    const frame = toObject(value);
    if (frame) readOne(frame, text, event);
    // Some servers send several frames as a list (field-reports-2.md J9).
    else
      for (const one of toArray(value)?.map(toObject) ?? [])
        if (one) readOne(one, JSON.stringify(one), event);
  }

  function readOne(frame: JSONObject, text: string, event: string | undefined): void {
    const isFirst = !answer.hasAnswered();
    answer.hasChoice ||= Boolean(toArray(frame.choices)?.length);
    let chunk = protocol.toChunk(frame, event);
    const isOwnForm = chunk.isError === false;
    if (!own && !oneChoice && !isOwnForm && hasOtherChoice(frame))
      oneChoice = createOneChoice(toChunk, hasContent ? 0 : undefined);
    if (oneChoice) chunk = oneChoice(frame);
    hasContent ||= bringsContent(chunk);
    answer.reader.push(chunk);
    if (chunk.isError ?? isServerError(frame)) answer.fail(toApiError(text, context), { isFirst });
    else learn?.(text, chunk);
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
