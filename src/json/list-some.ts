/** `a, b and 7 more`: the first five, and how many are left. */
export function listSome(items: readonly string[]): string {
  const shown = items.slice(0, 5);
  const left = items.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  const last = shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : String(last);
}
