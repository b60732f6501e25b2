import { join } from 'node:path';
import { type Entry, entriesOf, isNative } from '../../test/ai-sdk/entries';
import type { Major } from '../../test/ai-sdk/sdk';
import { bundleOwnFiles } from '../consumers/bundle';
import { Checks } from '../consumers/checks';
import { type Consumer, createConsumer } from '../consumers/consumer';
import { nodeBinary } from '../consumers/node-binary';
import { lowestVersions, pack, readManifest } from '../consumers/pack';
import { printTable } from '../consumers/print-table';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';
import { createWorkplace } from '../consumers/workplace';
import type { FeatureResult } from './features-entry';

type Format = 'ESM' | 'CommonJS';
const OWN_NODE = '';

type Consumption = { packages: string[]; formats: Format[]; nodes?: string[] };

/** Each major alone with this package in a folder, and how the features are run there. */
const CONSUMERS: Consumption[] = [
  { packages: ['ai@5', 'zod@4'], formats: ['ESM', 'CommonJS'] },
  { packages: ['ai@5', ...lowestVersions(await readManifest(ROOT))], formats: ['ESM'] },
  { packages: ['ai@6', 'zod@4'], formats: ['ESM', 'CommonJS'] },
  // AI SDK 7 asks for Node 22, and is ESM only.
  { packages: ['ai@7', 'zod@4'], formats: ['ESM'], nodes: [OWN_NODE, '22'] },
];

const BUNDLES: Record<Format, string> = { ESM: 'features.mjs', CommonJS: 'features.cjs' };

const folder = createWorkplace('majors');
const checks = new Checks();
const tarball = await pack(folder);
const rows = [['AI SDK', 'entry', 'zod', 'Node', 'modules', 'features']];

for (const [index, { packages, formats, nodes = [OWN_NODE] }] of CONSUMERS.entries()) {
  const consumer = await createConsumer(join(folder, String(index)), [tarball.path, ...packages]);
  const major = Number((await consumer.versionOf('ai')).split('.')[0]) as Major;
  for (const entry of entriesOf(major)) {
    for (const node of nodes) rows.push(await toRow(consumer, major, entry, node, formats));
  }
}

await printTable('majors', rows);
checks.finish();

/** Runs the features of the consumer's major with an entry, in this Node. */
async function toRow(
  consumer: Consumer,
  major: Major,
  entry: Entry,
  node: string,
  formats: Format[],
): Promise<string[]> {
  const binary = node === OWN_NODE ? process.execPath : await nodeBinary(node);
  const [ai, zod] = [await consumer.versionOf('ai'), await consumer.versionOf('zod')];
  const version = await runOrThrow(binary, ['--version'], { cwd: folder });
  const about = [ai, `\`${entry}\``, zod, version.trim().slice(1)];

  let failed = 0;
  for (const format of formats) {
    for (const { name, error } of await runFeatures(consumer, major, entry, binary, format)) {
      if (error !== undefined) failed++;
      await checks.run(`${about.join(' ')} ${format}: ${name}`, () => {
        if (error !== undefined) throw new Error(error);
      });
    }
  }
  const ran = isNative(major, entry) ? 'all' : 'short list';
  return [...about, formats.join(', '), failed > 0 ? `${failed} FAIL` : ran];
}

async function runFeatures(
  consumer: Consumer,
  major: Major,
  entry: Entry,
  binary: string,
  format: Format,
): Promise<FeatureResult[]> {
  const file = BUNDLES[format];
  await bundleOwnFiles(
    join(ROOT, 'scripts/majors/features-entry.ts'),
    join(consumer.folder, file),
    format === 'ESM' ? 'esm' : 'cjs',
  );
  const printed = await consumer.node([file, String(major), entry], { binary });
  const results = JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '[]');
  if (results.length === 0) throw new Error(`No feature ran in ${consumer.folder}`);
  return results;
}
