import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root';
import { runOrThrow } from './run-command';

export type Tarball = {
  path: string;
  files: string[];
  /** Its size, packed. */
  bytes: number;
};

/** Builds and packs the package as it would be published. */
export async function pack(folder: string): Promise<Tarball> {
  await runOrThrow('npm', ['run', 'build'], { cwd: ROOT });
  const printed = await runOrThrow(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: ROOT },
  );
  const [packed] = Object.values(JSON.parse(printed)) as [PackedByNpm];
  return {
    path: join(folder, packed.filename),
    files: packed.files.map(({ path }) => path),
    bytes: packed.size,
  };
}

type PackedByNpm = { filename: string; size: number; files: { path: string }[] };

export type Manifest = {
  name: string;
  version: string;
  main: string;
  module: string;
  types: string;
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

export async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

/** The entries that hold code: `.`, `./v3` and so on. */
export function entriesOf({ exports }: Manifest): string[] {
  return Object.keys(exports).filter((entry) => entry !== './package.json');
}

/** Dependencies and peers in the lowest versions that are taken, as `npm install` wants them. */
export function lowestVersions({ dependencies, peerDependencies }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...peerDependencies }).map(
    ([name, range]) => `${name}@${range.match(/[\d.]+/)?.[0]}`,
  );
}
