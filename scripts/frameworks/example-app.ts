import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, symlink } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { copyRoot } from '../consumers/copy-root';
import { addHerokuCommand } from '../consumers/heroku-command';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';
import { freePort } from './free-port';

/** Where apps are made, and the Node that runs them. */
export type Place = { workplace: string; binary: string };

/** A web process that runs. */
export type Dyno = { url: string; stop: () => Promise<number | null> };

/** The environment of a person who has this Node and git. */
export const environmentOf = (binary: string) => ({
  PATH: [dirname(binary), process.env.PATH].join(delimiter),
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
});

/** Runs the lines of an example's README in a clone of this repository. The app lies beside it then. Returns what was printed. */
export async function makeExampleApp(
  name: string,
  { workplace, binary }: Place,
  variables: Record<string, string> = {},
): Promise<string> {
  const clone = await cloneRoot(join(workplace, `clone-${name}`));
  const heroku = await addHerokuCommand(join(workplace, 'heroku'));
  const { PATH, ...author } = environmentOf(binary);
  const env = { ...author, ...variables, PATH: [heroku, PATH].join(delimiter) };
  return runOrThrow('sh', ['-ec', await readLines(name)], { cwd: clone, env, limitMs: 600_000 });
}

/** Installs the commit that `git push` has sent. */
export async function installCommit(
  app: string,
  folder: string,
  { workplace, binary }: Place,
): Promise<void> {
  const from = join(workplace, `${app}.git`);
  await runOrThrow('git', ['clone', '-q', '-b', 'main', from, folder], { cwd: workplace });
  const env = environmentOf(binary);
  await runOrThrow('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, env });
}

/** The files that a clone of this repository has, as they are now, with the packages that `npm ci` installs. */
async function cloneRoot(folder: string): Promise<string> {
  await copyRoot(folder);
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** What the README says, without what `cloneRoot` has done. */
async function readLines(name: string): Promise<string> {
  const readme = await readFile(join(ROOT, 'examples', name, 'README.md'), 'utf8');
  const lines = [...readme.matchAll(RUN)].map(([, lines = '']) => lines).join('');
  if (!/^npm pack/m.test(lines)) throw new Error('The README has no lines');
  return lines.replace(/^npm ci$/m, '');
}

const RUN = /<!-- test:frameworks runs these lines -->\n```sh\n([\s\S]*?)```/g;

/** The command of a process type of the Procfile. */
export async function commandOf(type: string, folder: string): Promise<string> {
  const procfile = await readFile(join(folder, 'Procfile'), 'utf8');
  const command = new RegExp(`^${type}: (.+)$`, 'm').exec(procfile)?.[1];
  if (command === undefined) throw new Error(`The Procfile has no ${type}`);
  return command;
}

/** Starts the web process, with the variables of a dyno. */
export async function startDyno(
  folder: string,
  binary: string,
  config: Record<string, string>,
): Promise<Dyno> {
  const command = await commandOf('web', folder);
  const port = await freePort();
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd: folder,
    env: {
      HOME: folder,
      PATH: [dirname(binary), process.env.PATH].join(delimiter),
      PORT: String(port),
      ...config,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A dyno's signals reach all of its processes.
    detached: true,
  });
  await listening(child);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      const [code] = await once(child, 'close');
      return code;
    },
  };
}

/** Until the app prints where it listens. */
function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (data: Buffer) => {
      printed += data;
      if (printed.includes('http://localhost:')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('close', () => reject(new Error(`It ended before it listened: ${printed}`)));
  });
}
