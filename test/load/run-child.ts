import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Runs a file of this folder in a process of its own, whose memory nothing else uses, and gives what it sends. Memory is
 * measured there, so the server stays here.
 */
export async function runChild<T>(file: string, args: string[]): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'heroku-load-'));
  const outfile = join(folder, 'child.mjs');
  const packageJson = new URL('../../package.json', import.meta.url);
  try {
    await build({
      entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      outfile,
      define: {
        __PACKAGE_VERSION__: JSON.stringify(JSON.parse(readFileSync(packageJson, 'utf8')).version),
      },
    });
    const child = fork(outfile, args, { execArgv: ['--expose-gc'] });
    let result: T | undefined;
    child.on('message', (message) => {
      result = message as T;
    });
    const [code] = await once(child, 'close');
    if (code !== 0 || result === undefined) throw new Error(`${file} ended with code ${code}`);
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
