import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleOwnFiles } from '../consumers/bundle';
import { Consumer } from '../consumers/consumer';
import { download } from '../consumers/download';
import { ROOT } from '../consumers/root';
import type { Printed } from './judge-entry';
import { PEERS, type Peer } from './peers';
import { missedFaults, RECORDED } from './recorded';
import { toTables } from './tables';

const DOCS = join(ROOT, 'docs/conformance.md');
const [BEGIN, END] = ['<!-- judge:peers begin -->', '<!-- judge:peers end -->'];

const args = process.argv.slice(2);
/** Prints every finding of this peer, with scripts and parts, in place of the tables. */
const only = args.find((arg) => !arg.startsWith('--'));

const results: { peer: Peer; version: string; findings: Printed[] }[] = [];
for (const peer of PEERS.filter(({ short }) => only === undefined || short === only)) {
  const result = await judgePeer(peer);
  results.push({ peer, ...result });
  console.error(`${peer.package}@${result.version}: ${result.findings.length} findings`);
}

if (only !== undefined) console.log(JSON.stringify(results, undefined, 1));
else {
  const tables = toTables(results);
  console.log(tables);
  if (args.includes('--write')) {
    const text = await readFile(DOCS, 'utf8');
    const [before] = text.split(BEGIN);
    const [, after] = text.split(END);
    await writeFile(DOCS, `${before}${BEGIN}\n\n${tables}\n\n${END}${after}`);
  }
}

const missed = missedFaults(results);
for (const one of missed) console.error(one);
console.error(`${RECORDED.length} faults of language-model-v2.md A, ${missed.length} not found`);
if (missed.length > 0) process.exitCode = 1;

async function judgePeer(peer: Peer): Promise<{ version: string; findings: Printed[] }> {
  const { name, package: packageName, version, ai } = peer;
  const folder = await download([`${packageName}@${version}`, `ai@${ai}`, 'zod@4']);
  const consumer = new Consumer(folder);
  const entry = join(ROOT, 'scripts/judge/judge-entry.ts');
  await bundleOwnFiles(entry, join(folder, 'judge.mjs'));
  const printed = await consumer.node(['judge.mjs', name, packageName]);
  return {
    version: await consumer.versionOf(packageName),
    findings: JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '[]'),
  };
}
