/**
 * `npm run size`: our own code in what `npm run build` made, bundled as an app bundles it, minified and gzipped. Fails above
 * a limit.
 */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

/** In bytes, of everything that an entry exports. */
const MAIN = { name: '.', code: `export * from './dist/index.js'`, limit: 44_500 };

/** Of the main entry: who takes the chat model alone carries no other endpoint. */
const CHAT = {
  name: '., chat alone',
  code: `export { HerokuChatLanguageModel } from './dist/index.js'`,
  limit: 32_900,
};

/** How much an entry for a later AI SDK may have above the main one. */
const ABOVE_MAIN = 600;

const main = await measure(MAIN);
await measure(CHAT);
for (const entry of ['v3', 'v4']) {
  const code = `export * from './dist/${entry}.js'`;
  await measure({ name: `./${entry}`, code, limit: main + ABOVE_MAIN });
}

async function measure({ name, code, limit }) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    packages: 'external',
    write: false,
  });
  const { code: minified } = await minify(outputFiles[0].text, {
    module: true,
    compress: { passes: 2 },
  });
  const size = gzipSync(minified, { level: 9 }).length;
  console.log(`${name.padEnd(14)} ${size} bytes of ${limit}`);
  if (size > limit) {
    console.error(
      `${name} is above its limit: make it smaller, or raise it and say why (CONTRIBUTING.md).`,
    );
    process.exitCode = 1;
  }
  return size;
}
