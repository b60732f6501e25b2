import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Skipped } from '../case';

const run = promisify(execFile);

/** Programs of Debian packages, unpacked into a folder: nothing is installed. */
export type Unpacked = { folder: string; env: Record<string, string> };

/** Packages by name, with those that they depend on and that are missing here. Throws Skipped where apt does not give them. */
export async function unpack(packages: string[]): Promise<Unpacked> {
  const folder = resolve('debian');
  await mkdir(folder, { recursive: true });
  try {
    const plan = ['install', '--simulate', '--yes', '--no-install-recommends', ...packages];
    const { stdout } = await run('apt-get', plan);
    const missing = [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
    const names = [...new Set([...packages, ...missing])];
    await run('apt-get', ['download', ...names], { cwd: folder });
    await run('sh', ['-c', 'for file in *.deb; do dpkg -x "$file" .; done'], { cwd: folder });
    const { stdout: tuple } = await run('dpkg-architecture', ['-qDEB_HOST_MULTIARCH']).catch(
      async () => ({ stdout: `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu` }),
    );
    const libraries = join(folder, 'usr/lib', tuple.trim());
    return { folder, env: { LD_LIBRARY_PATH: libraries } };
  } catch (error) {
    throw new Skipped(
      `apt-get does not give ${packages.join(', ')}: ${String(error).slice(0, 300)}`,
    );
  }
}
