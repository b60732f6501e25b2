import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { GREETING } from '../../src/local';
import type { Checks } from '../consumers/checks';
import { copyRoot } from '../consumers/copy-root';
import { addHerokuCommand } from '../consumers/heroku-command';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';
import { type Environment, startLocal } from './start-local';

/** Runs lines by the shell. Returns what they print. */
type Shell = (cwd: string, lines: string, environment?: Environment) => Promise<string>;

const ADDRESS = 'https://github.com/OWNER/ai-sdk-provider-heroku';

/** What pages print for the folder of an app, after `local`. */
const IN_APP = [
  ['README.md', 'node app.mjs'],
  ['docs/versions.md', 'npm i ai@5'],
  ['README.md', 'npx ai-sdk-provider-heroku doctor'],
  ['README.md', 'npx ai-sdk-provider-heroku models'],
] as const;

/** The same. They ask before they call, and here nobody answers. */
const PROBES = [
  ['README.md', 'npx ai-sdk-provider-heroku doctor --probe'],
  ['docs/unverified.md', 'npx ai-sdk-provider-heroku doctor --probe --out probe-report'],
] as const;

/** What pages print for a clone of this repository. */
const IN_CLONE = [
  ['README.md', 'npm ci && npm run demo'],
  ['CONTRIBUTING.md', 'npm run road'],
  ['CONTRIBUTING.md', 'node scripts/run.mjs examples/tools.ts'],
] as const;

const LOCAL = 'npx ai-sdk-provider-heroku local';
const LOCAL_OPENAI = 'npx ai-sdk-provider-heroku local --for openai';
const LOCAL_SOURCE = 'node scripts/run.mjs scripts/local.ts';

/**
 * What the pages print, as it is printed: the README's Setup in an empty folder, its quick start, then what they have beside
 * it for the folder of the app and for the clone.
 * @param environment the variables of the app at Heroku.
 */
export async function checkSetup(
  checks: Checks,
  folder: string,
  environment: Environment,
): Promise<void> {
  const [app, clone] = [join(folder, 'my-app'), join(folder, 'ai-sdk-provider-heroku')];
  const run = await createShell(folder);
  const [, rest = ''] = (await read('README.md')).split('\n## Setup\n');
  const [setup = '', variables = '', code = ''] = [...rest.matchAll(/```\w+\n([\s\S]*?)```/g)].map(
    ([, text = '']) => text,
  );
  await checks.run('README, Setup: its lines', () => run(folder, setup));
  await checks.run('README, Setup: the variables of the app', async () => {
    await run(app, variables, environment);
    assert.equal(await readFile(join(app, '.gitignore'), 'utf8'), '.env\n');
  });
  await writeFile(join(app, 'app.mjs'), code);
  await checks.run('README, Quick start: with .env', async () => {
    const said = await run(app, await printed('README.md', 'node --env-file=.env app.mjs'));
    assert.match(said, new RegExp(`^${GREETING} .*dynos`));
  });

  await checkApp(checks, run, app);
  for (const [command, cwd] of [
    [LOCAL_OPENAI, app],
    [LOCAL_SOURCE, clone],
  ] as const) {
    await checks.run(`docs/local.md: ${command}`, async () => {
      const { environment, stop } = await startLocal(await printed('docs/local.md', command), cwd);
      await stop();
      assert.ok(environment);
    });
  }
  for (const [page, command] of IN_CLONE) {
    await checks.run(`${page}: ${command}`, async () =>
      run(clone, await printed(page, command), environment),
    );
  }
}

async function checkApp(checks: Checks, run: Shell, app: string): Promise<void> {
  const { environment, stop } = await startLocal(await printed('README.md', LOCAL), app);
  for (const [page, command] of IN_APP) {
    await checks.run(`${page}: ${command}`, async () =>
      run(app, await printed(page, command), environment),
    );
  }
  for (const [page, command] of PROBES) {
    await checks.run(`${page}: ${command}`, async () =>
      run(app, `${await printed(page, command)} --yes`, environment),
    );
  }
  await checks.run('docs/unverified.md: the report', () =>
    readFile(join(app, 'probe-report/report.md')),
  );
  await stop();
}

/** A shell that finds the stand-in for `heroku`, and clones this repository, as it is now, by its address. */
async function createShell(folder: string): Promise<Shell> {
  const origin = join(folder, 'origin');
  await copyRoot(origin);
  const author = '-c user.name=Test -c user.email=test@example.com';
  const commit = `git init -q && git add . && git ${author} commit -qm Test`;
  await runOrThrow('sh', ['-c', commit], { cwd: origin });
  const env = {
    PATH: [await addHerokuCommand(join(folder, 'heroku')), process.env.PATH].join(delimiter),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.${origin}.insteadOf`,
    GIT_CONFIG_VALUE_0: ADDRESS,
  };
  return (cwd, lines, environment = {}) =>
    runOrThrow('sh', ['-ec', lines], {
      cwd,
      env: { ...env, ...environment },
      limitMs: 600_000,
    });
}

const read = (page: string) => readFile(join(ROOT, page), 'utf8');

/** The command. Fails if the page does not print it. */
async function printed(page: string, command: string): Promise<string> {
  const text = await read(page);
  const lines = text.split('\n').map((line) => line.replace(/ +#.*/, ''));
  assert.ok(text.includes(`\`${command}\``) || lines.includes(command), command);
  return command;
}
