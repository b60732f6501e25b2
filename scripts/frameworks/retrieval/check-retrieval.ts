import { join } from 'node:path';
import { createLocalHeroku } from '../../../src/local';
import type { Checks } from '../../consumers/checks';
import { runOrThrow } from '../../consumers/run-command';
import { environmentOf, makeExampleApp, type Place } from '../example-app';
import { checkDyno } from './dyno';
import { checkErrors, checkSecondProcess } from './errors';
import { embedded, type Lab, same, toSources } from './lab';
import { checkChanges, checkFailure, checkKill, checkOtherModel } from './runs';

/** Makes examples/retrieval by the lines of its README, and uses it: on PGlite, and as a dyno with a Postgres elsewhere. */
export async function checkRetrieval(checks: Checks, place: Place): Promise<void> {
  const before: Lab['before'] = {};
  const heroku = createLocalHeroku({ answer: (request) => before.request?.(request) });
  const { url, key, close } = await heroku.listen();
  const variables = { INFERENCE_URL: url, INFERENCE_KEY: key, DATABASE_URL: '' };
  const folder = join(place.workplace, 'retrieval');
  const lab: Lab = { heroku, before, variables, folder, binary: place.binary };
  const check = (name: string, run: () => Promise<void>) =>
    checks.run(`examples/retrieval: ${name}`, async () => {
      heroku.requests.length = 0;
      delete before.request;
      await run();
    });
  try {
    await check('the lines of its README index, and answer from the right document', () =>
      checkLines(lab, place),
    );
    await check('its types', () => checkTypes(lab));
    await check('a second run embeds nothing, a changed document its own chunks', () =>
      checkChanges(lab),
    );
    await check('a run whose request fails is gone on with', () => checkFailure(lab));
    await check('a run that is killed is gone on with', () => checkKill(lab));
    await check('another model embeds all again, and says so', () => checkOtherModel(lab));
    await check('a second process is refused', () => checkSecondProcess(lab));
    await check('what cannot work says why', () => checkErrors(lab));
    await checkDyno(checks, lab, place);
  } finally {
    await close();
  }
}

async function checkLines({ variables, heroku }: Lab, place: Place): Promise<void> {
  const printed = await makeExampleApp('retrieval', place, variables);
  same(embedded(heroku), 4);
  same(printed.match(/Chunks: .*/)?.[0], 'Chunks: 4 embedded, 0 unchanged, 0 removed');
  same(toSources(printed)[0], '[1] dynos.md');
  const question = ['/v1/embeddings', '/v1/rerank', '/v1/chat/completions'];
  same(
    heroku.requests.map(({ url }) => new URL(url).pathname),
    ['/v1/embeddings', ...question, ...question],
  );
}

async function checkTypes({ folder, binary }: Lab): Promise<void> {
  await runOrThrow('npx', ['tsc', '-p', '.'], { cwd: folder, env: environmentOf(binary) });
}
