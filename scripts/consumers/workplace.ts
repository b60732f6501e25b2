import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder outside the repository, removed when the process ends. */
export function createWorkplace(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `ai-sdk-provider-heroku-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
