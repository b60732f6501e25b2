import { type Endpoint, scriptedFailure } from './endpoint';
import type { RerankRequest } from './requests';
import { ENDPOINT_RULES } from './rules';
import { wordsOf } from './words';

/** `POST /v1/rerank` (heroku-surface.md §3). */
export const RERANK: Endpoint<RerankRequest> = {
  path: '/v1/rerank',
  rules: ENDPOINT_RULES.rerank,
  toRequest: (body, facts) => ({ endpoint: 'rerank', body, model: body.model, facts }),
  respond({ body: { query, documents, top_n } }, given, { personality, ids }) {
    const failure = scriptedFailure(given);
    if (failure) return failure;
    const ranking = documents
      .map((document, index) => ({ index, relevance_score: scoreOf(document, query) }))
      .sort((one, two) => two.relevance_score - one.relevance_score)
      .slice(0, top_n);
    if (personality.rerankOrder === 'given') ranking.sort((one, two) => one.index - two.index);
    const answer = {
      id: ids.uuid(),
      results: ranking,
      meta: {
        api_version: { version: '2', is_experimental: false },
        billed_units: { search_units: Math.ceil(documents.length / 100) },
      },
    };
    return Response.json(answer, { headers: given?.headers });
  },
};

/** The part of the query's words that the document holds, from 0 to 1. */
function scoreOf(document: string, query: string): number {
  const wanted = new Set(wordsOf(query));
  const held = new Set(wordsOf(document));
  const shared = [...wanted].filter((word) => held.has(word)).length;
  return wanted.size === 0 ? 0 : shared / wanted.size;
}
