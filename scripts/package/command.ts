import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';
import { checkQuickStart } from './quick-start';
import { type Environment, startLocal } from './start-local';

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
  const { environment, stop } = await startLocal([`'${bin}'`, name].join(' '), ROOT);
  await checks.run(`${name} prints what to paste`, () => {
    assert.ok(environment, 'it ended before');
  });
  if (environment) await use(environment);
  await checks.run(`${name} stops on SIGTERM with exit code 0`, async () => {
    assert.equal(await stop(), 0);
  });
}
