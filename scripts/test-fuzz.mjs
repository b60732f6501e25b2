// `npm run test:fuzz [-- minutes]`: the laws of test/laws on ever new cases, for minutes rather than seconds.
// LAW_SEED repeats a run; LAW_RUNS is the number of cases of each law in a round.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

const minutes = Number(process.argv[2] ?? process.env.FUZZ_MINUTES ?? 3);
const runs = Number(process.env.LAW_RUNS ?? 1000);
const firstSeed = Number(process.env.LAW_SEED ?? Math.floor(Math.random() * 2 ** 31));
if (!(minutes > 0) || !Number.isInteger(runs) || !Number.isInteger(firstSeed)) {
  console.error('Usage: npm run test:fuzz -- [minutes]; LAW_RUNS and LAW_SEED are whole numbers.');
  process.exit(2);
}

console.log(
  `Fuzzing for ${minutes} minutes, ${runs} cases of each law in a round, seed ${firstSeed}.`,
);
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
const deadline = Date.now() + minutes * 60_000;
let total = 0;
let failed = false;
for (let seed = firstSeed; Date.now() < deadline && !failed; seed++) {
  const startedAt = Date.now();
  const { cases, laws, output, isGreen } = runLaws(seed);
  total += cases;
  failed = !isGreen;
  if (failed) console.error(output);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const verdict = failed ? `RED: LAW_SEED=${seed} LAW_RUNS=${runs} shows it again` : 'green';
  console.log(`seed ${seed}: ${laws} laws, ${cases} cases, ${seconds} s, ${verdict}`);
}
rmSync(folder, { recursive: true });
console.log(`${total} cases ran.`);
process.exit(failed ? 1 : 0);

/** One round: all laws, each on the cases of this seed. */
function runLaws(seed) {
  const report = join(folder, `${seed}.json`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      VITEST,
      'run',
      '.law.test.ts',
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
  const counts = countsOf(report);
  return {
    cases: counts.reduce((sum, count) => sum + count, 0),
    laws: counts.length,
    output: stdout + stderr,
    isGreen: status === 0 && counts.length > 0,
  };
}

/** How many cases each law was tried on, as it says itself. */
function countsOf(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return testResults
      .flatMap((file) => file.assertionResults)
      .map((test) => test.meta?.cases)
      .filter((count) => count !== undefined);
  } catch {
    return [];
  }
}
