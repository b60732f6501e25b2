/**
 * The one of `names` that `name` is probably a misspelling of: the same but for case and separators, else the nearest by
 * edit distance, if at most a third of the name (and at least one character) would have to change. Undefined if none is near.
 */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const plain = toPlain(name);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(plain, toPlain(candidate));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function toPlain(name: string): string {
  return name.replace(/[-_\s]/g, '').toLowerCase();
}

/** Insertions, deletions and replacements that make `a` into `b`. Names are short: quadratic is fine. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 9) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Number.POSITIVE_INFINITY;
}
