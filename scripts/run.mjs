// Runs a TypeScript file of this repository: node scripts/run.mjs examples/stream-text.ts
// Node 20 runs no TypeScript, so the file is bundled first, with the provider's source in it.
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bundles the file and imports it. Rejects when it does not build and when it throws. */
export async function run(file) {
  const entry = resolve(file);
  const aiSdk = toAiSdk(await readFile(entry, 'utf8'));
  const { version, exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await mkdir(join(ROOT, '.tmp'), { recursive: true });
  const outDir = await mkdtemp(join(ROOT, '.tmp', 'run-'));
  process.on('exit', () => rmSync(outDir, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const outfile = join(outDir, 'main.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    packages: 'external',
    alias: { ...toSources(exports), ai: aiSdk },
    define: {
      __PACKAGE_VERSION__: JSON.stringify(version),
      // Files beside the source are found from the bundle too.
      'import.meta.url': JSON.stringify(pathToFileURL(entry).href),
    },
  });
  await import(pathToFileURL(outfile).href);
}

/** The AI SDK to which the entry belongs that the code imports, as it is called in devDependencies. */
function toAiSdk(code) {
  const [, version] = /'ai-sdk-provider-heroku\/v(\d)'/.exec(code) ?? [];
  return version ? `ai-v${Number(version) + 3}` : 'ai';
}

/** The entries of the package -> their sources. */
function toSources(exports) {
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
  return Object.fromEntries(
    entries.map((entry) => [
      `ai-sdk-provider-heroku${entry.slice(1)}`,
      findSource(entry === '.' ? 'index' : entry.slice(2)),
    ]),
  );
}

/** An entry is a file of src, or the index of a folder there. */
function findSource(name) {
  const [file, index] = [`src/${name}.ts`, `src/${name}/index.ts`].map((path) => join(ROOT, path));
  return existsSync(file) ? file : index;
}

/** Whose keys the examples read. */
const ATTACHMENTS = ['INFERENCE', 'EMBEDDING', 'RERANK', 'DIFFUSION'];

const WITHOUT_KEY = `INFERENCE_KEY is not set. Without a key, start a local Heroku in another terminal and paste what it prints:
  node scripts/run.mjs scripts/local.ts
(or \`npx ai-sdk-provider-heroku local\` where the package is installed)`;

/** Whether it calls Heroku, and brings no local one. */
async function needsKey(file) {
  const code = await readFile(file, 'utf8');
  return /'ai-sdk-provider-heroku(\/v\d)?'/.test(code) && !code.includes("-heroku/local'");
}

const [node, script, file, ...rest] = process.argv;
if (script !== undefined && resolve(script) === fileURLToPath(import.meta.url)) {
  if (file === undefined) throw new Error('Usage: node scripts/run.mjs <file.ts>');
  // The file finds its arguments where it would if it ran by itself.
  process.argv = [node, resolve(file), ...rest];
  const isExample = resolve(file).startsWith(join(ROOT, 'examples'));
  const hasKey = ATTACHMENTS.some((alias) => process.env[`${alias}_KEY`]);
  if (isExample && !hasKey && (await needsKey(file))) {
    console.error(WITHOUT_KEY);
    process.exitCode = 1;
  } else {
    await run(file);
  }
}
