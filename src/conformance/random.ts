/** Numbers that look random and are the same for the same seed (mulberry32, by Tommy Ettinger, public domain). */
export type Random = {
  /** From 0 to below `limit`. */
  below(limit: number): number;
  /** One of these. */
  pick<T>(values: readonly [T, ...T[]]): T;
  /** True `percent` times of a hundred. */
  chance(percent: number): boolean;
  /** From `least` to `most` values that `make` makes. */
  list<T>(least: number, most: number, make: () => T): T[];
};

export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (values) => values[below(values.length)] ?? values[0],
    chance: (percent) => below(100) < percent,
    list: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
  };
}
