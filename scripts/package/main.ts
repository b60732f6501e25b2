import { join } from 'node:path';
import { createHerokuServer, listen, TEST_KEY } from '../../test/support/heroku-server';
import { Checks } from '../consumers/checks';
import { createConsumer } from '../consumers/consumer';
import { pack, readManifest } from '../consumers/pack';
import { ROOT } from '../consumers/root';
import { createWorkplace } from '../consumers/workplace';
import { checkContents } from './contents';
import { checkCopies } from './copies';
import { checkQuickStart } from './quick-start';
import { checkTypes } from './types';

/** The first `ai` 5 whose own dependencies are the lowest versions that this package takes. */
const LOWEST_AI = '5.0.54';

const folder = createWorkplace('package');
const checks = new Checks();
const manifest = await readManifest(ROOT);
const tarball = await pack(folder);
const server = createHerokuServer();
const { url, close } = await listen(server);
const environment = { INFERENCE_URL: url, INFERENCE_KEY: TEST_KEY };

await checkContents(checks, tarball, manifest);

const compilers = ['typescript@~5.9', 'typescript-newest@npm:typescript@latest'];
const forTypes = [...compilers, '@types/node@20'];

// As the README says it.
const consumer = await createConsumer(join(folder, 'consumer'), [tarball.path, 'ai@5', 'zod']);
await checkCopies(checks, consumer, manifest);
await checkQuickStart(checks, consumer, environment, ['mjs', 'cjs']);
await consumer.install(forTypes);
await checkTypes(checks, consumer, { hasJsonSchemaTypes: false });
await consumer.install(['@types/json-schema']);
await checkTypes(checks, consumer, { hasJsonSchemaTypes: true });
await checkQuickStart(checks, consumer, environment, ['ts', 'cts']);

const lowest = await createConsumer(join(folder, 'lowest'), [
  tarball.path,
  `ai@${LOWEST_AI}`,
  ...Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies }).map(
    ([name, range]) => `${name}@${range.match(/[\d.]+/)?.[0]}`,
  ),
  ...forTypes,
  '@types/json-schema',
]);
await checkCopies(checks, lowest, manifest);
await checkTypes(checks, lowest, { hasJsonSchemaTypes: true });
await checkQuickStart(checks, lowest, environment, ['mjs', 'cjs', 'ts', 'cts']);

await close();
checks.finish();
