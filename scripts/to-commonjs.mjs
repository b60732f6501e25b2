/**
 * The second half of `npm run build`: makes each ES module in `dist`, and its types, a CommonJS module. So what the entries
 * share is there once in CommonJS too, and readable, which tsup's own splitting does not give.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';

const DIST = 'dist';

for (const name of await readdir(DIST)) {
  if (name.endsWith('.js')) await convertCode(name);
  if (name.endsWith('.d.ts')) await convertTypes(name);
}

async function convertCode(name) {
  const code = await readFile(join(DIST, name), 'utf8');
  const converted = await transform(code, {
    format: 'cjs',
    platform: 'node',
    target: 'es2022',
  });
  await writeFile(join(DIST, name.replace(/\.js$/, '.cjs')), withRequires(converted.code));
}

async function convertTypes(name) {
  const types = await readFile(join(DIST, name), 'utf8');
  await writeFile(join(DIST, name.replace(/\.d\.ts$/, '.d.cts')), withRequires(types));
}

/** The modules of `dist` that a module names end in `.cjs`. */
function withRequires(text) {
  return text.replaceAll(/(["'])(\.\/[^"'\n]+)\.js\1/g, '$1$2.cjs$1');
}
