import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { createParser } from 'eventsource-parser';
import { createBodyKind } from '../../http/body-kind';
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

/**
 * The text of a response's body, in any pieces -> stream parts. What came is known by its content: an event stream, or a
 * document, whose JSON is read as the one chunk that it is. Synchronous; never throws.
 */
export function createAnswerReader(settings: AnswerSettings): PartsReader {
  const { error: context, protocol = createChatProtocol() } = settings;
  const answer = createAnswer(settings, protocol.createReader);
  const body = createBodyKind();
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
