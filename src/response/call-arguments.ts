import { JsonScanner } from './json-scanner';
import { MAX_CHARACTERS, tooLong } from './limits';

/**
 * The arguments of one tool call, joined from fragments. The text is released as it arrives, apart from what may turn out
 * not to belong: a leading `{}` before the real JSON (language-model-v2.md A1), and the same JSON sent a second time.
 * What is released adds up to the arguments.
 */
export class CallArguments {
  /** All that has been released. */
  text = '';
  #released = '';
  /** The beginning, while it is blank or may still be an empty object. */
  #start: string | undefined = '';
  #ended = false;
  #isBroken = false;
  /** How many characters of a repetition have come since the end. */
  #repeated = 0;
  readonly #scanner = new JsonScanner();

  /** Whether the text so far is a whole JSON object, by its brackets. */
  get isWhole(): boolean {
    return this.#ended || (this.#start !== undefined && EMPTY_OBJECT.test(this.#start));
  }

  /** Throws InvalidResponseDataError when the arguments grow beyond MAX_CHARACTERS. */
  push(fragment: string): void {
    if (this.text.length + fragment.length > MAX_CHARACTERS) throw tooLong("a tool call's input");
    if (this.#start === undefined) this.#append(fragment);
    else this.#begin(this.#start + fragment);
  }

  /** What was released since the last time. */
  take(): string {
    const released = this.#released;
    this.#released = '';
    return released;
  }

  /**
   * Releases what was held back, when nothing more will come.
   * @param isWhole the model has said all it wanted, so that no arguments at all mean `{}`.
   */
  end(isWhole: boolean): void {
    if (this.#start === undefined) return;
    this.#release(isWhole && this.#start.trim() === '' ? '{}' : this.#start);
    this.#start = undefined;
  }

  #begin(text: string): void {
    const start = text.replace(LEADING_EMPTY_OBJECTS, '');
    if (MAYBE_EMPTY_OBJECT.test(start)) {
      this.#start = start;
      return;
    }
    this.#start = undefined;
    this.#append(start.trimStart());
  }

  #append(text: string): void {
    if (this.#isBroken) return this.#release(text);
    if (this.#ended) return this.#readAfterEnd(text);
    const end = this.#scanner.feed(text);
    if (end === -1) return this.#release(text);
    this.#ended = true;
    this.#release(text.slice(0, end));
    this.#readAfterEnd(text.slice(end));
  }

  /** A repetition is dropped; anything else makes the JSON broken, for the AI SDK to report or repair. */
  #readAfterEnd(text: string): void {
    let rest = text;
    for (;;) {
      if (this.#repeated === 0) rest = rest.trimStart();
      if (rest === '') return;
      const piece = rest.slice(0, this.text.length - this.#repeated);
      if (!this.text.startsWith(piece, this.#repeated)) {
        this.#isBroken = true;
        return this.#release(this.text.slice(0, this.#repeated) + rest);
      }
      this.#repeated = (this.#repeated + piece.length) % this.text.length;
      rest = rest.slice(piece.length);
    }
  }

  #release(text: string): void {
    this.text += text;
    this.#released += text;
  }
}

const EMPTY_OBJECT = /^\s*\{\s*\}\s*$/;
// White space is bounded so that no text can make these slow.
const MAYBE_EMPTY_OBJECT = /^\s{0,99}(\{\s{0,99}(\}\s{0,99})?)?$/;
const LEADING_EMPTY_OBJECTS = /^(\s{0,99}\{\s{0,99}\})+\s{0,99}(?=\{)/;
