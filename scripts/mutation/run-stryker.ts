import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from '../consumers/root';
import type { KeptFile } from './kept';

type Position = { line: number; column: number };
type Mutant = {
  id: string;
  fileName: string;
  mutatorName: string;
  replacement: string;
  location: { start: Position; end: Position };
  /** Stryker's. Undefined: it was not tried, since the run was stopped. */
  status?: string;
};

/** The results of one file, without its hash. */
export type FileResult = Pick<KeptFile, 'mutants' | 'survivors'> & {
  file: string;
  /** All mutants, as survivors are named. */
  names: string[];
  /** How many of them were tried: fewer than all where the run was stopped. */
  tried: number;
  isDone: boolean;
};

/** The test that a file can be loaded. */
const LOADS = 'scripts/mutation/loads.test.ts';

/** Of a mutant's texts, the most that is kept. */
const MAX_CHARACTERS = 90;

/**
 * Tries all mutants of the files with these tests.
 * When `deadline` comes it is stopped, and the results are of what was tried until then.
 */
export async function runStryker(
  files: string[],
  tests: string[],
  deadline: number,
): Promise<FileResult[]> {
  const folder = await mkdtemp(join(ROOT, '.tmp', 'mutants-'));
  const results = join(folder, 'results.jsonl');
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Ctrl-C ends the process without the end of this function.
  process.once('exit', remove);
  try {
    const isWhole = await spawnStryker(deadline, {
      MUTATION_FILES: JSON.stringify(files),
      MUTATION_TESTS: JSON.stringify([LOADS, ...tests]),
      MUTATION_RESULTS: results,
      // Stryker that is stopped leaves its copy of the repository.
      MUTATION_SANDBOX: join(folder, 'sandbox'),
      MUTATION_ROOT: ROOT,
    });
    const mutants = toMutants(await readFile(results, 'utf8').catch(() => ''));
    const found = await Promise.all(files.map((file) => toResult(file, mutants)));
    // A file may be without any mutant; or Stryker was stopped before it planned one.
    return found.map((result) => ({
      ...result,
      isDone: isWhole || (result.tried > 0 && result.tried === result.mutants),
    }));
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** A line is a planned mutant, or the status of one that was planned before. */
function toMutants(lines: string): Mutant[] {
  const mutants = new Map<string, Mutant>();
  for (const line of lines.split('\n').filter(Boolean)) {
    const part = JSON.parse(line);
    mutants.set(part.id, { ...mutants.get(part.id), ...part });
  }
  return [...mutants.values()];
}

/** Whether it came to its end before the deadline. Rejects when Stryker fails of itself, as it does when a test is red without any mutant. */
async function spawnStryker(deadline: number, env: Record<string, string>): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [
      'node_modules/@stryker-mutator/core/bin/stryker.js',
      'run',
      'scripts/mutation/stryker.config.mjs',
    ],
    { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    child.kill('SIGINT');
  };
  const timer = setTimeout(stop, Math.max(0, deadline - Date.now()));
  // Before the folder of its files is removed.
  const kill = () => child.kill('SIGKILL');
  process.prependOnceListener('exit', kill);
  const [code] = await once(child, 'close');
  process.off('exit', kill);
  clearTimeout(timer);
  if (code !== 0 && !isStopped) throw new Error(`Stryker failed:\n${output}`);
  return !isStopped;
}

const SURVIVES = ['Survived', 'NoCoverage'];

async function toResult(file: string, mutants: Mutant[]): Promise<Omit<FileResult, 'isDone'>> {
  const own = mutants
    .filter(({ fileName, status = '' }) => {
      return relative(ROOT, fileName) === file && !/Error|Ignored/.test(status);
    })
    .sort(byPlace);
  const source = (await readFile(join(ROOT, file), 'utf8')).split('\n');
  const byName: Record<string, Mutant> = {};
  for (const mutant of own) byName[nameIn(byName, toName(source, mutant))] = mutant;
  const survivors = Object.entries(byName)
    .filter(([, { status = '' }]) => SURVIVES.includes(status))
    .map(([name]) => [name, '']);
  return {
    file,
    mutants: own.length,
    survivors: Object.fromEntries(survivors),
    names: Object.keys(byName),
    tried: own.filter(({ status }) => status !== undefined).length,
  };
}

/** Where names are numbered, the number is that of the place. */
function byPlace({ location: { start: a } }: Mutant, { location: { start: b } }: Mutant): number {
  return a.line - b.line || a.column - b.column;
}

function toName(source: string[], { mutatorName, location, replacement }: Mutant): string {
  const { start, end } = location;
  const lines = source.slice(start.line - 1, end.line);
  lines.push((lines.pop() ?? '').slice(0, end.column - 1));
  const first = lines[0]?.slice(start.column - 1);
  const original = [first, ...lines.slice(1)].join('\n');
  const texts = [original, replacement].map((text) => text.replace(/\s+/g, ' ')) as [
    string,
    string,
  ];
  return `${mutatorName}: ${shortened(texts).join(' -> ')}`;
}

/** Of long texts what is kept shows where they differ first. */
function shortened(texts: [string, string]): string[] {
  const [original, replacement] = texts;
  let same = 0;
  while (same < original.length && original[same] === replacement[same]) same++;
  const start = same < MAX_CHARACTERS / 2 ? 0 : same - MAX_CHARACTERS / 2;
  const end = start + MAX_CHARACTERS;
  return texts.map(
    (text) => `${start > 0 ? '…' : ''}${text.slice(start, end)}${text.length > end ? '…' : ''}`,
  );
}

/** Several mutants of one file may read alike. */
function nameIn(taken: object, name: string): string {
  let unique = name;
  for (let number = 2; unique in taken; number++) unique = `${name} (${number})`;
  return unique;
}
