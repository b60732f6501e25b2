/** `npm run size`: what `npm run build` made of our own code, minified and gzipped. Fails above the limit. */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';

/** In bytes. */
const LIMIT = 12_000;

const bundle = await readFile('dist/index.js', 'utf8');
const { code } = await minify(bundle, { module: true, compress: { passes: 2 } });
const size = gzipSync(code, { level: 9 }).length;
console.log(`Own code, minified and gzipped: ${size} bytes (limit ${LIMIT}).`);
if (size > LIMIT) {
  console.error('Above the limit: make it smaller, or say in CONTRIBUTING.md why it must grow.');
  process.exitCode = 1;
}
