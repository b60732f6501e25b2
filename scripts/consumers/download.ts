import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createConsumer } from './consumer';

/** Versions are looked up anew after a week. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Downloads of these scripts. Later runs find them again. */
const CACHE = join(tmpdir(), `ai-sdk-provider-heroku-downloads-${userInfo().username}`);

/** A package that could not be had: the one reason for not running something. */
export class DownloadError extends Error {}

/** The folder into which these packages were installed, now or before. Throws DownloadError. */
export async function download(packages: string[]): Promise<string> {
  const folder = join(CACHE, packages.join(' ').replaceAll(/[^\w.-]+/g, '_'));
  const stamp = join(folder, 'complete');
  if (await isFresh(stamp)) return folder;
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(CACHE, { recursive: true, mode: 0o700 });
    await createConsumer(folder, packages);
  } catch (error) {
    throw new DownloadError(`${packages.join(', ')} could not be installed: ${error}`);
  }
  await writeFile(stamp, '');
  return folder;
}

async function isFresh(stamp: string): Promise<boolean> {
  const written = await stat(stamp).catch(() => undefined);
  return written !== undefined && Date.now() - written.mtimeMs < KEPT_MS;
}
