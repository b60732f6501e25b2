// `npm run test:fuzz [-- minutes [files]]`: the laws of test/laws on ever new cases, for minutes rather than seconds; of all
// files, or of those whose names begin so, as in `-- 30 stream`. LAW_SEED repeats a run; LAW_RUNS is the number of cases of
// each law in a round.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const [, , minutesArgument, files = ''] = process.argv;
const minutes = Number(minutesArgument ?? process.env.FUZZ_MINUTES ?? 3);
const runs = Number(process.env.LAW_RUNS ?? 1000);
const firstSeed = Number(process.env.LAW_SEED ?? Math.floor(Math.random() * 2 ** 31));
if (!(minutes > 0) || !Number.isInteger(runs) || !Number.isInteger(firstSeed)) {
  console.error(
    'Usage: npm run test:fuzz -- [minutes [files]]; LAW_RUNS and LAW_SEED are whole numbers.',
  );
  process.exit(2);
}

console.log(
  `Fuzzing for ${minutes} minutes, ${runs} cases of each law in a round, seed ${firstSeed}.`,
);
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
const deadline = Date.now() + minutes * 60_000;
let total = 0;
let totalStreams = 0;
let failed = false;
for (let seed = firstSeed; Date.now() < deadline && !failed; seed++) {
  const startedAt = Date.now();
  const { cases, streams, laws, output, isGreen } = runLaws(seed);
  total += cases;
  totalStreams += streams;
  failed = !isGreen;
  if (failed) console.error(output);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const verdict = failed ? `RED: LAW_SEED=${seed} LAW_RUNS=${runs} shows it again` : 'green';
  console.log(
    `seed ${seed}: ${laws} laws, ${cases} cases, ${streams} answers read, ${seconds} s, ${verdict}`,
  );
}
rmSync(folder, { recursive: true });
console.log(`${total} cases ran, in which ${totalStreams} answers were read.`);
process.exit(failed ? 1 : 0);

/** One round: all laws, each on the cases of this seed. */
function runLaws(seed) {
  const report = join(folder, `${seed}.json`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      VITEST,
      'run',
      files ? `test/laws/${files}` : '.law.test.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, LAW_SEED: String(seed), LAW_RUNS: String(runs) },
    },
  );
  const laws = lawsIn(report);
  return {
    cases: laws.reduce((sum, { cases }) => sum + cases, 0),
    streams: laws.reduce((sum, { streams }) => sum + streams, 0),
    laws: laws.length,
    output: stdout + stderr,
    isGreen: status === 0 && laws.length > 0,
  };
}

/** How many cases each law was tried on, and how many answers were read for it, as it says itself. */
function lawsIn(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return testResults
      .flatMap((file) => file.assertionResults)
      .map((test) => test.meta ?? {})
      .filter(({ cases }) => cases !== undefined);
  } catch {
    return [];
  }
}
