import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';
import { runCommand } from '../consumers/run-command';

/** How consumers resolve and compile. In a `.cts` file imports are `require`. */
const WAYS = [
  { name: 'node16, ESM', file: 'consumer.mts', module: 'node16', resolution: 'node16' },
  { name: 'node16, CommonJS', file: 'consumer.cts', module: 'node16', resolution: 'node16' },
  { name: 'bundler', file: 'consumer.mts', module: 'esnext', resolution: 'bundler' },
];

const COMPILERS = ['typescript', 'typescript-newest'];

/**
 * A strict consumer that checks the types of libraries too. Those of `@ai-sdk/provider` 2 import `json-schema`, whose types
 * it does not bring: without them that is the one complaint.
 */
export async function checkTypes(
  checks: Checks,
  consumer: Consumer,
  { hasJsonSchemaTypes }: { hasJsonSchemaTypes: boolean },
): Promise<void> {
  const source = await readFile(join(ROOT, 'scripts/package/typed-consumer.ts'), 'utf8');
  for (const { file } of WAYS) await consumer.write(file, source);
  const [ai, zod] = [await consumer.versionOf('ai'), await consumer.versionOf('zod')];
  const condition = hasJsonSchemaTypes ? '' : ', without @types/json-schema';

  for (const compiler of COMPILERS) {
    const version = await consumer.versionOf(compiler);
    for (const { name, file, module, resolution } of WAYS) {
      const what = `TypeScript ${version}, ${name}, ai ${ai}, zod ${zod}${condition}`;
      await checks.run(`strict types: ${what}`, async () => {
        const { stdout, code } = await runCommand(
          process.execPath,
          [
            join('node_modules', compiler, 'bin/tsc'),
            ...['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022'],
            ...['--types', 'node'],
            ...['--module', module, '--moduleResolution', resolution, file],
          ],
          { cwd: consumer.folder },
        );
        const complaints = stdout.split('\n').filter((line) => line.includes('error TS'));
        const expected = hasJsonSchemaTypes ? [] : complaints.filter(isAboutJsonSchema);
        assert.deepEqual(complaints, expected);
        assert.equal(code === 0, hasJsonSchemaTypes);
      });
    }
  }
}

const isAboutJsonSchema = (complaint: string) =>
  /^node_modules\/(@ai-sdk|ai)\/.*'json-schema'/.test(complaint);
