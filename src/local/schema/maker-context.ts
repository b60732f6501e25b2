import type { Part } from './alternatives';
import type { Fault, Json, Scoped } from './types';

/** Where a value stands: how deep, under which property name, the how many-th of its array, and its JSON Pointer. */
export type Place = { depth: number; name: string; index: number; path: string };

/** From this depth on, optional properties are left out and arrays are as short as allowed, so recursion ends. */
export const DEEP = 4;

/** What the makers of single types need. */
export type MakerContext = {
  /** The prompt, of which words and numbers are taken. */
  text: string;
  /** Values that satisfy all of these schemas, the likeliest first. */
  make: (wanted: readonly Scoped[], place: Place) => Iterable<Json>;
  /** Notes why nothing can be made at a place. */
  report: (fault: Fault) => void;
  /** Why nothing could be made there. */
  reported: (path: string) => Fault | undefined;
};

/** Makes values of one type that fit the parts, the likeliest first. Whoever uses them checks them. */
export type TypeMaker = (
  parts: readonly Part[],
  place: Place,
  context: MakerContext,
) => Iterable<Json>;

/** A list that is made as far as it is read. */
export class LazyList<T> {
  private readonly made: T[] = [];
  private readonly source: Iterator<T>;

  constructor(source: Iterable<T>) {
    this.source = source[Symbol.iterator]();
  }

  get(at: number): T | undefined {
    while (this.made.length <= at) {
      const { value, done } = this.source.next();
      if (done) return undefined;
      this.made.push(value);
    }
    return this.made[at];
  }
}

/** Combinations of one value from each list: the first of all, then those that differ least from it. At most `most`. */
export function* combinations<T>(lists: readonly LazyList<T>[], most: number): Generator<T[]> {
  let given = 0;
  for (let sum = 0; given < most; sum++) {
    let hasAny = false;
    for (const places of distributions(sum, lists.length)) {
      const values = places.map((at, index) => lists[index]?.get(at));
      if (values.some((value) => value === undefined)) continue;
      hasAny = true;
      yield values as T[];
      if (++given >= most) return;
    }
    if (!hasAny || lists.length === 0) return;
  }
}

/** The ways to give `sum` to `count` places. */
function* distributions(sum: number, count: number): Generator<number[]> {
  if (count <= 1) {
    if (count === 1) yield [sum];
    else if (sum === 0) yield [];
    return;
  }
  for (let last = 0; last <= sum; last++)
    for (const before of distributions(sum - last, count - 1)) yield [...before, last];
}
