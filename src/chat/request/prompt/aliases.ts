/**
 * Creates a function that returns an accepted name, never the same twice. Accepted ones of `names` are returned unchanged the
 * first time. Any other name gets a similar alias that none of `names` has.
 */
export function createAliases(names: Iterable<string>, accepted: RegExp): (name: string) => string {
  const unused = new Set<string>();
  for (const name of names) if (accepted.test(name)) unused.add(name);
  const taken = new Set(unused);
  /** The highest number given so far, by base. */
  const counts = new Map<string, number>();

  return (name) => {
    if (unused.delete(name)) return name;
    // 50 characters leave room for a prefix that makes the alias accepted, and for a number that makes it unique.
    const clean = name.replace(/\W/g, '_').slice(0, 50);
    const base = accepted.test(clean) ? clean : `x${clean}`;
    // A taken alias stays taken: the search goes on where it ended, or a loop of steps with one id would cost the square of their number.
    let count = counts.get(base) ?? 1;
    while (taken.has(numbered(base, count))) count++;
    counts.set(base, count);
    const alias = numbered(base, count);
    taken.add(alias);
    return alias;
  };
}

function numbered(base: string, count: number): string {
  return count === 1 ? base : `${base}_${count}`;
}
