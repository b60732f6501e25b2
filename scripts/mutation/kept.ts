import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../consumers/root';
import { testOf } from './rooms';

const FILE = join(ROOT, 'scripts/mutation/kept.json');

/** What is kept of a file. */
export type KeptFile = {
  /** Of the file and of the test beside it, as they were. */
  hash: string;
  /** How many mutants were tried. */
  mutants: number;
  /** Those that no test found, as `<mutator>: <text> -> <changed text>`, and why none has to (empty: nobody looked yet). */
  survivors: Record<string, string>;
};

/** By the file's path. */
export type Kept = Record<string, KeptFile>;

/** Found mutants of all, in percent. One that survives with a reason counts as found. */
export function scoreOf({ mutants, survivors }: Pick<KeptFile, 'mutants' | 'survivors'>): number {
  const open = openOf({ survivors });
  return mutants === 0 ? 100 : Math.floor((1000 * (mutants - open)) / mutants) / 10;
}

/** How many survivors have no reason. */
export function openOf({ survivors }: Pick<KeptFile, 'survivors'>): number {
  return Object.values(survivors).filter((reason) => reason === '').length;
}

/**
 * What is new in `found` against `kept`, whether the score fell, and what to keep. A survivor with a reason stays for as long as there is such a mutant:
 * on a busy machine a test may fail for want of time, which would find it on that day alone.
 */
export function compare(kept: KeptFile | undefined, found: KeptFile, names: string[]) {
  const known = kept?.survivors ?? {};
  const survivors = Object.fromEntries(
    names
      .filter((name) => name in found.survivors || known[name])
      .map((name) => [name, known[name] ?? '']),
  );
  const added = Object.keys(survivors).filter((name) => !(name in known));
  const file = { ...found, survivors };
  return { file, added, isLower: kept !== undefined && scoreOf(file) < scoreOf(kept) };
}

export async function readKept(): Promise<Kept> {
  return JSON.parse(await readFile(FILE, 'utf8'));
}

export async function writeKept(kept: Kept): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Of the file and of the test beside it: a test that says less counts as a change too. */
export async function hashOf(file: string): Promise<string> {
  const texts = await Promise.all(
    [file, testOf(file)].map((path) => readFile(join(ROOT, path), 'utf8').catch(() => '')),
  );
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);
}
