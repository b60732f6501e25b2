import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { createParser } from 'eventsource-parser';
import { createTooLongError, MAX_CHARACTERS } from '../../http/limits';
import { toTruncatedError } from '../../http/to-api-error';
import { createChunkReader } from '../../parts/chunk-reader';
import type { PartsReader } from '../../parts/parts-reader';
import { createAlikeEvents } from './alike-events';
import { type AnswerSettings, createAnswer, createFrameReader, type Protocol } from './answer';
import { readUnknownLine } from './odd/odd-events';
import { readDocument } from './read-document';
import { toChunk } from './to-chunk';

type Parts = LanguageModelV2StreamPart[];

const createChatProtocol = (): Protocol => ({ toChunk, createReader: createChunkReader });

/** A body whose first lines are all unknown is a page or a text, however long: reading on for events would cost much. */
const MAX_UNKNOWN_LINES = 100;

/**
 * The text of a response's body, in any pieces -> stream parts. What came is known by its content: an event stream, or a
 * document, whose JSON is read as the one chunk that it is. Synchronous; never throws.
 */
export function createAnswerReader(settings: AnswerSettings): PartsReader {
  const { error: context, protocol = createChatProtocol() } = settings;
  const answer = createAnswer(settings, protocol.createReader);
  const body = createBody();
  const alike = isEachParsed(settings)
    ? undefined
    : createAlikeEvents(
        (text) => events.feed(text),
        (chunk) => {
          if (!answer.hasEnded) answer.reader.push(chunk);
        },
      );
  const frames = createFrameReader(settings, answer, { protocol, learn: alike?.learn });
  const events = createParser({
    maxBufferSize: MAX_CHARACTERS,
    onEvent(event) {
      body.becomeStream();
      frames.readEvent(event);
    },
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') throw createTooLongError('an event');
      readUnknownLine(error, { answer, body, frames });
    },
  });

  function feed(text: string): Parts {
    return answer.collect(() => {
      body.add(text);
      if (body.mayHaveEvents()) (alike ?? events).feed(text);
    });
  }

  function end(cause?: unknown, { isRetryable = true } = {}): Parts {
    return answer.collect(() => {
      frames.endBody();
      if (body.mayHaveEvents()) (alike ?? events).feed('\n\n');
      const document = body.toDocument();
      if (document !== undefined) readDocument(document, { context, answer, frames });
      if (!answer.hasEnded)
        answer.close(toTruncatedError(context, { isEmpty: document === '', cause, isRetryable }));
    });
  }

  function timeOut(idleMs: number): Parts {
    const cause = new Error(`nothing came for ${idleMs} ms, which is idleTimeoutMs`);
    return end(cause, { isRetryable: settings.isBuffered || !answer.hasAnswered() });
  }

  return Object.assign(answer, { feed, end, timeOut });
}

/** Whether each frame is parsed: a raw chunk is one, and other protocols, and those who wait for the whole answer, gain little. */
function isEachParsed({ includeRawChunks, isBuffered, protocol }: AnswerSettings): boolean {
  return includeRawChunks || isBuffered === true || protocol !== undefined;
}

/** The body until its first event. Without one it is a document. */
function createBody() {
  let document: string | undefined = '';
  /** The first character that is not white space. No event stream begins with `{`. */
  let first: string | undefined;
  /** Lines that are no field of an event. */
  let unknownLines = 0;

  return {
    add(text: string): void {
      if (document === undefined) return;
      document += text;
      if (document.length > MAX_CHARACTERS) throw createTooLongError('a body');
      first ??= text.trimStart()[0];
    },
    addUnknownLine(): void {
      unknownLines++;
    },
    /** The first event has come. */
    becomeStream(): void {
      document = undefined;
    },
    isStream: (): boolean => document === undefined,
    mayHaveEvents: (): boolean =>
      document === undefined || (first !== '{' && unknownLines < MAX_UNKNOWN_LINES),
    toDocument: (): string | undefined => document?.trim(),
  };
}
