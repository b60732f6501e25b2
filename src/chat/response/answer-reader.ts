import {
  type APICallError,
  type JSONObject,
  JSONParseError,
  type LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { isKeepAlive } from '../../http/keep-alive';
import { createTooLongError, MAX_CHARACTERS } from '../../http/limits';
import { redactError } from '../../http/redact';
import { isServerError } from '../../http/server-error';
import {
  type ErrorContext,
  toApiError,
  toNoChoiceError,
  toTruncatedError,
} from '../../http/to-api-error';
import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import { createAppendPart } from '../../parts/append-part';
import type { Emit } from '../../parts/blocks';
import type { Chunk } from '../../parts/chunk';
import {
  type ChunkReader,
  createChunkReader,
  type RawFinish,
  type ReaderSettings,
} from '../../parts/chunk-reader';
import { createFrameTemplate } from './frame-template';
import { toChunk } from './to-chunk';

type Parts = LanguageModelV2StreamPart[];

/** What the frames of an endpoint say, and what becomes of it. */
export type Dialect = {
  /** @param event the name of the event that the frame came in. */
  toChunk(frame: JSONObject, event: string | undefined): Chunk;
  createReader(settings: ReaderSettings, emit: Emit): ChunkReader;
};

export type AnswerSettings = ReaderSettings & {
  error: ErrorContext;
  includeRawChunks: boolean;
  /** Default: that of chat completions. */
  dialect?: Dialect;
};

const CHAT: Dialect = { toChunk, createReader: createChunkReader };

export type AnswerReader = {
  /** Nothing more is to be read: the parts that end the answer have been returned. */
  readonly hasEnded: boolean;
  /** The error of the server, of the connection or of a limit, if it came before any part of an answer. */
  readonly initialError: Error | undefined;
  /** Whether anything of an answer has come. Until then the same request may be sent again. */
  hasAnswered(): boolean;
  /** Whether the finish reason has come, so that nothing is missing but perhaps the usage. */
  isFinished(): boolean;
  /** The whole response, where it is one JSON document. */
  readonly json: JSONObject | undefined;
  /** Whole once `finish` is out. */
  readonly rawFinish: RawFinish;
  feed(text: string): Parts;
  /**
   * The end of the body, or the loss of the connection for `cause`. Once a finish reason has come neither is an error,
   * and a last event without its blank line still counts.
   */
  end(cause?: unknown): Parts;
  /**
   * The server has sent nothing for so many milliseconds. An error like that of `end`, and before an answer the answer; it is
   * retryable while the caller has seen nothing.
   */
  timeOut(idleMs: number): Parts;
};

/**
 * The text of a response's body, in any pieces -> stream parts. What came is known by its content: an event stream, or a
 * document, whose JSON is read as the one chunk that it is. Synchronous; never throws.
 */
export function createAnswerReader(settings: AnswerSettings): AnswerReader {
  const { error: context, includeRawChunks, dialect = CHAT } = settings;
  let parts: Parts = [];
  /** The body so far, until its first event: without one it is a document. */
  let document: string | undefined = '';
  /** The first character that is no white space. No event stream begins with `{`. */
  let first: string | undefined;
  /** Lines that are no field of an event. */
  let unknownLines = 0;
  /** Whether a frame had a choice, be it an empty one. */
  let hasChoice = false;
  let firstError: Error | undefined;
  /** The body is over, so that its last lines may be broken off. */
  let isOver = false;

  const appendPart = createAppendPart(settings.json !== undefined);
  const reader = dialect.createReader(settings, (part) => {
    if (part.type === 'error') firstError ??= part.error as Error;
    appendPart(parts, part);
  });
  const template = includeRawChunks || dialect !== CHAT ? undefined : createFrameTemplate();
  const answer = {
    hasEnded: false,
    initialError: undefined as Error | undefined,
    hasAnswered: reader.hasAnswered,
    isFinished: reader.isFinished,
    json: undefined as JSONObject | undefined,
    rawFinish: reader.rawFinish,
    feed,
    end,
    timeOut,
  };
  const events = createParser({
    maxBufferSize: MAX_CHARACTERS,
    onEvent: readEvent,
    onError({ type, field, value = '', line }) {
      if (type === 'max-buffer-size-exceeded') throw createTooLongError('an event');
      // Some servers write an error as a field of its own.
      if (field === 'error' && value.trim())
        readEvent({ id: undefined, event: field, data: value });
      // Others write it amid the events as a line of JSON.
      else if (document === undefined && line && readJsonLine(line)) return;
      else unknownLines++;
    },
  });

  /** The parts that a step causes; an error thrown in it ends the answer. */
  function collect(step: () => void): Parts {
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
      (reader.isUnfinished() ? toTruncatedError(context, false) : undefined) ??
      (hasChoice || reader.hasAnswered() ? undefined : toNoChoiceError(context));
    reader.end(truncation);
    if (!reader.hasAnswered() && !reader.isFinished()) answer.initialError ??= firstError;
  }

  function readDocument(text: string): void {
    const plain = withoutDone(text.replace(LEADING_COMMENTS, ''));
    const json = toObject(parseJson(plain));
    const shown = context.redact(plain);
    answer.json = shown === plain ? json : toObject(parseJson(shown));
    if (json === undefined) {
      // What begins like an answer was cut off; anything else says what went wrong.
      if (!BEGINS_LIKE_AN_ANSWER.test(text)) failWithApiError(toApiError(text, context));
      return;
    }
    readFrame(json, text);
    if (!isServerError(json) && !hasChoice) {
      const isEmpty = toArray(json.choices) !== undefined;
      failWithApiError(isEmpty ? toNoChoiceError(context, text) : toApiError(text, context));
    }
    close();
  }

  function readEvent({ event, data }: EventSourceMessage): void {
    document = undefined;
    if (answer.hasEnded || (event !== 'message' && isKeepAlive(event))) return;
    const isLast = event === 'done';
    if (!isLast && event !== 'error') {
      const chunk = template?.read(data);
      if (chunk) return reader.push(chunk);
    }
    const frame = parseJson(data);
    if (event === 'error') {
      emitRaw(frame);
      failWithApiError(toApiError(data, context));
    } else if (frame === undefined) {
      readLines(data, isLast || isOver);
    } else {
      readFrame(frame, data, event);
    }
    if (isLast) close();
  }

  /** Servers that send one newline between events make one event of many frames, each on its line. */
  function readLines(data: string, mayBreakOff: boolean): void {
    const lines = data.split('\n');
    // What is broken off says nothing, so that what is out stays the beginning of the whole.
    if (mayBreakOff) lines.splice(lines.findLastIndex(isReadable) + 1);
    lines.forEach(readLine);
  }

  function readLine(line: string): void {
    if (answer.hasEnded || !line.trim()) return;
    const frame = parseJson(line);
    if (frame !== undefined) return readFrame(frame, line);
    const text = line.trim();
    if (text === DONE) return close();
    if (isKeepAlive(text)) return;
    const cause = redactError(toParseFailure(line), context.redact);
    reader.fail(new JSONParseError({ text: context.redact(line).slice(0, 500), cause }));
  }

  /** Gives whether the line is a frame. */
  function readJsonLine(line: string): boolean {
    const frame = toObject(parseJson(line));
    if (frame && !answer.hasEnded) readFrame(frame, line);
    return frame !== undefined;
  }

  function readFrame(value: unknown, text: string, event?: string): void {
    emitRaw(value);
    const frame = toObject(value) ?? toArray(value)?.map(toObject).find(Boolean);
    if (frame === undefined) return;
    const isFirst = !reader.hasAnswered();
    hasChoice ||= Boolean(toArray(frame.choices)?.length);
    const chunk = dialect.toChunk(frame, event);
    reader.push(chunk);
    if (chunk.isError ?? isServerError(frame)) failWithApiError(toApiError(text, context), isFirst);
    else if (document === undefined) template?.learn(text, chunk);
  }

  function emitRaw(rawValue: unknown): void {
    if (includeRawChunks && rawValue !== undefined) parts.push({ type: 'raw', rawValue });
  }

  /** An error of the server. Before any part of an answer it is the answer. */
  function failWithApiError(error: APICallError, isFirst = !reader.hasAnswered()): void {
    if (isFirst) answer.initialError ??= error;
    reader.fail(error);
  }

  function mayHaveEvents(): boolean {
    return document === undefined || (first !== '{' && unknownLines < MAX_UNKNOWN_LINES);
  }

  function feed(text: string): Parts {
    return collect(() => {
      if (document !== undefined) document += text;
      if (document && document.length > MAX_CHARACTERS) throw createTooLongError('a body');
      first ??= text.trimStart()[0];
      if (mayHaveEvents()) events.feed(text);
    });
  }

  function timeOut(idleMs: number): Parts {
    const cause = new Error(`nothing came for ${idleMs} ms, which is idleTimeoutMs`);
    return end(cause, settings.isHeld || !reader.hasAnswered());
  }

  function end(cause?: unknown, isRetryable = true): Parts {
    return collect(() => {
      isOver = true;
      if (mayHaveEvents()) events.feed('\n\n');
      const text = document?.trim();
      if (text !== undefined) readDocument(text);
      if (!answer.hasEnded) close(toTruncatedError(context, text === '', cause, isRetryable));
    });
  }

  return answer;
}

/** A body whose first lines are all unknown is a page or a text, however long: reading on for events would cost much. */
const MAX_UNKNOWN_LINES = 100;

const DONE = '[DONE]';

/** Some servers end a whole response like a stream: the document alone. Read from the end, since no expression is anchored there. */
function withoutDone(text: string): string {
  const data = text.lastIndexOf('data:');
  if (data < 0 || text.slice(data + 5).trim() !== DONE) return text;
  const document = text.slice(0, data).trimEnd();
  const lastLine = document.lastIndexOf('\n') + 1;
  return document.slice(lastLine).trimStart().startsWith('event:')
    ? document.slice(0, lastLine)
    : document;
}

function toParseFailure(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function isReadable(line: string): boolean {
  return line.trim() === DONE || toObject(parseJson(line)) !== undefined;
}

/** Comments keep a connection alive: they may come before a document too. */
const LEADING_COMMENTS = /^(:[^\r\n]*[\r\n]\s*)+/;

/** Nothing, a completion, a comment, or the field of an event, whole or cut short, as a byte order mark before it may be. */
const BEGINS_LIKE_AN_ANSWER =
  /^\ufffd?(\{\s*("|$)|(d?a?t?a?|e?v?e?n?t?|i?d?|r?e?t?r?y?)([:\r\n]|$))/;
