import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Checks } from '../consumers/checks';
import { entriesOf, type Manifest, type Tarball } from '../consumers/pack';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';

/** The command, which nobody imports. */
const CLI = 'dist/cli.js';
const PAPERS = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];

const read = (path: string) => readFile(join(ROOT, path), 'utf8');

/** What the tarball holds. What was packed is still in `dist`. */
export async function checkContents(
  checks: Checks,
  tarball: Tarball,
  manifest: Manifest,
): Promise<void> {
  const entries = entriesOf(manifest);
  const code = tarball.files.filter((path) => /^dist\/.*\.c?js$/.test(path) && path !== CLI);
  const types = tarball.files.filter((path) => /^dist\/.*\.d\.c?ts$/.test(path));

  await checks.run('the tarball holds docs, README, CHANGELOG, LICENSE and package.json', () => {
    const others = tarball.files.filter(
      (path) => !path.startsWith('dist/') && !/^docs\/([\w-]+\.md|speed\.svg)$/.test(path),
    );
    assert.deepEqual(others.sort(), PAPERS);
  });

  await checks.run('it is smaller than 600 kB', () => assert.ok(tarball.bytes < 600_000));

  // That what `exports` names is there, with the types first, is what publint says.
  await checks.run(`its dist holds ${entries.join(', ')} and what they share`, () => {
    const names = entries.map(toFileName).join('|');
    const expected = new RegExp(`^dist/((${names})|[\\w-]+-[\\w-]{8})\\.(c?js|d\\.c?ts)$`);
    const dist = tarball.files.filter((path) => path.startsWith('dist/') && path !== CLI);
    for (const path of dist) assert.match(path, expected);
  });

  const modules = code.filter((path) => path.endsWith('.js'));
  await checks.run(`${code.length} files of code are readable`, () =>
    Promise.all(code.map(assertReadable)),
  );
  await checks.run('each file of src is in one .js file', async () => {
    const sources = (await Promise.all(modules.map(sourcesOf))).flat();
    assert.ok(sources.length > 200);
    assert.deepEqual(
      sources.filter((source, index) => sources.indexOf(source) !== index),
      [],
    );
  });
  await checks.run('each .js file is there as .cjs', () => {
    const common = code.filter((path) => path.endsWith('.cjs'));
    assert.deepEqual(
      common.map((path) => path.replace(/cjs$/, 'js')),
      modules,
    );
  });

  await checks.run('what is imported is what package.json declares', async () => {
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    const imported = new Set<string>();
    for (const path of [...code, ...types]) {
      for (const [, name = ''] of (await read(path)).matchAll(IMPORTED))
        imported.add(name.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? name);
    }
    assert.deepEqual([...imported].sort(), Object.keys(declared).sort());
  });

  // The collections of facts are cited by name and stay in the repository.
  await checks.run('cited pages are in the tarball or docs/sources', async () => {
    const sources = await readdir(join(ROOT, 'docs/sources'));
    const names = new Set([...tarball.files.map((path) => path.split('/').at(-1)), ...sources]);
    for (const path of types) {
      const cited = [...(await read(path)).matchAll(/[\w-]+\.mdx?\b/g)].map(([name]) => name);
      assert.deepEqual(
        cited.filter((name) => !names.has(name)),
        [],
        path,
      );
    }
  });

  await checks.run('publint', async () => {
    const packed = await readFile(tarball.path);
    const data = packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength);
    const { messages } = await publint({
      strict: true,
      pack: { tarball: data as ArrayBuffer },
    });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, manifest)),
      [],
    );
  });

  await checks.run(
    'are the types wrong? (node16, from ESM and CommonJS, bundler, and node10)',
    () =>
      runOrThrow(join(ROOT, 'node_modules/.bin/attw'), [tarball.path, '--profile', 'strict'], {
        cwd: ROOT,
      }),
  );
}

/** The name of an entry's files in `dist`. */
function toFileName(entry: string): string {
  return entry === '.' ? 'index' : entry.slice('./'.length);
}

async function assertReadable(path: string): Promise<void> {
  const longest = Math.max(...(await read(path)).split('\n').map(({ length }) => length));
  assert.ok(longest < 500, `${path} has a line of ${longest} characters`);
}

/** esbuild names the file above the code that comes from it, which may be in several pieces. */
async function sourcesOf(path: string): Promise<string[]> {
  const named = (await read(path)).matchAll(/^\/\/ (src\/[\w/-]+\.ts)$/gm);
  return [...new Set([...named].map(([, file = '']) => file))];
}

/** Packages in `from '...'` and `require('...')` outside of comments, but for those of Node. */
const IMPORTED =
  /^(?! *\/?(?:\*|\/)).*?(?: from |require\(|import\()["'](?!node:)([^."'\n][^"'\n]*)["']/gm;
