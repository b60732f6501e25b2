/**
 * `npm run size`: our own code in what `npm run build` made, bundled as an app bundles it, minified and gzipped. Fails above
 * a limit of size-limits.json. `npm run size -- --update` sets each limit to the size of today plus 2 %; `npm run size --
 * --rooms` prints what each room of src takes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { toRooms } from './size/rooms.mjs';

const FILE = new URL('size-limits.json', import.meta.url);
const ROOM = 1.02;
const isUpdate = process.argv.includes('--update');
/** In bytes. */
const limits = JSON.parse(await readFile(FILE, 'utf8'));

const limitOf = (name, size) => {
  if (isUpdate) limits[name] = Math.ceil(size * ROOM);
  return limits[name];
};

/** Everything that an entry exports. */
const MAIN = { name: '.', code: `export * from './dist/index.js'` };

/** Of the main entry: who takes the chat model alone carries no other endpoint. */
const CHAT = {
  name: '., chat alone',
  code: `export { HerokuChatLanguageModel } from './dist/index.js'`,
};

/** How much an entry for a later AI SDK may have above the main one. */
const ABOVE_MAIN = 600;

const main = await measure(MAIN);
await measure(CHAT);
for (const entry of ['v3', 'v4']) {
  const code = `export * from './dist/${entry}.js'`;
  await measure({ name: `./${entry}`, code, limit: main + ABOVE_MAIN });
}
if (process.argv.includes('--rooms')) for (const entry of [CHAT, MAIN]) await printRooms(entry);
if (isUpdate) await writeFile(FILE, `${JSON.stringify(limits, null, 2)}\n`);

async function measure({ name, code, limit: given }) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    packages: 'external',
    write: false,
  });
  const size = await toSize(outputFiles[0].text);
  const limit = given ?? limitOf(name, size);
  console.log(`${name.padEnd(14)} ${size} bytes of ${limit}`);
  if (size > limit) {
    console.error(
      `${name} is above its limit: make it smaller, or run "npm run size -- --update" and say why in the commit (CONTRIBUTING.md).`,
    );
    process.exitCode = 1;
  }
  return size;
}

async function printRooms({ name, code }) {
  console.log(`\n${name}: bytes that would go with each room and what only it uses`);
  const rooms = await toRooms(code.replace('dist/index.js', 'src/index.ts'), toSize);
  for (const { name: room, bytes } of rooms) console.log(`${String(bytes).padStart(7)}  ${room}`);
}

async function toSize(text) {
  const { code } = await minify(text, { module: true, compress: { passes: 2 } });
  return gzipSync(code, { level: 9 }).length;
}
