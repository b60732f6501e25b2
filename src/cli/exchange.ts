import { createParser } from 'eventsource-parser';
import { toServerError } from '../http/server-error';
import { describeHtmlPage } from '../http/to-api-error';
import { parseJson } from '../json/parse-json';
import { toObject } from '../json/values';

// biome-ignore lint/suspicious/noExplicitAny: an answer may hold anything, which is what is looked at
type Json = any;

/** One request and what came back. */
export type Exchange = {
  method: string;
  /** Without the host, as in `/v1/chat/completions`. */
  path: string;
  body: object | undefined;
  /** 0 if no answer came. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
  /** Why no answer came. */
  failure?: string | undefined;
  /** What to do about a connection that failed, where it is known. */
  remedy?: string | undefined;
  firstByteMs: number;
  ms: number;
  /** The body, if it is one JSON document. */
  json: Json;
  /** The events of a stream. */
  events: { event: string | undefined; data: string }[];
  /** The data of the events that are JSON. */
  chunks: Json[];
  /** `choices[0].message` of a whole answer. */
  message: Json;
  /** The message of an error: of a refusal, of a body, or of a frame. */
  error: string | undefined;
  /** Whether an answer came that is no error. */
  ok: boolean;
  /** The status and the message of an error, or what became of the request. */
  summary: string;
};

type Raw = Omit<Exchange, 'json' | 'events' | 'chunks' | 'message' | 'error' | 'ok' | 'summary'>;

/**
 * Reads what came back.
 * @param redact applied to messages that are shown; headers and text stay as they came.
 */
export function toExchange(raw: Raw, redact: (text: string) => string): Exchange {
  const json = parseJson(raw.text);
  const events = json === undefined ? readEvents(raw.text) : [];
  const chunks = events.map(({ data }) => parseJson(data)).filter((chunk) => toObject(chunk));
  const message = raw.failure ?? toErrorMessage(raw, json, chunks);
  const error = message === undefined ? undefined : redact(message);
  return {
    ...raw,
    json,
    events,
    chunks,
    message: (json as Json)?.choices?.[0]?.message,
    error,
    ok: error === undefined,
    summary: summarize(raw, error),
  };
}

function readEvents(text: string): Exchange['events'] {
  const events: Exchange['events'] = [];
  const parser = createParser({ onEvent: ({ event, data }) => events.push({ event, data }) });
  // A last event without a blank line behind it counts too.
  parser.feed(`${text}\n\n`);
  return events;
}

function toErrorMessage(
  { status, text }: Raw,
  json: unknown,
  chunks: unknown[],
): string | undefined {
  const body = toObject(json);
  const failed = [body, ...chunks.map(toObject)].find(
    (value) => value && (value.error || (value.message && value.choices === undefined)),
  );
  if (failed) return toServerError(failed).message ?? JSON.stringify(failed);
  if (status < 400) return undefined;
  return toServerError(json).message ?? (excerpt(text) || 'an empty body');
}

function summarize({ status, failure }: Raw, error: string | undefined): string {
  if (failure !== undefined) return `no answer: ${failure}`;
  return error === undefined ? `${status}` : `${status} "${shorten(error)}"`;
}

/** A body on one line; the title of an HTML page. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return describeHtmlPage(line) ?? line;
}

/** The text with a full stop, unless it ends with a punctuation mark of its own. */
export const toSentence = (text: string) => text.replace(/[^.!?]$/, '$&.');

/** At most so many characters of a text, on one line. */
export function shorten(text: string, maxLength = 160): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}...` : line;
}
