/**
 * Creates a function that returns an accepted name like a given one: none of `taken`, and never the same twice.
 * @param taken may grow.
 */
export function createAliases(
  taken: ReadonlySet<string>,
  accepted: RegExp,
): (name: string) => string {
  const given = new Set<string>();
  /** The highest number given so far, by base. */
  const counts = new Map<string, number>();
  const isFree = (alias: string) => !taken.has(alias) && !given.has(alias);

  return (name) => {
    // 50 characters leave room for a prefix that makes the alias accepted, and for a number that makes it unique.
    const clean = name.replace(/\W/g, '_').slice(0, 50);
    const base = accepted.test(clean) ? clean : `x${clean}`;
    // A given alias stays given: the search goes on where it ended, or a loop of steps with one id would cost the square of their number.
    let count = counts.get(base) ?? 1;
    while (!isFree(numbered(base, count))) count++;
    counts.set(base, count);
    const alias = numbered(base, count);
    given.add(alias);
    return alias;
  };
}

function numbered(base: string, count: number): string {
  return count === 1 ? base : `${base}_${count}`;
}
