import { join } from 'node:path';
import { bundleOwnFiles } from '../consumers/bundle';
import { Checks } from '../consumers/checks';
import { type Consumer, createConsumer } from '../consumers/consumer';
import { nodeBinary } from '../consumers/node-binary';
import { lowestVersions, pack, readManifest } from '../consumers/pack';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';
import { toTable } from '../consumers/to-table';
import { createWorkplace } from '../consumers/workplace';
import type { FeatureResult } from './features-entry';

type Format = 'ESM' | 'CommonJS';

/** Each major alone with this package in a folder, and how the features are run there. */
const CONSUMERS: { packages: string[]; runs: { format: Format; node?: string }[] }[] = [
  { packages: ['ai@5', 'zod@4'], runs: [{ format: 'ESM' }, { format: 'CommonJS' }] },
  { packages: ['ai@5', ...lowestVersions(await readManifest(ROOT))], runs: [{ format: 'ESM' }] },
  { packages: ['ai@6', 'zod@4'], runs: [{ format: 'ESM' }, { format: 'CommonJS' }] },
  // AI SDK 7 asks for Node 22, and is ESM only.
  { packages: ['ai@7', 'zod@4'], runs: [{ format: 'ESM' }, { format: 'ESM', node: '22' }] },
];

const BUNDLES: Record<Format, string> = { ESM: 'features.mjs', CommonJS: 'features.cjs' };

const folder = createWorkplace('majors');
const checks = new Checks();
const tarball = await pack(folder);
const rows = [['AI SDK', 'zod', 'Node', 'package as', 'features']];

for (const [index, { packages, runs }] of CONSUMERS.entries()) {
  const consumer = await createConsumer(join(folder, String(index)), [tarball.path, ...packages]);
  for (const { format, node } of runs) {
    const binary = node === undefined ? process.execPath : await nodeBinary(node);
    const about = await describe(consumer, binary, format);
    const results = await runFeatures(consumer, binary, format);
    for (const { name, error } of results) {
      await checks.run(`${about.join(' ')}: ${name}`, () => {
        if (error !== undefined) throw new Error(error);
      });
    }
    const failed = results.filter(({ error }) => error !== undefined).length;
    rows.push([...about, failed > 0 ? `${failed} FAIL` : 'all']);
  }
}

console.log(`\n${toTable(rows)}`);
checks.finish();

async function describe(consumer: Consumer, binary: string, format: Format): Promise<string[]> {
  const node = await runOrThrow(binary, ['--version'], { cwd: folder });
  const versions = [await consumer.versionOf('ai'), await consumer.versionOf('zod')];
  return [...versions, node.trim().slice(1), format];
}

async function runFeatures(
  consumer: Consumer,
  binary: string,
  format: Format,
): Promise<FeatureResult[]> {
  const file = BUNDLES[format];
  await bundleOwnFiles(
    join(ROOT, 'scripts/majors/features-entry.ts'),
    join(consumer.folder, file),
    format === 'ESM' ? 'esm' : 'cjs',
  );
  const major = (await consumer.versionOf('ai')).split('.')[0] ?? '';
  const printed = await consumer.node([file, major], { binary });
  return JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '[]');
}
