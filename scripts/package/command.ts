import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import { runOrThrow } from '../consumers/run-command';
import { checkQuickStart } from './quick-start';

type Environment = Record<string, string>;
type Fact = { id: string; verdict: string };

/** The command as a reader uses it: start a local Heroku, paste what it prints, run the quick start, ask the doctor, probe. */
export async function checkCommand(checks: Checks, consumer: Consumer): Promise<void> {
  const bin = join(consumer.folder, 'node_modules/.bin/ai-sdk-provider-heroku');
  const doctor = (args: string[], env: Environment) =>
    runOrThrow(bin, ['doctor', ...args], { cwd: consumer.folder, env });
  const probe = async (env: Environment): Promise<Fact[]> =>
    JSON.parse(await doctor(['--probe', '--json', '--yes'], env)).facts;

  let first: Fact[] = [];
  await withLocal(checks, bin, [], async (environment) => {
    await checkQuickStart(checks, consumer, environment, ['mjs']);
    await checks.run('doctor says that all is well', async () => {
      assert.match(await doctor([], environment), /^All is well\.$/m);
    });
    await checks.run('doctor --probe --json prints at least 20 facts with verdicts', async () => {
      first = await probe(environment);
      const settled = first.filter(({ verdict }) => /^(confirmed|refuted)$/.test(verdict));
      assert.ok(settled.length >= 20, `${settled.length} of ${first.length} facts are settled`);
    });
  });

  await withLocal(checks, bin, ['--set', 'toolFrames=regular'], async (environment) => {
    await checks.run('and other verdicts against another personality', async () => {
      const changed = (await probe(environment)).filter(
        ({ id, verdict }) => first.find((fact) => fact.id === id)?.verdict !== verdict,
      );
      assert.ok(changed.some(({ id }) => id === 'tool-frames'));
      assert.ok(changed.length < first.length / 2, 'most verdicts are others');
    });
  });
}

/** Starts `local`, gives what it prints to paste, and stops it. */
async function withLocal(
  checks: Checks,
  bin: string,
  args: string[],
  use: (environment: Environment) => Promise<void>,
): Promise<void> {
  const name = ['local', ...args].join(' ');
  const child = spawn(bin, ['local', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const closed = once(child, 'close');
  const environment = await Promise.race([readExports(child), closed.then(() => undefined)]);
  await checks.run(`${name} prints what to paste`, () => {
    assert.ok(environment, 'it ended before');
  });
  if (environment) await use(environment);
  child.kill('SIGTERM');
  await checks.run(`${name} stops on SIGTERM with exit code 0`, async () => {
    assert.deepEqual(await closed, [0, null]);
  });
}

/** The variables of the lines `export NAME=value`, up to the model id, which is the last. */
function readExports({ stdout }: ChildProcess): Promise<Environment> {
  assert.ok(stdout);
  const environment: Environment = {};
  const lines = createInterface({ input: stdout });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      const [, name, value] = line.match(/^export (\w+)=(\S+)$/) ?? [];
      if (name === undefined || value === undefined) return;
      environment[name] = value;
      if (name === 'INFERENCE_MODEL_ID') resolve(environment);
    });
  });
}
