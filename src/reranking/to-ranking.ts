import type { JsonAnswer } from '../http/read-json';
import { toArray, toObject } from '../json/values';

type Ranking = { index: number; relevanceScore: number }[];

/**
 * The ranking of an answer, as it came: Heroku writes the best first (heroku-surface.md §3). Throws APICallError unless each
 * result is that of another one of `count` documents.
 */
export function toRanking({ received, toError }: JsonAnswer, count: number): Ranking {
  const results = toArray(toObject(received)?.results);
  if (results === undefined) throw toError('no list of results');
  const seen = new Set<number>();
  return results.map((result) => {
    const { index, relevance_score: relevanceScore } = toObject(result) ?? {};
    if (!isIndex(index, count) || seen.has(index)) {
      throw toError('results whose indexes are not those of the documents');
    }
    if (typeof relevanceScore !== 'number') {
      throw toError(`a result for documents[${index}] without a relevance_score`);
    }
    seen.add(index);
    return { index, relevanceScore };
  });
}

function isIndex(value: unknown, count: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < count;
}
