import type { JSONObject } from '@ai-sdk/provider';
import { isKeepAlive } from '../../../http/keep-alive';
import { type ErrorContext, toApiError } from '../../../http/to-api-error';
import { parseJson } from '../../../json/parse-json';
import { toArray, toObject } from '../../../json/values';
import type { Answer } from '../answer';
import { readOddLines } from './odd-lines';

/** The answer, and how its reader takes what such an event turns out to hold. */
type Target = {
  answer: Answer;
  context: ErrorContext;
  readData(data: string, event: string): void;
  readFrame(frame: JSONObject, text: string, event?: string): void;
  /** A frame of which no raw chunk is to go out. */
  readOne(frame: JSONObject, text: string, event: string | undefined): void;
};

/** An event that Heroku does not name so: an error, a sign of life, or a frame of another protocol. */
export function readOddEvent(
  { event, data }: { event: string; data: string },
  { answer, context, readData }: Target,
): void {
  if (event === 'error') {
    answer.emitRaw(parseJson(data));
    answer.fail(toApiError(data, context));
  } else if (!isKeepAlive(event)) readData(data, event);
}

/** Data that are no JSON object. @param value the JSON, if they are any. @param mayBreakOff the last line may be cut off. */
export function readOddData(
  { data, value, event, mayBreakOff }: OddData,
  { answer, context, readFrame, readOne }: Target,
): void {
  function readValue(value: unknown, text: string): void {
    const frame = toObject(value);
    if (frame) return readFrame(frame, text, event);
    answer.emitRaw(value);
    // Some servers send several frames as a list (field-reports-2.md J9).
    for (const one of toArray(value)?.map(toObject) ?? [])
      if (one) readOne(one, JSON.stringify(one), event);
  }

  if (value !== undefined) return readValue(value, data);
  const { close, reader } = answer;
  const { redact } = context;
  readOddLines(data, { readFrame: readValue, close, fail: reader.fail }, { mayBreakOff, redact });
}

type OddData = { data: string; value: unknown; event: string | undefined; mayBreakOff: boolean };
