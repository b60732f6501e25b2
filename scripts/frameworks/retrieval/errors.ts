import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '../../consumers/run-command';
import { freePort } from '../free-port';
import { app, index, type Lab, QUESTION, same } from './lab';

/** The first waits for an answer to its request; the second is started meanwhile. */
export async function checkSecondProcess(lab: Lab): Promise<void> {
  let second: Run | undefined;
  lab.before.request = async () => {
    second ??= await app(lab, ['ask', QUESTION]);
    return undefined;
  };
  await index(lab, 'documents');
  same(second?.code, 1);
  same(/^Process \d+ uses the database in database, /.test(second?.stderr ?? ''), true);
}

export async function checkErrors(lab: Lab): Promise<void> {
  await mkdir(join(lab.folder, 'empty'));
  const port = await freePort();
  const cases: [Record<string, string>, string[], string][] = [
    [{}, [], 'Usage: node main.ts index FOLDER, or: node main.ts ask QUESTION'],
    [{}, ['index', 'empty'], 'empty holds no .md or .txt file. The database was left as it is.'],
    [{ DATABASE_URL: 'words' }, ['ask', QUESTION], 'DATABASE_URL is no address'],
    [{ DYNO: 'web.1' }, ['ask', QUESTION], 'DATABASE_URL is not set. Add a database: heroku'],
    [
      { DATABASE_URL: `postgres://me:secret@localhost:${port}/name` },
      ['ask', QUESTION],
      `No connection to localhost:${port}, where DATABASE_URL leads: `,
    ],
  ];
  for (const [variables, args, expected] of cases) {
    const { code, stderr } = await app(
      { ...lab, variables: { ...lab.variables, ...variables } },
      args,
    );
    same(code, 1);
    same(stderr.startsWith(expected) && !/secret|\n./.test(stderr) ? expected : stderr, expected);
  }
}
