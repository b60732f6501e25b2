import type { JsonAnswer } from '../http/read-json';
import { toIndexOrder } from '../json/index-order';
import { toArray, toCount, toObject } from '../json/values';
import { toVector } from './to-vector';

/** The embeddings of one answer. */
export type Embeddings = { embeddings: number[][]; tokens: number | undefined };

/**
 * Reads an answer to a request with `count` values and an `embedding_type`. The order is that of `index`, in which Heroku need
 * not answer. The key of a vector is `embedding`, as documented, or `embeddings`, the one that Heroku's command line reads
 * (unverified: embedding-key). Throws APICallError unless there is one embedding for each value.
 */
export function toEmbeddings(
  { received, toError }: JsonAnswer,
  count: number,
  type: unknown,
): Embeddings {
  const { data, usage } = toObject(received) ?? {};
  const items = toArray(data)?.map((item) => toObject(item) ?? {});
  if (items === undefined) throw toError('no list of embeddings');
  if (items.length !== count) {
    throw toError(`${items.length} embeddings for ${count} values`);
  }
  const ordered = toIndexOrder(items);
  if (ordered === undefined) throw toError('embeddings whose indexes are not those of the values');
  const embeddings = ordered.map((item, index) => {
    const vector = toVector(item.embedding ?? item.embeddings, type);
    if (vector) return vector;
    throw toError(
      `an embedding for values[${index}] that is neither a list of numbers nor float32 numbers as base64`,
    );
  });
  const { prompt_tokens, total_tokens } = toObject(usage) ?? {};
  return { embeddings, tokens: toCount(prompt_tokens) ?? toCount(total_tokens) };
}
