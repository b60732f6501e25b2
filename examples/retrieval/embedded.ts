// PGlite: Postgres with pgvector inside this process, with its files in a folder. For development.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { Database } from './database.ts';

export async function openEmbedded(folder: string): Promise<Database> {
  lock(folder);
  const pglite = await PGlite.create(folder, { extensions: { vector } });
  return {
    query: (sql, values) => pglite.query(sql, values),
    close: () => pglite.close(),
  };
}

/** PGlite takes no lock of its own, and two processes would spoil each other's files. */
function lock(folder: string): void {
  const file = `${folder}.lock`;
  const owner = readOwner(file);
  if (owner !== undefined && isRunning(owner))
    throw new Error(
      `Process ${owner} uses the database in ${folder}, which takes one at a time. End it first; if it is another program, remove ${file}.`,
    );
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: 'wx' });
  process.once('exit', () => rmSync(file, { force: true }));
}

function readOwner(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
