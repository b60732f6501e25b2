// Chunks -> vectors in the store. What is stored already is not embedded again.
import { type EmbeddingModel, embedMany } from 'ai';
import type { HerokuEmbeddingProviderOptions } from 'ai-sdk-provider-heroku/v4';
import type { Chunk } from './load-documents.ts';
import { type Store, toKey } from './store.ts';

/** How many texts Heroku takes in one request. Each batch is stored before the next is asked for. */
const BATCH_SIZE = 96;

export type Indexed = { embedded: number; unchanged: number; removed: number };

/** Embeds and stores what is missing. A run goes on where the one before it was cut off. */
export async function indexDocuments(
  chunks: Chunk[],
  store: Store,
  { model, report }: { model: EmbeddingModel; report(progress: string): void },
): Promise<Indexed> {
  const stored = await store.keys();
  const missing = chunks.filter((chunk) => !stored.has(toKey(chunk)));
  for (let done = 0; done < missing.length; done += BATCH_SIZE) {
    const batch = missing.slice(done, done + BATCH_SIZE);
    const { embeddings } = await embedMany({
      model,
      values: batch.map(({ text }) => text),
      providerOptions: {
        heroku: { inputType: 'search_document' } satisfies HerokuEmbeddingProviderOptions,
      },
    });
    await store.save(batch, embeddings);
    report(`${done + batch.length} of ${missing.length} chunks are embedded`);
  }
  // This comes last, so that whoever asks meanwhile finds the old text rather than none.
  const removed = await store.keepOnly(chunks);
  report('The index is brought up to date');
  await store.createIndex();
  return { embedded: missing.length, unchanged: chunks.length - missing.length, removed };
}
