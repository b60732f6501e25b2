import type { JsonPlace } from './valid-json';

/**
 * Finds the end of a JSON object or array by counting brackets outside strings. It reads each character once, in whatever
 * pieces they come, and never parses again.
 */
export function createJsonScanner() {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let hasEnded = false;

  /** `from` is inside a string. Gives where that string ends, or where `text` ends. */
  function skipString(text: string, from: number): number {
    // A character behind a backslash that ended the text before.
    let begin = isEscaped ? from + 1 : from;
    for (;;) {
      const quote = text.indexOf('"', begin);
      const end = quote < 0 ? text.length : quote;
      isEscaped = isBehindBackslash(text, { begin, end });
      if (quote < 0) return end;
      begin = quote + 1;
      if (isEscaped) continue;
      isInString = false;
      return begin;
    }
  }

  /** Reads one character outside strings. */
  function readToken(code: number): void {
    if (code === QUOTE) isInString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) hasEnded = --depth === 0;
  }

  return {
    hasEnded: (): boolean => hasEnded,
    /** Where the next text begins. */
    place(): JsonPlace {
      if (!isInString) return 'tokens';
      return isEscaped ? 'escape' : 'string';
    },
    /** What of the text belongs to the value: all of it before its last bracket, nothing after that. */
    read(text: string): string {
      let at = 0;
      while (at < text.length && !hasEnded) {
        if (isInString) at = skipString(text, at);
        else readToken(text.charCodeAt(at++));
      }
      return text.slice(0, at);
    },
  };
}

/** Whether the characters from `begin` to `end` end with a backslash that is not itself behind one. */
function isBehindBackslash(text: string, { begin, end }: { begin: number; end: number }): boolean {
  let at = end;
  while (at > begin && text.charCodeAt(at - 1) === BACKSLASH) at--;
  return (end - at) % 2 === 1;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
