/**
 * Finds the end of a JSON object or array by counting brackets outside strings. It reads each character once, in whatever
 * pieces they come, and never parses again.
 */
export function createJsonScanner() {
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let hasEnded = false;

  function step(character: string): void {
    if (isEscaped) isEscaped = false;
    else if (character === '\\') isEscaped = isInString;
    else if (character === '"') isInString = !isInString;
    else if (isInString) return;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') hasEnded = --depth === 0;
  }

  return {
    get hasEnded(): boolean {
      return hasEnded;
    },
    /** What of the text belongs to the value: all of it before its last bracket, nothing after that. */
    read(text: string): string {
      for (let i = 0; i < text.length; i++) {
        if (hasEnded) return text.slice(0, i);
        step(text.charAt(i));
      }
      return text;
    },
  };
}
