import { join } from 'node:path';
import type { Checks } from '../../consumers/checks';
import { runOrThrow } from '../../consumers/run-command';
import { commandOf, environmentOf, installCommit, type Place, startDyno } from '../example-app';
import { embedded, type Lab, QUESTION, same, summaryOf } from './lab';
import { startPostgres } from './postgres';

/** The commit as Heroku runs it: without development dependencies, with a Postgres that is another process. */
export async function checkDyno(checks: Checks, lab: Lab, place: Place): Promise<void> {
  const { binary, heroku } = lab;
  const folder = join(place.workplace, 'retrieval-build');
  await checks.run('examples/retrieval: the commit that is pushed installs', async () => {
    await installCommit('retrieval', folder, place);
    await runOrThrow('npm', ['prune', '--omit=dev', '--no-audit', '--no-fund'], {
      cwd: folder,
      env: environmentOf(binary),
    });
  });
  const database = await startPostgres(place);
  const variables = { ...lab.variables, DATABASE_URL: database.url, DYNO: 'run.1' };
  try {
    await checks.run('examples/retrieval: the release phase indexes, once', async () => {
      heroku.requests.length = 0;
      const release = await commandOf('release', folder);
      const run = () =>
        runOrThrow('sh', ['-c', release], {
          cwd: folder,
          env: { ...environmentOf(binary), ...variables },
        });
      same(summaryOf(await run()), 'Chunks: 4 embedded, 0 unchanged, 0 removed');
      same(summaryOf(await run()), 'Chunks: 0 embedded, 4 unchanged, 0 removed');
      same(embedded(heroku), 4);
    });
    await checks.run('examples/retrieval: the web process answers', async () => {
      const dyno = await startDyno(folder, binary, variables);
      const response = await fetch(`${dyno.url}/?question=${encodeURIComponent(QUESTION)}`);
      const { text, sources } = (await response.json()) as { text: string; sources: unknown[] };
      same(sources[0], { number: 1, source: 'dynos.md' });
      same(text.includes('Standard-1X dynos have 512 MB'), true);
      same((await fetch(dyno.url)).status, 400);
      same(await dyno.stop(), 0);
    });
  } finally {
    database.stop();
  }
}
