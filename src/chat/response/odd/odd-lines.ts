import { JSONParseError } from '@ai-sdk/provider';
import { isKeepAlive } from '../../../http/keep-alive';
import type { Redact } from '../../../http/redact';
import { redactError } from '../../../http/redact-value';
import { parseJson } from '../../../json/parse-json';
import { toObject } from '../../../json/values';

/** The end of a stream, as data of its last event. */
export const DONE = '[DONE]';

/** What the lines may say. */
type Target = {
  readFrame(frame: unknown, text: string): void;
  fail(error: JSONParseError): void;
  /** Comes with `[DONE]`; lines after it are not read. */
  close(): void;
};

/**
 * Data of an event that is not JSON: several frames, each on its line, as servers send that write one newline between
 * events; `[DONE]`; a text that keeps the connection alive; or a broken frame.
 */
export function readOddLines(
  data: string,
  target: Target,
  { mayBreakOff, redact }: { mayBreakOff: boolean; redact: Redact },
): void {
  const lines = data.split('\n').map((line) => line.trim());
  // A frame that was cut off is dropped: after a cut the parts already sent stay a prefix of the full answer.
  if (mayBreakOff) lines.splice(lines.findLastIndex(isReadable) + 1);
  for (const line of lines.filter(Boolean)) {
    if (line === DONE) return target.close();
    const frame = parseJson(line);
    if (frame !== undefined) target.readFrame(frame, line);
    else if (!isKeepAlive(line)) target.fail(toParseError(line, redact));
  }
}

function toParseError(line: string, redact: Redact): JSONParseError {
  const cause = redactError(toParseFailure(line), redact);
  return new JSONParseError({ text: redact(line).slice(0, 500), cause });
}

function toParseFailure(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function isReadable(line: string): boolean {
  return line === DONE || toObject(parseJson(line)) !== undefined;
}
