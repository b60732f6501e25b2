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
import { checkRetrieval } from './retrieval/check-retrieval';

const DOCUMENT = join(ROOT, 'docs/frameworks.md');
/** What cases run in processes of their own. */
const PROGRAMS = ['mcp-server', 'dbos-app', 'restate-app'];
const [BEGIN, END] = ['<!-- matrix -->\n', '\n<!-- /matrix -->'];

// Arguments choose what is run: names of folders, and parts of titles, such as `npm run test:frameworks -- ai7 nginx`;
// `heroku-app` or `retrieval` alone is that folder of examples.
const names = FOLDERS.map(({ name }) => name);
const [places, words] = [
  process.argv.slice(2).filter((word) => names.includes(word)),
  process.argv.slice(2).filter((word) => !names.includes(word)),
];
const isWhole = process.argv.length === 2;
const APPS = { 'heroku-app': checkHerokuApp, retrieval: checkRetrieval };
const apps = Object.entries(APPS).filter(([name]) => isWhole || words.includes(name));
const isAppAlone = !isWhole && apps.length > 0;

const workplace = createWorkplace('frameworks');
const checks = new Checks();
const [tarball, binary] = [await pack(workplace), await nodeBinary(NODE)];
const document = await readFile(DOCUMENT, 'utf8');

const rows = [['what', 'version', 'AI SDK', 'entry', 'case', 'works']];
const consumers = new Map<string, Consumer>();
for (const folder of FOLDERS) {
  if (isAppAlone || (places.length > 0 && !places.includes(folder.name))) continue;
  const consumer = await install(folder);
  consumers.set(folder.name, consumer);
  for (const result of await runSuites(folder, consumer)) {
    const row = await toRow(folder, consumer, result);
    const name = `AI SDK ${folder.sdk}, ${result.title}: ${result.name}`;
    if (result.skipped === undefined) {
      rows.push(row);
      await checks.run(name, () => {
        if (result.failure !== undefined) throw new Error(result.failure);
      });
    } else {
      rows.push(keptRow(row));
      console.log(`skip  ${name}: ${result.skipped}`);
    }
  }
}

const [v3, v4] = [consumers.get('ai6'), consumers.get('ai7')];
if (isWhole && v3 && v4) {
  await checkDocsCode(checks, { v3, v4, binary });
}
for (const [, check] of apps) await check(checks, { workplace, binary });
const matrix = toTable(rows);
console.log(`\n${matrix}`);
if (isWhole) await checks.run('docs/frameworks.md has this matrix', () => keepMatrix(matrix));
checks.finish();
// Connections that were kept alive do not hold it up.
process.exit();

async function install({ name, packages }: Folder): Promise<Consumer> {
  const folder = join(workplace, name);
  // Scripts of packages build what is not used here, and some wait for the network.
  await mkdir(folder);
  await writeFile(join(folder, '.npmrc'), 'ignore-scripts=true\n');
  return createConsumer(folder, [tarball.path, ...packages]);
}

async function runSuites({ name }: Folder, consumer: Consumer): Promise<CaseResult[]> {
  for (const [entry, file] of [
    [name, 'suites'],
    ...PROGRAMS.map((program) => [program, program]),
  ]) {
    await bundleOwnFiles(
      join(ROOT, `scripts/frameworks/${entry}-entry.ts`),
      join(consumer.folder, `${file}.mjs`),
    );
  }
  if (name === 'ai7') await addNextRoute(consumer);
  const printed = await consumer.node(['suites.mjs', ...words], { binary });
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

/** The row of a case that could not be run here, as the document has it. */
function keptRow(row: string[]): string[] {
  const [what, , sdk, , name] = row;
  const isSame = (line: string) => line.startsWith(`| ${what} |`) && line.includes(`| ${name} |`);
  const line = document.split('\n').find((line) => isSame(line) && line.includes(`| ${sdk} |`));
  return (
    line
      ?.split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()) ?? row
  );
}

/** Writes the matrix into the document. In CI it must be there already. */
async function keepMatrix(matrix: string): Promise<void> {
  const [before = '', after = ''] = [document.split(BEGIN)[0], document.split(END)[1]];
  const expected = `${before}${BEGIN}${matrix}${END}${after}`;
  if (document === expected) return;
  if (process.env.CI) throw new Error('It has another one: run `npm run test:frameworks`');
  await writeFile(DOCUMENT, expected);
}
