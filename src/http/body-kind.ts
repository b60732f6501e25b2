import { createTooLongError, MAX_CHARACTERS } from './limits';

/** A body whose first lines are all unknown is a page or a text, however long: reading on for events would cost much. */
const MAX_UNKNOWN_LINES = 100;

/** Tells an event stream from a document by what comes: the text of a body is kept until its first event. Without one it is a document. */
export function createBodyKind() {
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
