import { type BuildOptions, build } from 'esbuild';

/** What all bundles of this repository's scripts have in common. */
export const SHARED: BuildOptions = {
  bundle: true,
  target: 'es2022',
  logLevel: 'error',
  // The repository's own paths lead to src; here everything is to come from the tarball.
  tsconfigRaw: {},
};

/** A file of the repository and what it imports by path. Packages are found where the bundle is put. */
export async function bundleOwnFiles(
  entry: string,
  outfile: string,
  format: 'esm' | 'cjs' = 'esm',
): Promise<void> {
  await build({
    ...SHARED,
    entryPoints: [entry],
    outfile,
    format,
    packages: 'external',
    platform: 'node',
  });
}

/** A file and all packages in it, as one script for runtimes that have no Node. */
export async function bundleEverything(
  entry: string,
  outfile: string,
  { format, conditions }: { format: 'esm' | 'iife'; conditions: string[] },
): Promise<void> {
  await build({
    ...SHARED,
    entryPoints: [entry],
    outfile,
    format,
    conditions,
    platform: 'browser',
  });
}
