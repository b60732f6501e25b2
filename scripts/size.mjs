/** `npm run size`: own code, bundled and minified without dependencies, gzipped. Fails above the limit. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** In bytes. The aim is 12,000: see CONTRIBUTING.md. */
const LIMIT = 15_800;

const { outputFiles } = await build({
  entryPoints: ['src/index.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  packages: 'external',
  write: false,
});
const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
console.log(`Own code, minified and gzipped: ${size} bytes (limit ${LIMIT}).`);
if (size > LIMIT) {
  console.error('Above the limit: make it smaller, or say in CONTRIBUTING.md why it must grow.');
  process.exitCode = 1;
}
