import { join } from 'node:path';
import { bundleOwnFiles } from '../consumers/bundle';
import { Checks } from '../consumers/checks';
import { createConsumer } from '../consumers/consumer';
import { DownloadError } from '../consumers/download';
import { pack } from '../consumers/pack';
import { printTable } from '../consumers/print-table';
import { ROOT } from '../consumers/root';
import { toTable } from '../consumers/to-table';
import { createWorkplace } from '../consumers/workplace';
import { chromium } from './chromium';
import { edgeRuntimes } from './edge';
import { nativeRuntimes } from './native';
import { openHeroku } from './open-heroku';
import type { Runtime } from './runtime';
import { SCENE_NAMES } from './scene-names';

const ALL = [...nativeRuntimes, ...edgeRuntimes, chromium];
/** `npm run test:runtimes -- bun workerd` runs some of them. */
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const RUNTIMES = ALL.filter(
  ({ name }) => words.length === 0 || words.some((word) => name.toLowerCase().startsWith(word)),
);

const folder = createWorkplace('runtimes');
const checks = new Checks();
const tarball = await pack(folder);
const consumer = await createConsumer(join(folder, 'consumer'), [tarball.path, 'ai@5', 'zod@4']);
for (const name of ['native', 'worker', 'edge', 'page']) {
  const entry = join(ROOT, `scripts/runtimes/${name}-entry.ts`);
  await bundleOwnFiles(entry, join(consumer.folder, `${name}.mjs`));
}

const rows = [['runtime', 'version', ...SCENE_NAMES]];
for (const runtime of RUNTIMES) rows.push(await toRow(runtime));
if (words.length === 0) await printTable('runtimes', rows);
else console.log(toTable(rows));
checks.finish();

/** Runs the scenario in the runtime, and says for each scene whether it works there. */
async function toRow(runtime: Runtime): Promise<string[]> {
  const { target, close } = await openHeroku();
  try {
    const { version, outcome } = await runtime.run({ consumer, target });
    const cells = SCENE_NAMES.map((scene) => (outcome[scene] === undefined ? 'yes' : 'NO'));
    for (const scene of SCENE_NAMES) {
      await checks.run(`${runtime.name} ${version}: ${scene}`, () => {
        if (outcome[scene] !== undefined) throw new Error(outcome[scene]);
      });
    }
    return [runtime.name, version, ...cells];
  } catch (error) {
    await checks.run(runtime.name, () => {
      throw error;
    });
    const verdict = error instanceof DownloadError ? 'not run' : 'NO';
    return [runtime.name, '', ...SCENE_NAMES.map(() => verdict)];
  } finally {
    await close();
  }
}
