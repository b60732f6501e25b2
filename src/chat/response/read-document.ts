import { isServerError } from '../../http/server-error';
import { type ErrorContext, toApiError, toNoChoiceError } from '../../http/to-api-error';
import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import type { Answer, FrameReader } from './answer';
import { beginsLikeAnAnswer, toPlainDocument } from './odd/odd-document';

type Target = { context: ErrorContext; answer: Answer; frames: FrameReader };

/**
 * Reads a body that is no event stream, whole, into an answer: its JSON is one frame. Text that is neither an answer nor the
 * beginning of one is an error in its own words.
 */
export function readDocument(text: string, { context, answer, frames }: Target): void {
  const plain = toPlainDocument(text);
  const frame = toObject(parseJson(plain));
  const shown = context.redact(plain);
  answer.json = shown === plain ? frame : toObject(parseJson(shown));
  if (frame === undefined) {
    if (!beginsLikeAnAnswer(text)) answer.fail(toApiError(text, context));
    return;
  }
  frames.readFrame(frame, plain);
  if (!isServerError(frame) && !answer.hasChoice) {
    const isEmpty = toArray(frame.choices) !== undefined;
    answer.fail(isEmpty ? toNoChoiceError(context, plain) : toApiError(plain, context));
  }
  answer.close();
}
