import { createTooLongError, MAX_CHARACTERS } from '../../http/limits';
import { createJsonScanner } from './json-scanner';

export type CallArguments = ReturnType<typeof createCallArguments>;

/**
 * The arguments of one tool call, joined from fragments. The text is released as it arrives, apart from what may turn out
 * not to belong: a leading `{}` before the real JSON (language-model-v2.md A1), and the same JSON sent a second time.
 * What is released adds up to the arguments.
 */
export function createCallArguments() {
  const scanner = createJsonScanner();
  /** What the next characters are. */
  let read = readStart;
  /** The beginning, while it is blank or may still be an empty object. */
  let start = '';
  /** How many characters of a repetition have come. */
  let repeated = 0;
  /** All that has been released. */
  let text = '';
  let released = '';

  function readStart(piece: string): void {
    start = (start + piece).trimStart().replace(LEADING_EMPTY_OBJECTS, '');
    if (MAYBE_EMPTY_OBJECT.test(start)) return;
    read = readValue;
    readValue(start);
    start = '';
  }

  function readValue(piece: string): void {
    const value = scanner.read(piece);
    release(value);
    if (scanner.hasEnded) readRepetition(piece.slice(value.length));
  }

  /** A repetition is dropped; anything else makes the JSON broken, for the AI SDK to report or repair. */
  function readRepetition(piece: string): void {
    for (let i = 0; i < piece.length; i++) {
      if (piece[i] === text[repeated]) repeated = (repeated + 1) % text.length;
      else if (repeated > 0 || piece.charAt(i).trim() !== '') {
        read = release;
        return release(text.slice(0, repeated) + piece.slice(i));
      }
    }
  }

  function release(piece: string): void {
    text += piece;
    released += piece;
  }

  return {
    get text(): string {
      return text;
    },
    /** Whether the text so far is a whole JSON object, by its brackets. */
    get isComplete(): boolean {
      return scanner.hasEnded || start.includes('}');
    },
    /** Throws InvalidResponseDataError when the arguments grow beyond MAX_CHARACTERS. */
    push(fragment: string): void {
      if (text.length + fragment.length > MAX_CHARACTERS)
        throw createTooLongError("a tool call's input");
      read(fragment);
    },
    /** What was released since the last time. */
    take(): string {
      const taken = released;
      released = '';
      return taken;
    },
    /**
     * Releases what was held back, when nothing more will come.
     * @param isComplete the answer ended on its own, so a call without arguments means `{}`.
     */
    end(isComplete: boolean): void {
      release(start || text || !isComplete ? start : '{}');
    },
  };
}

// White space is bounded so that no text can make these slow.
const MAYBE_EMPTY_OBJECT = /^(\{\s{0,99}(\}\s{0,99})?)?$/;
const LEADING_EMPTY_OBJECTS = /^(\{\s{0,99}\}\s{0,99})+(?=\{)/;
