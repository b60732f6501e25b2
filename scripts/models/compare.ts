import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toDifferences, toIds } from './differences';

const folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
try {
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '@ai-sdk/anthropic@latest'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const root = join(folder, 'node_modules/@ai-sdk/anthropic');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const ids = toIds(await readFile(join(root, 'dist/index.d.ts'), 'utf8'));
  const { getModelCapabilities } = await import(
    pathToFileURL(join(root, 'dist/internal/index.js')).href
  );
  const differences = toDifferences(ids, getModelCapabilities);
  console.log(`@ai-sdk/anthropic ${version}: ${ids.length} ids, ${differences.length} differences`);
  for (const difference of differences) console.log(`- ${difference}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
