import type { APICallError, JSONObject } from '@ai-sdk/provider';
import type { ParseError } from 'eventsource-parser';
import { isKeepAlive } from '../../../http/keep-alive';
import { type ErrorContext, toApiError } from '../../../http/to-api-error';
import { parseJson } from '../../../json/parse-json';
import { toArray, toObject } from '../../../json/values';
import { readOddLines } from './odd-lines';

/** The answer, and how its reader takes what such an event turns out to hold. */
type Target = {
  answer: {
    emitRaw(value: unknown): void;
    fail(error: APICallError): void;
    close(): void;
    reader: { fail(error: unknown): void };
  };
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
  function readValue(value: unknown, text: string, event?: string): void {
    const frame = toObject(value);
    if (frame) return readFrame(frame, text, event);
    answer.emitRaw(value);
    // Some servers send several frames as a list (field-reports-2.md J9).
    for (const one of toArray(value)?.map(toObject) ?? [])
      if (one) readOne(one, JSON.stringify(one), event);
  }

  if (value !== undefined) return readValue(value, data, event);
  // Where the blank line between events is missing, their lines are one event, whose name is that of the last.
  const { close, reader } = answer;
  const { redact } = context;
  readOddLines(data, { readFrame: readValue, close, fail: reader.fail }, { mayBreakOff, redact });
}

type OddData = { data: string; value: unknown; event: string | undefined; mayBreakOff: boolean };

type Line = Pick<ParseError, 'field' | 'value' | 'line'>;

/** The body that a line is of, and the answer that it may be read into. */
type LineTarget = {
  answer: { readonly hasEnded: boolean };
  body: { isStream(): boolean; becomeStream(): void; addUnknownLine(): void };
  frames: Pick<Target, 'readFrame'> & { readEvent(event: { event: string; data: string }): void };
};

/** A line that is no field of an event: an error, or JSON amid the events, as some servers write an error. */
export function readUnknownLine(
  { field, value = '', line = '' }: Line,
  { answer, body, frames }: LineTarget,
): void {
  if (field === 'error' && value.trim()) {
    body.becomeStream();
    return frames.readEvent({ event: 'error', data: value });
  }
  const frame = body.isStream() ? toObject(parseJson(line)) : undefined;
  if (frame === undefined) body.addUnknownLine();
  else if (!answer.hasEnded) frames.readFrame(frame, line);
}
