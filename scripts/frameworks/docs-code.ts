import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';

const PAGES = ['frameworks.md', 'situations.md'];

/** Checks the code of the pages: it parses, and what it imports is exported by the versions that are installed. */
export async function checkDocsCode(
  checks: Checks,
  { v3, v4, binary }: { v3: Consumer; v4: Consumer; binary: string },
): Promise<void> {
  for (const page of PAGES) {
    const text = await readFile(join(ROOT, 'docs', page), 'utf8');
    for (const [index, [, code = '']] of [...text.matchAll(/```js\n([\s\S]*?)```/g)].entries()) {
      const consumer = /\/v3'|from 'workflow'/.test(code) ? v3 : v4;
      await checks.run(`docs/${page}: code ${index + 1}`, () => checkCode(code, consumer, binary));
    }
  }
}

async function checkCode(code: string, consumer: Consumer, binary: string): Promise<void> {
  await build({
    stdin: { contents: code, resolveDir: consumer.folder, loader: 'js' },
    bundle: true,
    format: 'esm',
    packages: 'external',
    write: false,
    logLevel: 'silent',
  });
  const imports = code.match(/^import .*;$/gm) ?? [];
  await consumer.write('docs-imports.mjs', `${imports.join('\n')}\nprocess.exit(0);\n`);
  await consumer.node(['docs-imports.mjs'], { binary });
}
