import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentOf } from '../example-app';
import { app, embedded, index, type Lab, QUESTION, same, summaryOf } from './lab';

export async function checkChanges(lab: Lab): Promise<void> {
  same(await index(lab, 'documents'), 'Chunks: 0 embedded, 4 unchanged, 0 removed');
  same(lab.heroku.requests.length, 0);

  const documents = join(lab.folder, 'documents');
  await writeFile(join(documents, 'dynos.md'), 'Standard dynos have 3 GB of memory.');
  await rm(join(documents, 'eco.md'));
  same(await index(lab, 'documents'), 'Chunks: 1 embedded, 2 unchanged, 2 removed');
  same(embedded(lab.heroku), 1);
  const { stdout } = await app(lab, ['ask', QUESTION]);
  same(/Standard dynos have 3 GB.*Question:/s.test(stdout) && !/eco\.md/.test(stdout), true);
}

/** 300 documents are four batches. */
const MANY = 300;

export async function checkFailure(lab: Lab): Promise<void> {
  await writeMany(lab, 'failing');
  lab.before.request = () =>
    lab.heroku.requests.length === 2 ? { status: 400, error: { message: 'not today' } } : undefined;
  const { code, stderr } = await app(lab, ['index', 'failing']);
  same({ code, stderr }, { code: 1, stderr: 'not today\n' });
  delete lab.before.request;
  same(await index(lab, 'failing'), `Chunks: ${MANY - 192} embedded, 192 unchanged, 3 removed`);
  same(await index(lab, 'failing'), `Chunks: 0 embedded, ${MANY} unchanged, 0 removed`);
}

export async function checkKill(lab: Lab): Promise<void> {
  await writeMany(lab, 'killed');
  const child = spawn(lab.binary, ['main.ts', 'index', 'killed'], {
    cwd: lab.folder,
    env: { ...environmentOf(lab.binary), ...lab.variables },
  });
  lab.before.request = async () => {
    if (lab.heroku.requests.length < 2) return undefined;
    child.kill('SIGKILL');
    await once(child, 'close');
    return { status: 400, error: { message: 'nobody reads this' } };
  };
  await once(child, 'close');
  delete lab.before.request;
  same(
    await index(lab, 'killed'),
    `Chunks: ${MANY - 192} embedded, 192 unchanged, ${MANY} removed`,
  );
}

export async function checkOtherModel(lab: Lab): Promise<void> {
  const other = {
    ...lab,
    variables: { ...lab.variables, EMBEDDING_MODEL: 'cohere-embed-v4' },
  };
  const { stderr } = await app(other, ['ask', QUESTION]);
  same(
    stderr,
    'The database holds only vectors of cohere-embed-multilingual. Run: npm run index\n',
  );
  const { stdout } = await app(other, ['index', 'documents']);
  same(
    stdout.split('\n')[0],
    'Vectors of cohere-embed-multilingual (1024) do not fit those of cohere-embed-v4 (1536): their documents are embedded again.',
  );
  same(summaryOf(stdout), `Chunks: 3 embedded, 0 unchanged, ${MANY} removed`);
  same((await app(other, ['ask', QUESTION])).code, 0);
}

async function writeMany({ folder }: Lab, name: string): Promise<void> {
  await mkdir(join(folder, name));
  for (let at = 0; at < MANY; at++) {
    await writeFile(join(folder, name, `${at}.md`), `Document ${at} of ${name}.`);
  }
}
