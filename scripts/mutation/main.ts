// npm run test:mutation [-- options] [files or folders of src/chat and src/parts]
// Without files: those that have changed since their kept result, then those without one. --all: all files.
// --missing: those without a result. --minutes <n>: stop then; 10 unless told, a day with files, --all or --missing.
// --update: keep what survives now.
import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../consumers/root';
import { compare, hashOf, type Kept, openOf, readKept, scoreOf, writeKept } from './kept';
import { ROOMS, type Room, roomOf } from './rooms';
import { type FileResult, runStryker } from './run-stryker';

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

const isWithout = (file: string) => !(file in kept);
const groups = await choose();
const chosen = groups.flat();
/** Files whose mutants were all tried, and of the others those of which some were: how many. */
const done = new Set<string>();
const partly = new Map<string, string>();
let problems = 0;
for (const { batch, room } of groups.flatMap(toBatches)) {
  if (Date.now() >= deadline) break;
  await tryBatch(batch, room);
}
summarize();

/** Groups of files, in the order in which they are tried. */
async function choose(): Promise<string[][]> {
  if (options.all) return [files];
  const missing = files.filter(isWithout);
  if (options.missing) return [missing];
  if (positionals.length > 0) {
    return [files.filter((file) => positionals.some((path) => `${file}/`.startsWith(`${path}/`)))];
  }
  const hashes = await Promise.all(files.map(hashOf));
  const changed = files.filter((file, index) => file in kept && kept[file]?.hash !== hashes[index]);
  return [changed, missing];
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

/** Tries the files and prints what is new. */
async function tryBatch(batch: string[], room: Room): Promise<void> {
  for (const result of await runStryker(batch, room.tests, deadline)) {
    if (result.isDone) done.add(result.file);
    else partly.set(result.file, `${result.tried} of ${result.mutants} mutants`);
    await report(result);
  }
  if (!process.env.CI) await writeKept(kept);
}

/**
 * Whatever of a file was tried may show new survivors. Its score is known once all of it was tried, and a result is kept then
 * if it is no worse, or on `--update`.
 */
async function report({ file, mutants, survivors, names, isDone }: FileResult): Promise<void> {
  const before = kept[file];
  const found = { hash: await hashOf(file), mutants, survivors };
  const { file: after, added, isLower } = compare(before, found, names);
  const how = isDone ? `score ${scoreOf(after)}` : `${partly.get(file)} tried`;
  console.log(`${file}: ${mutants} mutants, ${how}`);
  const news = options.update ? [] : added;
  for (const name of news) console.log(`  survives: ${name}`);
  const fell = isDone && before !== undefined && isLower;
  if (fell) console.log(`  the score was ${scoreOf(before)}`);
  // A file that never had a result has nothing to be worse than.
  if (before !== undefined || positionals.length > 0) {
    problems += news.length + (fell && !options.update ? 1 : 0);
  }
  const isKept = options.update || (news.length === 0 && !fell);
  if (isDone && isKept) kept[file] = after;
}

async function forgetRemoved(kept: Kept): Promise<void> {
  for (const file of Object.keys(kept)) if (!files.includes(file)) delete kept[file];
}

function summarize(): void {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`\n${done.size} of ${chosen.length} files tried in ${seconds} s.`);
  const list = (title: string, names: string[]) => {
    if (names.length > 0) console.log(`${title}:\n  ${names.join('\n  ')}`);
  };
  list(
    'NOT REACHED in time (with a file named there is no bound: npm run test:mutation -- <file>)',
    chosen
      .filter((file) => !done.has(file))
      .map((file) => `${file}: ${partly.get(file) ?? 'no mutant'} tried`),
  );
  list('Without a result so far (--missing tries them)', files.filter(isWithout));
  const open = Object.values(kept).reduce((sum, file) => sum + openOf(file), 0);
  console.log(`${open} survivors without a reason in scripts/mutation/kept.json.`);
  if (problems > 0) {
    console.log(
      'New survivors, or a lower score: write a test that finds them, remove the code, or run with --update and say in scripts/mutation/kept.json why no test has to.',
    );
    process.exitCode = 1;
  }
}
