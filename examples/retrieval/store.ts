// All SQL: a table of chunks with their vectors, by pgvector. The same for Postgres and PGlite.
import type { Database } from './database.ts';
import type { Chunk } from './load-documents.ts';
import type { VectorSpace } from './models.ts';

export type Passage = { source: string; text: string };

export type Store = {
  /** The keys of the chunks that have a vector. */
  keys(): Promise<Set<string>>;
  /** The models and dimensions of vectors that cannot be compared with those of this store. */
  otherSpaces(): Promise<VectorSpace[]>;
  /** Stores all of the chunks, or none. */
  save(chunks: Chunk[], embeddings: number[][]): Promise<void>;
  /** Removes every chunk but these, and vectors of other models. Returns how many. */
  keepOnly(chunks: Chunk[]): Promise<number>;
  createIndex(): Promise<void>;
  /** The passages near to a vector, the nearest first. */
  nearest(embedding: number[], count: number): Promise<Passage[]>;
};

/** A model is part of the key, so a change of the model leaves the old vectors until the new ones are complete. */
const TABLE = `
  CREATE TABLE IF NOT EXISTS document_chunks (
    source text NOT NULL,
    hash text NOT NULL,
    model text NOT NULL,
    text text NOT NULL,
    embedding vector NOT NULL,
    PRIMARY KEY (source, hash, model)
  )`;

export const toKey = ({ source, hash }: Pick<Chunk, 'source' | 'hash'>) => `${hash} ${source}`;

export async function openStore(
  database: Database,
  { modelId, dimensions }: VectorSpace,
): Promise<Store> {
  await createExtension(database);
  await database.query(TABLE);
  const isComparable = `model = $1 AND vector_dims(embedding) = ${dimensions}`;
  // An index wants a number of dimensions: 2,000 at most, or 4,000 in half precision.
  const type = dimensions <= 2000 ? 'vector' : 'halfvec';
  const vectors = `(embedding::${type}(${dimensions}))`;

  return {
    async keys() {
      const sql = `SELECT source, hash FROM document_chunks WHERE ${isComparable}`;
      const { rows } = await database.query<Chunk>(sql, [modelId]);
      return new Set(rows.map(toKey));
    },

    async otherSpaces() {
      const { rows } = await database.query<VectorSpace>(
        `SELECT DISTINCT model AS "modelId", vector_dims(embedding) AS dimensions
         FROM document_chunks WHERE NOT (${isComparable})`,
        [modelId],
      );
      return rows;
    },

    async save(chunks, embeddings) {
      const wrong = embeddings.find(({ length }) => length !== dimensions);
      if (wrong)
        throw new Error(
          `${modelId} gave ${wrong.length} numbers for a text; models.ts says ${dimensions}.`,
        );
      const rows = chunks.map((chunk, at) => ({ ...chunk, embedding: embeddings[at] }));
      // One statement is one transaction.
      await database.query(
        `INSERT INTO document_chunks (source, hash, model, text, embedding)
         SELECT source, hash, $1, text, embedding
         FROM json_to_recordset($2) AS rows (source text, hash text, text text, embedding vector)
         ON CONFLICT (source, hash, model) DO UPDATE SET embedding = excluded.embedding`,
        [modelId, JSON.stringify(rows)],
      );
    },

    async keepOnly(chunks) {
      const { rows } = await database.query<{ count: number }>(
        `WITH removed AS (
           DELETE FROM document_chunks
           WHERE NOT (${isComparable})
             OR (source, hash) NOT IN (SELECT * FROM unnest($2::text[], $3::text[]))
           RETURNING 1
         ) SELECT count(*)::int AS count FROM removed`,
        [modelId, chunks.map(({ source }) => source), chunks.map(({ hash }) => hash)],
      );
      return rows[0]?.count ?? 0;
    },

    async createIndex() {
      await database.query(
        `CREATE INDEX IF NOT EXISTS document_chunks_${dimensions} ON document_chunks
         USING hnsw (${vectors} ${type}_cosine_ops) WHERE vector_dims(embedding) = ${dimensions}`,
      );
    },

    async nearest(embedding, count) {
      const { rows } = await database.query<Passage>(
        `SELECT source, text FROM document_chunks
         WHERE ${isComparable} ORDER BY ${vectors} <=> $2 LIMIT $3`,
        [modelId, JSON.stringify(embedding), count],
      );
      return rows;
    },
  };
}

async function createExtension(database: Database): Promise<void> {
  try {
    await database.query('CREATE EXTENSION IF NOT EXISTS vector');
  } catch (error) {
    throw new Error(
      `CREATE EXTENSION vector failed: ${(error as Error).message}. Heroku Postgres has pgvector; elsewhere an administrator has to install it.`,
      { cause: error },
    );
  }
}
