import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root';
import { runOrThrow } from './run-command';

/** Copies the files that a clone of this repository has, as they are now. */
export async function copyRoot(folder: string): Promise<void> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = (await runOrThrow('git', list, { cwd: ROOT })).split('\0').filter(Boolean);
  for (const file of files.filter((file) => existsSync(join(ROOT, file)))) {
    await cp(join(ROOT, file), join(folder, file));
  }
}
