import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Checks } from '../consumers/checks';
import type { Manifest, Tarball } from '../consumers/pack';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';

const CODE = ['dist/index.js', 'dist/index.cjs'];
const TYPES = ['dist/index.d.ts', 'dist/index.d.cts'];

const read = (path: string) => readFile(join(ROOT, path), 'utf8');

/** What the tarball holds. What was packed is still in `dist`. */
export async function checkContents(
  checks: Checks,
  tarball: Tarball,
  manifest: Manifest,
): Promise<void> {
  await checks.run(
    'the tarball holds dist, docs, README, CHANGELOG, LICENSE and package.json',
    () => {
      const maps = CODE.map((path) => `${path}.map`);
      const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
      const files = tarball.files.filter((path) => !/^docs\/[\w-]+\.mdx?$/.test(path));
      assert.deepEqual(files.sort(), [...CODE, ...TYPES, ...maps, ...papers].sort());
    },
  );

  await checks.run('`exports` names files of the tarball, types first', () => {
    for (const conditions of Object.values(manifest.exports['.'] as object)) {
      assert.deepEqual(Object.keys(conditions), ['types', 'default']);
      for (const path of Object.values(conditions))
        assert.ok(tarball.files.includes(String(path).slice(2)), `${path} is not there`);
    }
  });

  for (const path of CODE) {
    await checks.run(`${path} is readable, and its source map leads to src`, async () => {
      const lines = (await read(path)).split('\n');
      const longest = lines.reduce((length, line) => Math.max(length, line.length), 0);
      assert.ok(longest < 300, `a line has ${longest} characters`);
      const { sources, sourcesContent } = JSON.parse(await read(`${path}.map`));
      assert.ok(sources.length > 20);
      for (const [index, source] of sources.entries()) {
        assert.match(source, /^\.\.\/src\/[\w/-]+\.ts$/);
        assert.equal(sourcesContent[index], await read(join('dist', source)), source);
      }
    });
  }

  await checks.run('what is imported is what package.json declares', async () => {
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    const imported = new Set<string>();
    for (const path of [...CODE, ...TYPES]) {
      for (const [, name = ''] of (await read(path)).matchAll(IMPORTED))
        imported.add(name.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? name);
    }
    assert.deepEqual([...imported].sort(), Object.keys(declared).sort());
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

/** Packages in `from '...'` and `require('...')`. */
const IMPORTED = /(?: from |require\()["']([^."'\n][^"'\n]*)["']/g;
