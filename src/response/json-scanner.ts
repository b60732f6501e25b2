/**
 * Finds the end of a JSON object or array by counting brackets outside strings. It reads each character once, in whatever
 * pieces they come, and never parses again.
 */
export class JsonScanner {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** The index right after the value's last bracket, or -1 if the text ends before it. */
  feed(text: string): number {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.#inString) this.#readInString(code);
      else if (this.#readOutside(code)) return i + 1;
    }
    return -1;
  }

  #readInString(code: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === BACKSLASH) this.#escaped = true;
    else if (code === QUOTE) this.#inString = false;
  }

  /** Whether the character closes the value. */
  #readOutside(code: number): boolean {
    switch (code) {
      case QUOTE:
        this.#inString = true;
        return false;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        this.#depth++;
        return false;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        this.#depth--;
        return this.#depth === 0;
      default:
        return false;
    }
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
