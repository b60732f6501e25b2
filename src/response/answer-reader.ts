import {
  type APICallError,
  type JSONObject,
  JSONParseError,
  type LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { parseJson } from '../parse-json';
import { ChunkReader, type ReaderSettings } from './chunk-reader';
import { MAX_CHARACTERS, tooLong } from './limits';
import { isError } from './server-error';
import { type ErrorContext, toApiError, toCutError } from './to-api-error';
import { toChunk, toObject } from './to-chunk';

type Parts = LanguageModelV2StreamPart[];

export type AnswerSettings = ReaderSettings & {
  error: ErrorContext;
  includeRawChunks: boolean;
};

/**
 * The text of a response's body, in any pieces -> stream parts. What came is known by its content: an event stream, or a
 * document, whose JSON is read as the one chunk that it is. Synchronous; never throws.
 */
export class AnswerReader {
  /** Nothing more is to be read: the parts that end the answer have been returned. */
  hasEnded = false;
  /** The server's error, if it came before any part of an answer. */
  refusal: APICallError | undefined;
  /** The whole response, where it is one JSON document. */
  json: JSONObject | undefined;

  #parts: Parts = [];
  readonly #settings: AnswerSettings;
  readonly #reader: ChunkReader;
  readonly #events = createParser({
    maxBufferSize: MAX_CHARACTERS,
    onEvent: (event) => this.#readEvent(event),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') throw tooLong('an event');
    },
  });
  /** The body so far, until its first event: without one it is a document. */
  #document: string[] | undefined = [];
  #documentLength = 0;
  /** Known by the first character that is no white space: no event stream begins like that. */
  #isJson: boolean | undefined;
  #hasAnswered = false;
  #isDone = false;
  /** The body is over, so that its last line may be broken off. */
  #isEnding = false;

  constructor(settings: AnswerSettings) {
    this.#settings = settings;
    this.#reader = new ChunkReader(settings);
  }

  feed(text: string): Parts {
    return this.#collect(() => {
      this.#keep(text);
      if (!this.#isJson) this.#events.feed(text);
      if (this.#isDone) this.#finish();
    });
  }

  /**
   * The end of the body, or the loss of the connection for `cause`. Once a finish reason has come neither is an error,
   * and a last event without its blank line still counts.
   */
  end(cause?: unknown): Parts {
    return this.#collect(() => {
      this.#isEnding = true;
      if (!this.#isJson) this.#events.feed('\n\n');
      const text = this.#document?.join('').trim();
      if (text !== undefined) this.#readDocument(text);
      if (this.#isDone || this.#reader.isComplete) this.#finish();
      else this.#cut(toCutError(this.#settings.error, text === '', cause));
    });
  }

  /** The parts that a step causes; an error thrown in it ends the answer. */
  #collect(step: () => void): Parts {
    this.#parts = [];
    try {
      step();
    } catch (error) {
      this.#cut(error);
    }
    return this.#parts;
  }

  #emit(parts: Parts): void {
    for (const part of parts) this.#parts.push(part);
  }

  #finish(): void {
    this.hasEnded = true;
    this.#emit(this.#reader.finish());
  }

  #cut(error: unknown): void {
    this.hasEnded = true;
    this.#emit(this.#reader.cut(error));
  }

  #keep(text: string): void {
    if (this.#document === undefined) return;
    this.#documentLength += text.length;
    if (this.#documentLength > MAX_CHARACTERS) throw tooLong('a body without events');
    this.#document.push(text);
    if (this.#isJson === undefined && text.trim() !== '') {
      this.#isJson = text.trimStart().startsWith('{');
    }
  }

  #readDocument(text: string): void {
    const { error } = this.#settings;
    const response = toObject(parseJson(text.replace(LEADING_COMMENTS, '')));
    if (response === undefined) {
      // What begins like an answer was cut off; anything else says what went wrong.
      if (!BEGINS_LIKE_AN_ANSWER.test(text)) this.#refuse(toApiError(text, error));
      return;
    }
    this.json = response;
    this.#readFrame(response, text);
    this.#isDone = !isError(response);
    const choices = response.choices as unknown[] | undefined;
    if (this.#isDone && !choices?.length) this.#refuse(toApiError(text, error));
  }

  #readEvent({ event, data }: EventSourceMessage): void {
    this.#document = undefined;
    if (this.#isDone || event === 'ping') return;
    if (event === 'error') this.#readError(data);
    else this.#readData(data, event === 'done');
    if (event === 'done') this.#isDone = true;
  }

  #readError(data: string): void {
    const frame = parseJson(data);
    if (frame !== undefined) this.#emitRaw(frame);
    this.#refuse(toApiError(data, this.#settings.error));
  }

  #readData(data: string, isLast: boolean): void {
    const frame = parseJson(data);
    if (frame === undefined) this.#readLines(data, isLast);
    else this.#readFrame(frame, data);
  }

  /** Servers that send one newline between events make one event of many frames, each on its line. */
  #readLines(text: string, isLast: boolean): void {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    // One frame over several lines that is broken off: what is out stays the beginning of the whole.
    if (this.#isEnding && !lines.some(isReadable)) return;
    lines.forEach((line, index) => {
      const mayBeOdd = isLast || (this.#isEnding && index === lines.length - 1);
      if (!this.#isDone) this.#readLine(line, mayBeOdd);
    });
  }

  #readLine(line: string, mayBeOdd: boolean): void {
    const frame = parseJson(line);
    if (frame !== undefined) this.#readFrame(frame, line);
    else if (line.trim() === '[DONE]') this.#isDone = true;
    else if (!mayBeOdd) this.#failOn(line);
  }

  #readFrame(value: unknown, text: string): void {
    this.#emitRaw(value);
    const frame = toObject(value);
    if (frame === undefined) return;
    const isFirst = !this.#hasAnswered;
    const before = this.#parts.length;
    this.#reader.push(toChunk(frame), this.#parts);
    if (this.#parts.length > before) this.#hasAnswered = true;
    if (isError(frame)) this.#refuse(toApiError(text, this.#settings.error), isFirst);
  }

  #emitRaw(rawValue: unknown): void {
    if (this.#settings.includeRawChunks) this.#parts.push({ type: 'raw', rawValue });
  }

  /** An error of the server. Before any part of an answer it is the answer. */
  #refuse(error: APICallError, isFirst = !this.#hasAnswered): void {
    if (isFirst) this.refusal ??= error;
    this.#emit(this.#reader.fail(error));
  }

  #failOn(line: string): void {
    this.#hasAnswered = true;
    const text = this.#settings.error.redact(line).slice(0, 500);
    this.#emit(this.#reader.fail(new JSONParseError({ text, cause: undefined })));
  }
}

/** Comments keep a connection alive: they may come before a document too. */
const LEADING_COMMENTS = /^(:[^\r\n]*[\r\n]\s*)+/;

/** Nothing, a completion, a comment, or the field of an event, whole or cut short. */
const BEGINS_LIKE_AN_ANSWER =
  /^($|\{\s*("|$)|:|(data|event|id|retry)\b|(d|da|dat|e|ev|eve|even|i|r|re|ret|retr)$)/;

function isReadable(line: string): boolean {
  return line.trim() === '[DONE]' || toObject(parseJson(line)) !== undefined;
}
