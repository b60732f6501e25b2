import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';
import { runCommand } from '../consumers/run-command';

/** How consumers resolve and compile. In a `.cts` file imports are `require`. */
export const WAYS: Way[] = [
  { name: 'node16, ESM', file: 'consumer.mts', module: 'node16', resolution: 'node16' },
  { name: 'node16, CommonJS', file: 'consumer.cts', module: 'node16', resolution: 'node16' },
  { name: 'bundler', file: 'consumer.mts', module: 'esnext', resolution: 'bundler' },
];
export type Way = { name: string; file: string; module: string; resolution: string };

const STRICT = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022'];

/** A strict consumer that checks the types of libraries too has nothing to complain of, with each of the compilers. */
export async function checkTypes(
  checks: Checks,
  consumer: Consumer,
  compilers: string[],
): Promise<void> {
  await writeSource(consumer);
  for (const compiler of compilers) {
    const version = await consumer.versionOf(compiler);
    for (const way of WAYS) {
      await checks.run(`types in TypeScript ${version}, ${way.name}`, async () =>
        assert.deepEqual(await typesComplaints(consumer, compiler, way), []),
      );
    }
  }
}

/** The types of `@ai-sdk/provider` 2 import those of `json-schema` and do not bring them: README tells who has to add them. */
export async function checkJsonSchemaIsAllThatIsMissing(
  checks: Checks,
  consumer: Consumer,
  compiler: string,
): Promise<void> {
  await writeSource(consumer);
  for (const way of WAYS) {
    await checks.run(`types without @types/json-schema, ${way.name}: that is all`, async () => {
      const all = await typesComplaints(consumer, compiler, way);
      const isAboutIt = (line: string) => /^node_modules\/(@ai-sdk|ai)\/.*'json-schema'/.test(line);
      assert.notEqual(all.length, 0);
      assert.deepEqual(
        all.filter((line) => !isAboutIt(line)),
        [],
      );
    });
  }
}

async function writeSource(consumer: Consumer): Promise<void> {
  const source = await readFile(join(ROOT, 'scripts/package/typed-consumer.ts'), 'utf8');
  for (const { file } of WAYS) await consumer.write(file, source);
}

/** What the compiler says of the file, in lines. */
export async function typesComplaints(
  consumer: Consumer,
  compiler: string,
  { file, module, resolution }: Way,
  options: string[] = [],
): Promise<string[]> {
  const how = ['--types', 'node', '--module', module, '--moduleResolution', resolution];
  const { code, stdout } = await runCommand(
    process.execPath,
    [join('node_modules', compiler, 'bin/tsc'), ...STRICT, ...how, ...options, file],
    { cwd: consumer.folder },
  );
  const lines = stdout.split('\n').filter((line) => line.includes('error TS'));
  return code === 0 || lines.length > 0 ? lines : [`tsc ended with code ${code}: ${stdout}`];
}
