import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';
import { runCommand } from '../consumers/run-command';

const FILE = 'consumer.mts';

const STRICT = [
  ...['--noEmit', '--strict', '--skipLibCheck', 'false', '--types', 'node'],
  ...['--target', 'es2022', '--module', 'node16'],
];

/**
 * A strict consumer that checks the types of libraries too has nothing to complain of. That the types are found in each way
 * of resolution, from ES modules and from CommonJS, is what "are the types wrong?" says.
 */
export async function checkTypes(
  checks: Checks,
  consumer: Consumer,
  compiler: string,
): Promise<void> {
  await writeSource(consumer);
  const version = await consumer.versionOf(compiler);
  await checks.run(`types in TypeScript ${version}`, async () =>
    assert.deepEqual(await typesComplaints(consumer, compiler, [FILE]), []),
  );
}

/** The types of `@ai-sdk/provider` 2 import those of `json-schema` and do not bring them: README tells who has to add them. */
export async function checkJsonSchemaIsAllThatIsMissing(
  checks: Checks,
  consumer: Consumer,
  compiler: string,
): Promise<void> {
  await writeSource(consumer);
  await checks.run('types without @types/json-schema: that is all', async () => {
    const all = await typesComplaints(consumer, compiler, [FILE]);
    const isAboutIt = (line: string) => /^node_modules\/(@ai-sdk|ai)\/.*'json-schema'/.test(line);
    assert.notEqual(all.length, 0);
    assert.deepEqual(
      all.filter((line) => !isAboutIt(line)),
      [],
    );
  });
}

async function writeSource(consumer: Consumer): Promise<void> {
  const source = await readFile(join(ROOT, 'scripts/package/typed-consumer.ts'), 'utf8');
  await consumer.write(FILE, source);
}

/** What the compiler says of the files, in lines. */
export async function typesComplaints(
  consumer: Consumer,
  compiler: string,
  files: string[],
  options: string[] = [],
): Promise<string[]> {
  const { code, stdout } = await runCommand(
    process.execPath,
    [join('node_modules', compiler, 'bin/tsc'), ...STRICT, ...options, ...files],
    { cwd: consumer.folder },
  );
  const lines = stdout.split('\n').filter((line) => line.includes('error TS'));
  return code === 0 || lines.length > 0 ? lines : [`tsc ended with code ${code}: ${stdout}`];
}
