import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleOwnFiles } from '../consumers/bundle';
import { Checks } from '../consumers/checks';
import { type Consumer, createConsumer } from '../consumers/consumer';
import { nodeBinary } from '../consumers/node-binary';
import { pack } from '../consumers/pack';
import { ROOT } from '../consumers/root';
import { toTable } from '../consumers/to-table';
import { createWorkplace } from '../consumers/workplace';
import type { CaseResult } from './case';
import { checkDocsCode } from './docs-code';
import { addNextRoute } from './examples';
import { FOLDERS, type Folder, NODE } from './folders';
import { checkHerokuApp } from './heroku-app';

const DOCUMENT = join(ROOT, 'docs/frameworks.md');
const [BEGIN, END] = ['<!-- matrix -->\n', '\n<!-- /matrix -->'];

const workplace = createWorkplace('frameworks');
const checks = new Checks();
const [tarball, binary] = [await pack(workplace), await nodeBinary(NODE)];
const consumers = await Promise.all(FOLDERS.map(install));

const rows = [['what', 'version', 'AI SDK', 'entry', 'case', 'works']];
for (const [index, folder] of FOLDERS.entries()) {
  const consumer = consumers[index] as Consumer;
  for (const result of await runSuites(folder, consumer)) {
    rows.push(await toRow(folder, consumer, result));
    await checks.run(`AI SDK ${folder.sdk}, ${result.title}: ${result.name}`, () => {
      if (result.failure !== undefined) throw new Error(result.failure);
    });
  }
}

const [, v3, v4] = consumers as [Consumer, Consumer, Consumer];
await checkDocsCode(checks, { v3, v4, binary });
await checkHerokuApp(checks, { workplace, tarball: tarball.path, binary });

const matrix = toTable(rows);
console.log(`\n${matrix}`);
await checks.run('docs/frameworks.md has this matrix', () => keepMatrix(matrix));
checks.finish();
// Connections that were kept alive do not hold it up.
process.exit();

async function install({ sdk, packages }: Folder): Promise<Consumer> {
  const folder = join(workplace, `ai-${sdk}`);
  // Scripts of packages build what is not used here, and some wait for the network.
  await mkdir(folder);
  await writeFile(join(folder, '.npmrc'), 'ignore-scripts=true\n');
  return createConsumer(folder, [tarball.path, ...packages]);
}

async function runSuites({ sdk }: Folder, consumer: Consumer): Promise<CaseResult[]> {
  for (const [entry, file] of [
    [`ai${sdk}-entry.ts`, 'suites.mjs'],
    ['mcp-server-entry.ts', 'mcp-server.mjs'],
  ] as const) {
    await bundleOwnFiles(join(ROOT, 'scripts/frameworks', entry), join(consumer.folder, file));
  }
  if (sdk === 7) await addNextRoute(consumer);
  const printed = await consumer.node(['suites.mjs'], { binary });
  return JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '');
}

async function toRow(
  { sdk, entry }: Folder,
  consumer: Consumer,
  { title, package: name, name: what, cell }: CaseResult,
): Promise<string[]> {
  const version = name === undefined ? '' : `${name} ${await consumer.versionOf(name)}`;
  return [title, version, String(sdk), `\`${entry}\``, what, cell];
}

/** Writes the matrix into the document. In CI it must be there already. */
async function keepMatrix(matrix: string): Promise<void> {
  const text = await readFile(DOCUMENT, 'utf8');
  const [before = '', after = ''] = [text.split(BEGIN)[0], text.split(END)[1]];
  const expected = `${before}${BEGIN}${matrix}${END}${after}`;
  if (text === expected) return;
  if (process.env.CI) throw new Error('It has another one: run `npm run test:frameworks`');
  await writeFile(DOCUMENT, expected);
}
