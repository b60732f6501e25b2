import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from '../consumers/root';
import type { KeptFile } from './kept';

type Position = { line: number; column: number };
type Line = {
  planned?: string;
  fileName: string;
  mutatorName: string;
  replacement: string;
  location: { start: Position; end: Position };
  status: string;
};

/** The results of one file, without its hash. */
export type FileResult = Pick<KeptFile, 'mutants' | 'survivors'> & {
  file: string;
  /** All mutants, as survivors are named. */
  names: string[];
};

/** The test that a file can be loaded. */
const LOADS = 'scripts/mutation/loads.test.ts';

/** Of a mutant's texts, the most that is kept. */
const MAX_CHARACTERS = 90;

/**
 * Tries all mutants of the files with these tests.
 * The results of files that are done when `deadline` comes; the rest is stopped.
 */
export async function runStryker(
  files: string[],
  tests: string[],
  deadline: number,
): Promise<FileResult[]> {
  const folder = await mkdtemp(join(ROOT, '.tmp', 'mutants-'));
  const results = join(folder, 'results.jsonl');
  try {
    const isWhole = await spawnStryker(deadline, {
      MUTATION_FILES: JSON.stringify(files),
      MUTATION_TESTS: JSON.stringify([LOADS, ...tests]),
      MUTATION_RESULTS: results,
      // Stryker that is stopped leaves its copy of the repository.
      MUTATION_SANDBOX: join(folder, 'sandbox'),
      MUTATION_ROOT: ROOT,
    });
    const text = await readFile(results, 'utf8').catch(() => '');
    const lines: Line[] = text
      .trim()
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    const reached = files.filter((file) => isWhole || isDone(file, lines));
    return await Promise.all(reached.map((file) => toResult(file, lines)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
  process.once('exit', stop);
  const [code] = await once(child, 'close');
  process.off('exit', stop);
  clearTimeout(timer);
  if (code !== 0 && !isStopped) throw new Error(`Stryker failed:\n${output}`);
  return !isStopped;
}

const isOf = (file: string, name: string | undefined) =>
  name !== undefined && relative(ROOT, name) === file;

/** Whether all mutants of the file were tried, in a run that was stopped. */
function isDone(file: string, lines: Line[]): boolean {
  const planned = lines.filter((line) => isOf(file, line.planned)).length;
  const tried = lines.filter((line) => isOf(file, line.fileName)).length;
  return planned > 0 && tried === planned;
}

async function toResult(file: string, lines: Line[]): Promise<FileResult> {
  const tried = lines
    .filter((line) => isOf(file, line.fileName) && !/Error|Ignored/.test(line.status))
    .sort(byPlace);
  const source = (await readFile(join(ROOT, file), 'utf8')).split('\n');
  const byName: Record<string, Line> = {};
  for (const line of tried) byName[nameIn(byName, toName(source, line))] = line;
  const survivors = Object.entries(byName)
    .filter(([, { status }]) => status === 'Survived' || status === 'NoCoverage')
    .map(([name]) => [name, '']);
  return {
    file,
    mutants: tried.length,
    survivors: Object.fromEntries(survivors),
    names: Object.keys(byName),
  };
}

/** Results come in any order. Where names are numbered, the number is that of the place. */
function byPlace({ location: { start: a } }: Line, { location: { start: b } }: Line): number {
  return a.line - b.line || a.column - b.column;
}

function toName(source: string[], { mutatorName, location, replacement }: Line): string {
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
