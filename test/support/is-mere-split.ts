/**
 * Whether pieces are no more than a text that was cut. One that begins with all that came before, apart from empty values,
 * may repeat it instead (field-reports.md A2).
 */
export function isMereSplit(pieces: readonly string[]): boolean {
  let before = '';
  for (const piece of pieces) {
    const begun = before.replace(/^(\s|\{\s*\}|\[\]|null|"")+/, '');
    if (begun.startsWith('{') && piece.startsWith(begun)) return false;
    before += piece;
  }
  return true;
}
