import {
  type APICallError,
  type JSONObject,
  JSONParseError,
  type LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { parseJson } from '../parse-json';
import { createChunkReader, type ReaderSettings } from './chunk-reader';
import { MAX_CHARACTERS, tooLong } from './limits';
import { isError } from './server-error';
import { type ErrorContext, toApiError, toCutError } from './to-api-error';
import { toChunk } from './to-chunk';
import { toObject } from './values';

type Parts = LanguageModelV2StreamPart[];

export type AnswerSettings = ReaderSettings & {
  error: ErrorContext;
  includeRawChunks: boolean;
};

export type AnswerReader = {
  /** Nothing more is to be read: the parts that end the answer have been returned. */
  readonly hasEnded: boolean;
  /** The server's error, if it came before any part of an answer. */
  readonly refusal: APICallError | undefined;
  /** The whole response, where it is one JSON document. */
  readonly json: JSONObject | undefined;
  feed(text: string): Parts;
  /**
   * The end of the body, or the loss of the connection for `cause`. Once a finish reason has come neither is an error,
   * and a last event without its blank line still counts.
   */
  end(cause?: unknown): Parts;
};

/**
 * The text of a response's body, in any pieces -> stream parts. What came is known by its content: an event stream, or a
 * document, whose JSON is read as the one chunk that it is. Synchronous; never throws.
 */
export function createAnswerReader(settings: AnswerSettings): AnswerReader {
  const { error: context, includeRawChunks } = settings;
  let parts: Parts = [];
  let refusal: APICallError | undefined;
  let json: JSONObject | undefined;
  /** The body so far, until its first event: without one it is a document. */
  let document: string | undefined = '';
  /** The first character that is no white space. No event stream begins with `{`. */
  let first: string | undefined;
  let hasAnswered = false;
  /** The body is over, so that its last lines may be broken off. */
  let isOver = false;
  let hasEnded = false;

  const reader = createChunkReader(settings, (part) => {
    hasAnswered = true;
    parts.push(part);
  });
  const events = createParser({
    maxBufferSize: MAX_CHARACTERS,
    onEvent: readEvent,
    onError({ type }) {
      if (type === 'max-buffer-size-exceeded') throw tooLong('an event');
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

  function close(cut?: unknown): void {
    if (hasEnded) return;
    hasEnded = true;
    reader.end(cut);
  }

  function readDocument(text: string): void {
    json = toObject(parseJson(text.replace(LEADING_COMMENTS, '')));
    if (json === undefined) {
      // What begins like an answer was cut off; anything else says what went wrong.
      if (!BEGINS_LIKE_AN_ANSWER.test(text)) refuse(toApiError(text, context));
      return;
    }
    readFrame(json, text);
    const choices = json.choices as unknown[] | undefined;
    if (!isError(json) && !choices?.length) refuse(toApiError(text, context));
    close();
  }

  function readEvent({ event, data }: EventSourceMessage): void {
    document = undefined;
    if (hasEnded || event === 'ping') return;
    const isLast = event === 'done';
    const frame = parseJson(data);
    if (event === 'error') {
      emitRaw(frame);
      refuse(toApiError(data, context));
    } else if (frame === undefined) {
      readLines(data, isLast || isOver);
    } else {
      readFrame(frame, data);
    }
    if (isLast) close();
  }

  /** Servers that send one newline between events make one event of many frames, each on its line. */
  function readLines(data: string, mayBreakOff: boolean): void {
    const lines = data.split('\n').filter((line) => line.trim() !== '');
    // What is broken off says nothing, so that what is out stays the beginning of the whole.
    const end = mayBreakOff ? lines.findLastIndex(isReadable) + 1 : lines.length;
    lines.slice(0, end).forEach(readLine);
  }

  function readLine(line: string): void {
    if (hasEnded) return;
    const frame = parseJson(line);
    if (frame !== undefined) readFrame(frame, line);
    else if (line.trim() === DONE) close();
    else failOn(line);
  }

  function failOn(line: string): void {
    const text = context.redact(line).slice(0, 500);
    reader.fail(new JSONParseError({ text, cause: undefined }));
  }

  function readFrame(value: unknown, text: string): void {
    emitRaw(value);
    const frame = toObject(value);
    if (frame === undefined) return;
    const isFirst = !hasAnswered;
    reader.push(toChunk(frame));
    if (isError(frame)) refuse(toApiError(text, context), isFirst);
  }

  function emitRaw(rawValue: unknown): void {
    if (includeRawChunks && rawValue !== undefined) parts.push({ type: 'raw', rawValue });
  }

  /** An error of the server. Before any part of an answer it is the answer. */
  function refuse(error: APICallError, isFirst = !hasAnswered): void {
    if (isFirst) refusal = error;
    reader.fail(error);
  }

  return {
    get hasEnded() {
      return hasEnded;
    },
    get refusal() {
      return refusal;
    },
    get json() {
      return json;
    },

    feed: (text) =>
      collect(() => {
        if (document !== undefined) document += text;
        if (document && document.length > MAX_CHARACTERS) throw tooLong('a body without events');
        first ??= text.trimStart()[0];
        if (first !== '{') events.feed(text);
      }),

    end: (cause) =>
      collect(() => {
        isOver = true;
        events.feed('\n\n');
        const text = document?.trim();
        if (text !== undefined) readDocument(text);
        close(reader.isComplete ? undefined : toCutError(context, text === '', cause));
      }),
  };
}

const DONE = '[DONE]';

function isReadable(line: string): boolean {
  return line.trim() === DONE || toObject(parseJson(line)) !== undefined;
}

/** Comments keep a connection alive: they may come before a document too. */
const LEADING_COMMENTS = /^(:[^\r\n]*[\r\n]\s*)+/;

/** Nothing, a completion, a comment, or the field of an event, whole or cut short. */
const BEGINS_LIKE_AN_ANSWER =
  /^(\{\s*("|$)|(d|da|dat|data|e|ev|eve|even|event|i|id|r|re|ret|retr|retry)?([:\r\n]|$))/;
