import type { HerokuPackage } from './feature';
import type { Major } from './sdk';

/** The entries of the package that export `createHeroku`. */
export type Entry = '.' | './v3' | './v4';

/** The entry that is made for each major. */
const NATIVE: Record<Major, Entry> = { 5: '.', 6: './v3', 7: './v4' };

/** The entries that each major takes. */
const TAKEN: Record<Major, Entry[]> = { 5: ['.'], 6: ['.', './v3'], 7: ['.', './v3', './v4'] };

export type HerokuPackages = Record<Entry, HerokuPackage>;

export function entriesOf(major: Major): Entry[] {
  return TAKEN[major];
}

export function isNative(major: Major, entry: Entry): boolean {
  return NATIVE[major] === entry;
}

/** The exports of the entries as those of the main one, which the features are written for. */
export function toHerokuPackages(main: object, v3: object, v4: object): HerokuPackages {
  return { '.': main, './v3': v3, './v4': v4 } as HerokuPackages;
}
