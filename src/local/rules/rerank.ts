import type { RerankBody } from '../wire';
import { bodyRules } from './body';
import { COUNT, FILLED_TEXTS, TEXT } from './field-type';
import { firstDenial, invalid, ruleFor } from './rule';

const MAX_DOCUMENTS = 1000;

const rule = ruleFor<RerankBody>();

export const RERANK_RULES = [
  ...bodyRules<RerankBody>({
    fields: { model: TEXT, query: TEXT, documents: FILLED_TEXTS, top_n: COUNT },
    required: ['model', 'query', 'documents'],
    kind: 'score',
  }),
  rule(
    'rerank-count',
    'heroku-surface.md §3 (at most 1,000); wording unverified: refusal-wording',
    ({ body }) =>
      body.documents.length > MAX_DOCUMENTS
        ? invalid(`documents must hold at most ${MAX_DOCUMENTS} texts`)
        : undefined,
  ),
  rule(
    'rerank-top-n',
    'heroku-surface.md §3 (at most the number of documents); wording unverified: refusal-wording',
    ({ body: { top_n = 1, documents } }) =>
      top_n > documents.length
        ? invalid('top_n must be at most the number of documents')
        : undefined,
  ),
  rule('rerank-empty', 'unverified: rerank-empty (heroku-surface.md §3)', ({ body }) =>
    firstDenial([body.query, ...body.documents], (text) =>
      text === '' ? invalid('query and documents must not be empty') : undefined,
    ),
  ),
];
