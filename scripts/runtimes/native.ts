import { join } from 'node:path';
import { download } from '../consumers/download';
import { nodeBinary } from '../consumers/node-binary';
import { runOrThrow } from '../consumers/run-command';
import type { Runtime } from './runtime';

/** What a runtime is called with, before the file. */
type Native = { name: string; binary: () => Promise<string>; args?: string[] };

/** Runtimes that have `process` and find packages by themselves. */
const NATIVES: Native[] = [
  ...['20', '22', '24', 'latest'].map((version) => ({
    name: 'Node',
    binary: () => nodeBinary(version),
  })),
  {
    name: 'Bun',
    binary: () => binaryOf(`@oven/bun-${process.platform}-${bunArch()}`, '1', 'bin/bun'),
  },
  {
    name: 'Deno',
    binary: () => binaryOf(`@deno/${process.platform}-${denoArch()}`, '2', 'deno'),
    args: ['run', '--no-lock', '--node-modules-dir=manual', '--allow-net', '--allow-env'],
  },
];

const bunArch = () => (process.arch === 'arm64' ? 'aarch64' : process.arch);
const denoArch = () => (process.platform === 'linux' ? `${process.arch}-glibc` : process.arch);

async function binaryOf(name: string, version: string, path: string): Promise<string> {
  return join(await download([`${name}@${version}`]), 'node_modules', name, path);
}

export const nativeRuntimes = NATIVES.map(
  ({ name, binary, args = [] }): Runtime => ({
    name,
    async run({ consumer, target }) {
      const path = await binary();
      const version = await runOrThrow(path, ['--version'], { cwd: consumer.folder });
      const printed = await consumer.node([...args, 'native.mjs'], {
        binary: path,
        env: { INFERENCE_URL: target.url, INFERENCE_KEY: target.key },
      });
      const lastLine = printed.trimEnd().split('\n').at(-1) ?? '';
      return {
        version: version.match(/\d[\w.]*/)?.[0] ?? version,
        outcome: JSON.parse(lastLine),
      };
    },
  }),
);
