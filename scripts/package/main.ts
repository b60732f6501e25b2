import { join } from 'node:path';
import { createLocalHeroku } from '../../src/local';
import { Checks } from '../consumers/checks';
import { createConsumer } from '../consumers/consumer';
import { lowestVersions, pack, readManifest } from '../consumers/pack';
import { ROOT } from '../consumers/root';
import { createWorkplace } from '../consumers/workplace';
import { checkCommand } from './command';
import { checkContents } from './contents';
import { checkCopies } from './copies';
import { checkGuide } from './guide';
import { checkQuickStart } from './quick-start';
import { checkSetup } from './setup';
import { checkTreeShaking } from './tree-shaking';
import { checkMajorTypes, checkRecipes, readRecipes } from './typed-majors';
import { checkJsonSchemaIsAllThatIsMissing, checkTypes } from './types';

/** The first `ai` 5 whose own dependencies are the lowest versions that this package takes. */
const LOWEST_AI = '5.0.54';

const TYPESCRIPT = 'typescript@5.9';
const NEWEST_TYPESCRIPT = 'typescript-newest@npm:typescript@latest';
const OLDEST_TYPESCRIPT = 'typescript-oldest@npm:typescript@5.4';
const NODE_TYPES = '@types/node@20';

const folder = createWorkplace('package');
const checks = new Checks();
const manifest = await readManifest(ROOT);
const tarball = await pack(folder);
const server = createLocalHeroku();
const { url, key, close } = await server.listen();
const environment = { INFERENCE_URL: url, INFERENCE_KEY: key };

await checkContents(checks, tarball, manifest);
await checkSetup(checks, join(folder, 'setup'), environment);
await checkGuide(checks, join(folder, 'setup/ai-sdk-provider-heroku'));

// As the README says it.
const consumer = await createConsumer(join(folder, 'consumer'), [tarball.path, 'ai@5', 'zod']);
await checkCopies(checks, consumer, manifest);
await checkTreeShaking(checks, consumer);
await checkQuickStart(checks, consumer, environment, ['mjs', 'cjs']);
await checkCommand(checks, consumer);
await consumer.install([TYPESCRIPT, NODE_TYPES]);
await checkJsonSchemaIsAllThatIsMissing(checks, consumer, 'typescript');
await consumer.install(['@types/json-schema']);
await checkTypes(checks, consumer, 'typescript');
await checkQuickStart(checks, consumer, environment, ['ts', 'cts']);

// The lowest version of everything, which includes zod 3.
const lowest = await createConsumer(join(folder, 'lowest'), [
  tarball.path,
  `ai@${LOWEST_AI}`,
  ...lowestVersions(manifest),
  ...[TYPESCRIPT, NODE_TYPES, '@types/json-schema'],
]);
await checkCopies(checks, lowest, manifest);
await checkTypes(checks, lowest, 'typescript');
await checkQuickStart(checks, lowest, environment, ['mjs', 'cjs', 'ts', 'cts']);

// Each major with the entry that is made for it.
const recipes = await readRecipes();
for (const [major, entry] of [
  [5, '.'],
  [6, './v3'],
  [7, './v4'],
] as const) {
  const one = await createConsumer(join(folder, `ai-${major}`), [
    tarball.path,
    ...[`ai@${major}`, 'zod@4', OLDEST_TYPESCRIPT, TYPESCRIPT, NEWEST_TYPESCRIPT],
    ...[NODE_TYPES, '@types/json-schema'],
  ]);
  const compilers = ['typescript-oldest', 'typescript', 'typescript-newest'];
  await checkMajorTypes(checks, { consumer: one, entry }, compilers);
  await checkRecipes(checks, { consumer: one, entry }, recipes, 'typescript');
}

await close();
checks.finish();
