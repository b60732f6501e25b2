import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from './run-command';

/** A folder outside the repository into which packages were installed, as a user has it. */
export class Consumer {
  constructor(readonly folder: string) {}

  async install(packages: string[]): Promise<void> {
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    await runOrThrow('npm', ['install', ...quiet, ...packages], {
      cwd: this.folder,
      limitMs: 600_000,
    });
  }

  async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.folder, name), text);
  }

  /** Runs a file with this Node, or another. */
  node(
    args: string[],
    { binary = process.execPath, env = {} }: { binary?: string; env?: Record<string, string> } = {},
  ): Promise<string> {
    return runOrThrow(binary, args, { cwd: this.folder, env });
  }

  /** The version of an installed package. */
  async versionOf(name: string): Promise<string> {
    const path = join(this.folder, 'node_modules', name, 'package.json');
    return JSON.parse(await readFile(path, 'utf8')).version;
  }

  /** The versions of all copies of a package. */
  async copiesOf(name: string): Promise<string[]> {
    const lock = JSON.parse(await readFile(join(this.folder, 'package-lock.json'), 'utf8'));
    return Object.entries(lock.packages as Record<string, { version: string }>)
      .filter(([path]) => path.endsWith(`node_modules/${name}`))
      .map(([, { version }]) => version);
  }
}

/** @param packages as `npm install` takes them. */
export async function createConsumer(
  folder: string,
  packages: string[],
  type: 'module' | 'commonjs' = 'module',
): Promise<Consumer> {
  await mkdir(folder, { recursive: true });
  const consumer = new Consumer(folder);
  await consumer.write('package.json', JSON.stringify({ private: true, type }));
  await consumer.install(packages);
  return consumer;
}
