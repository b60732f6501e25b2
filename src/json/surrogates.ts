/**
 * Splits off a high surrogate at the end of a text. A character such as an emoji may be split between two deltas; its
 * first half waits for the second, so that each delta is well-formed (field-reports.md A3).
 */
export function withoutHalf(text: string): { text: string; half: string } {
  return endsInHalf(text) ? { text: text.slice(0, -1), half: text.slice(-1) } : { text, half: '' };
}

export function endsInHalf(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
