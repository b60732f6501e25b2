// Files -> chunks. Put another loader here for documents that live elsewhere.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toChunks } from './to-chunks.ts';

export type Chunk = {
  /** The path of the document. */
  source: string;
  text: string;
  /** SHA-256 of the text: a chunk whose hash is stored needs no new vector. */
  hash: string;
};

/** Chunks of the Markdown and text files in a folder. Throws where there are none, so that a wrong path deletes no vectors. */
export async function loadDocuments(folder: string): Promise<Chunk[]> {
  const files = await readdir(folder, { recursive: true });
  const sources = files.filter((file) => /\.(md|txt)$/.test(file)).sort();
  if (sources.length === 0)
    throw new Error(`${folder} holds no .md or .txt file. The database was left as it is.`);
  const chunks = await Promise.all(sources.map((source) => loadDocument(folder, source)));
  return chunks.flat();
}

async function loadDocument(folder: string, source: string): Promise<Chunk[]> {
  const text = await readFile(join(folder, source), 'utf8');
  return toChunks(text).map((text) => ({ source, text, hash: toHash(text) }));
}

const toHash = (text: string) => createHash('sha256').update(text).digest('hex');
