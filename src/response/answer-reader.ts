import {
  type APICallError,
  type JSONObject,
  JSONParseError,
  type LanguageModelV2StreamPart,
} from '@ai-sdk/provider';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { ChunkReader, type ReaderSettings } from './chunk-reader';
import { MAX_CHARACTERS, tooLong } from './limits';
import { isError } from './server-error';
import {
  type ErrorContext,
  redact,
  toApiError,
  toCutError,
  toUnreadableError,
} from './to-api-error';
import { toChunk } from './to-chunk';

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

  private parts: Parts = [];
  private readonly reader: ChunkReader;
  private readonly events = createParser({
    maxBufferSize: MAX_CHARACTERS,
    onEvent: (event) => this.readEvent(event),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') throw tooLong('an event of the stream');
    },
  });
  /** The pieces of a body that is no event stream. */
  private document: string[] | undefined;
  private documentLength = 0;
  /** How the body begins, until the first event: what it says if none comes. */
  private opening: string | undefined = '';
  private hasAnswered = false;
  private isDone = false;
  /** The body is over, so that its last line may be broken off. */
  private isEnding = false;

  constructor(private readonly settings: AnswerSettings) {
    this.reader = new ChunkReader(settings);
  }

  feed(text: string): Parts {
    return this.collect(() => {
      if (this.opening !== undefined) this.sniff(this.opening, text);
      if (this.document === undefined) this.events.feed(text);
      else this.keep(this.document, text);
      if (this.isDone) this.finish();
    });
  }

  /**
   * The end of the body, or the loss of the connection for `cause`. Once a finish reason has come neither is an error,
   * and a last event without its blank line still counts.
   */
  end(cause?: unknown): Parts {
    return this.collect(() => {
      this.isEnding = true;
      if (this.document === undefined) this.events.feed('\n\n');
      else this.readDocument(this.document.join(''));
      if (this.opening !== undefined) this.readOpening(this.opening);
      if (this.isDone || this.reader.isComplete) this.finish();
      else this.cut(toCutError(this.settings.error, this.opening === '', cause));
    });
  }

  /** The parts that a step causes; an error thrown in it ends the answer. */
  private collect(step: () => void): Parts {
    this.parts = [];
    try {
      step();
    } catch (error) {
      this.cut(error);
    }
    return this.parts;
  }

  private finish(): void {
    this.hasEnded = true;
    this.emit(this.reader.finish());
  }

  private cut(error: unknown): void {
    this.hasEnded = true;
    this.emit(this.reader.cut(error));
  }

  private emit(parts: Parts): void {
    for (const part of parts) this.parts.push(part);
  }

  /** An event stream starts with a field or a comment; JSON and HTML give themselves away by their first character. */
  private sniff(opening: string, text: string): void {
    this.opening = (opening + text).trimStart().slice(0, OPENING_LENGTH);
    if (opening === '' && /^[{["<]/.test(this.opening)) {
      this.opening = undefined;
      this.document = [];
    }
  }

  private keep(document: string[], text: string): void {
    this.documentLength += text.length;
    if (this.documentLength > MAX_CHARACTERS) throw tooLong('a JSON body');
    document.push(text);
  }

  private readDocument(text: string): void {
    const { error } = this.settings;
    const value = parse(text.trimStart())?.value;
    const whole = toObject(value);
    if (whole !== undefined) return this.readResponse(whole, text);
    if (value === undefined && text.split('\n').some((line) => toObject(parse(line)?.value))) {
      return this.readLines(text);
    }
    // What begins like a completion was cut off; anything else says what went wrong.
    if (!/^\s*\{\s*"/.test(text)) this.refuse(toApiError(text, error));
  }

  private readResponse(response: JSONObject, text: string): void {
    this.json = response;
    this.readFrame(response);
    this.isDone = !isError(response);
    if (this.isDone && !(Array.isArray(response.choices) && response.choices.length > 0)) {
      this.refuse(toUnreadableError(text, this.settings.error));
    }
  }

  /** A body that has no event and is no document is plain text: words of the server or of something in front of it. */
  private readOpening(opening: string): void {
    if (opening === '' || isEventStream(opening)) return;
    this.refuse(toApiError(opening, this.settings.error));
  }

  private readEvent({ event, data }: EventSourceMessage): void {
    this.opening = undefined;
    if (this.isDone || event === 'ping') return;
    if (event === 'error') this.readError(data);
    else if (event !== 'done' || parse(data) !== undefined) this.readData(data);
    if (event === 'done') this.isDone = true;
  }

  private readError(data: string): void {
    const frame = this.settings.includeRawChunks ? parse(data) : undefined;
    if (frame !== undefined) this.parts.push({ type: 'raw', rawValue: frame.value });
    this.refuse(toApiError(data, this.settings.error));
  }

  private readData(data: string): void {
    const frame = parse(data);
    if (frame === undefined) this.readLines(data);
    else this.readFrame(frame.value);
  }

  /** Servers that send one newline between events make one event of many frames, each on its line. */
  private readLines(text: string): void {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    lines.forEach((line, index) => {
      if (this.isDone) return;
      this.readLine(line, this.isEnding && index === lines.length - 1);
    });
  }

  private readLine(line: string, maybeBrokenOff: boolean): void {
    const frame = parse(line);
    if (frame !== undefined) this.readFrame(frame.value);
    else if (line.trim() === '[DONE]') this.isDone = true;
    else if (!maybeBrokenOff) this.failOn(line);
  }

  private readFrame(value: unknown): void {
    if (this.settings.includeRawChunks) this.parts.push({ type: 'raw', rawValue: value });
    const frame = toObject(value);
    if (frame === undefined) return;
    for (const part of this.reader.push(toChunk(frame))) {
      this.hasAnswered = true;
      this.parts.push(part);
    }
    if (isError(frame)) this.refuse(toApiError(JSON.stringify(frame), this.settings.error));
  }

  /** An error of the server. Before any part of an answer it is the answer. */
  private refuse(error: APICallError): void {
    if (!this.hasAnswered) this.refusal ??= error;
    this.emit(this.reader.fail(error));
  }

  private failOn(line: string): void {
    this.hasAnswered = true;
    const text = redact(line, this.settings.error.apiKey).slice(0, OPENING_LENGTH);
    this.emit(this.reader.fail(new JSONParseError({ text, cause: undefined })));
  }
}

const OPENING_LENGTH = 500;

const FIELDS = ['data', 'event', 'id', 'retry'];

/** Whether a body begins with a field of an event stream, be it cut short, or with a comment. */
function isEventStream(opening: string): boolean {
  const [name = ''] = opening.split(/[:\n\r]/, 1);
  return FIELDS.some((field) => field.startsWith(name));
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function toObject(value: unknown): JSONObject | undefined {
  return typeof value === 'object' && value !== null ? (value as JSONObject) : undefined;
}
