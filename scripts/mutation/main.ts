// npm run test:mutation [-- options] [files or folders of src/chat and src/parts]
// Without files: those that have changed since their kept result. --all: all files. --missing: those without a result.
// --minutes <n>: stop then; 10 unless told, a day with files, --all or --missing. --update: keep what survives now.
import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../consumers/root';
import { compare, hashOf, type Kept, readKept, scoreOf, writeKept } from './kept';
import { ROOMS, type Room, roomOf } from './rooms';
import { runStryker } from './run-stryker';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean' },
    missing: { type: 'boolean' },
    update: { type: 'boolean' },
    minutes: { type: 'string' },
  },
});

/** Files of one room that go through Stryker together: it runs all their tests once before the first mutant. */
const MAX_FILES = 5;

const startedAt = Date.now();
const isChosen = options.all || options.missing || positionals.length > 0;
const minutes = Number(options.minutes ?? (isChosen ? 24 * 60 : 10));
const deadline = startedAt + minutes * 60_000;
const files = ['src/chat', 'src/parts'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);
const kept = await readKept();
await forgetRemoved(kept);
await mkdir(join(ROOT, '.tmp'), { recursive: true });

const chosen = await choose();
const reached = new Set<string>();
let added = 0;
for (const { batch, room } of toBatches(chosen)) {
  if (Date.now() >= deadline) break;
  await tryBatch(batch, room);
}
summarize();

async function choose(): Promise<string[]> {
  if (options.all) return files;
  const isWithout = (file: string) => !(file in kept);
  if (options.missing) return files.filter(isWithout);
  if (positionals.length > 0) {
    return files.filter((file) => positionals.some((path) => `${file}/`.startsWith(`${path}/`)));
  }
  const hashes = await Promise.all(files.map(hashOf));
  return files.filter((file, index) => file in kept && kept[file]?.hash !== hashes[index]);
}

function toBatches(chosen: string[]): { batch: string[]; room: Room }[] {
  return ROOMS.flatMap((room) => {
    const own = chosen.filter((file) => roomOf(file) === room);
    const count = Math.ceil(own.length / MAX_FILES);
    return Array.from({ length: count }, (_, index) => ({
      room,
      batch: own.slice(index * MAX_FILES, (index + 1) * MAX_FILES),
    }));
  });
}

/** Tries the files and prints what is new. A result is kept if nothing is, or on `--update`. */
async function tryBatch(batch: string[], room: Room): Promise<void> {
  const results = await runStryker(batch, room.tests, deadline);
  for (const { file, mutants, survivors, names } of results) {
    reached.add(file);
    const found = { hash: await hashOf(file), mutants, survivors };
    const comparison = compare(kept[file], found, names);
    const news = options.update ? [] : comparison.added;
    added += news.length;
    console.log(`${file}: ${mutants} mutants, score ${scoreOf(comparison.file)}`);
    for (const name of news) console.log(`  survives: ${name}`);
    if (news.length === 0) kept[file] = comparison.file;
  }
  if (!process.env.CI) await writeKept(kept);
}

async function forgetRemoved(kept: Kept): Promise<void> {
  for (const file of Object.keys(kept)) if (!files.includes(file)) delete kept[file];
}

function summarize(): void {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`\n${reached.size} of ${chosen.length} files tried in ${seconds} s.`);
  const list = (title: string, names: string[]) => {
    if (names.length > 0) console.log(`${title}:\n  ${names.join('\n  ')}`);
  };
  list(
    'NOT REACHED in time',
    chosen.filter((file) => !reached.has(file)),
  );
  list(
    'Without a result so far (--missing tries them)',
    files.filter((file) => !(file in kept) && !chosen.includes(file)),
  );
  if (added > 0) {
    console.log(
      `${added} new survivors: write a test that finds them, remove the code, or run with --update and say in scripts/mutation/kept.json why no test has to.`,
    );
    process.exitCode = 1;
  }
}
