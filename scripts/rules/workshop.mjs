// A copy of the repository in which a rule can be switched off and the tests run.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const COPIED = [
  'src',
  'test/chat/request',
  'test/chat/refusals/to-lessons.test.ts',
  'test/json',
  'test/specification/provider-options.test.ts',
  'test/models',
  'test/laws',
  'test/support',
  // The page and its printer, for test/models.
  'docs/models.md',
  'scripts/consumers/root.ts',
  'scripts/models',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/** Each workshop works on its own copy, so that several can work at once. */
export async function createWorkshop(root) {
  const dir = await mkdtemp(join(tmpdir(), 'rules-'));
  for (const path of COPIED) await cp(join(root, path), join(dir, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));

  /** The first stage that is red, as the name of the test that failed. */
  async function runAll(stages) {
    for (const stage of stages) {
      const failure = await run(dir, stage);
      if (failure) return failure;
    }
    return undefined;
  }

  /** Switches the rule off, runs the tests, switches it on again. */
  async function tryWithout({ file, from, to }, stages) {
    const path = join(dir, 'src/chat/request', file);
    const source = await readFile(path, 'utf8');
    const count = source.split(from).length - 1;
    if (count !== 1) {
      return {
        verdict: 'LOST',
        by: `Its text is ${count} times in ${file}: ${JSON.stringify(from)}`,
      };
    }
    await writeFile(
      path,
      source.replace(from, () => to),
    );
    try {
      const failure = await runAll(stages);
      return failure
        ? { verdict: 'caught', by: failure }
        : { verdict: 'SURVIVED', by: 'All tests are green without it.' };
    } catch (error) {
      return {
        verdict: 'BROKEN',
        by: stripVTControlCharacters(error.message).trim().slice(0, 400),
      };
    } finally {
      await writeFile(path, source);
    }
  }

  return { runAll, tryWithout, close: () => rm(dir, { recursive: true, force: true }) };
}

/** Runs tests until one fails. Throws if they could not even be loaded: that is no proof that a rule is guarded. */
async function run(dir, { tests, env }) {
  const report = join(dir, 'report.json');
  await rm(report, { force: true });
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...tests,
    '--bail=1',
    '--no-isolate',
    '--reporter=json',
  ];
  const output = await spawned(process.execPath, [...args, `--outputFile=${report}`], {
    cwd: dir,
    env: { ...process.env, ...env },
  });
  const { testResults, success } = JSON.parse(
    await readFile(report, 'utf8').catch(() => fail(output)),
  );
  if (success) return undefined;
  const failed = testResults
    .flatMap((file) => file.assertionResults)
    .find(({ status }) => status === 'failed');
  return failed?.fullName ?? fail(testResults.map(({ message }) => message).join('\n') || output);
}

function fail(message) {
  throw new Error(message);
}

function spawned(command, args, options) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
