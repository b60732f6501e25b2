import type { EmbeddingBody } from '../wire';
import { bodyRules } from './body';
import { FLAG, oneOf, TEXT, TEXT_OR_TEXTS } from './field-type';
import { firstDenial, invalid, ruleFor } from './rule';

const MAX_TEXTS = 96;
const MAX_TEXT_LENGTH = 2048;

const rule = ruleFor<EmbeddingBody>();

export const EMBEDDING_RULES = [
  ...bodyRules<EmbeddingBody>({
    fields: {
      model: TEXT,
      input: TEXT_OR_TEXTS,
      input_type: oneOf('search_document', 'search_query', 'classification', 'clustering'),
      encoding_format: TEXT,
      embedding_type: oneOf('float', 'int8', 'uint8', 'binary', 'ubinary'),
      allow_ignored_params: FLAG,
    },
    required: ['model', 'input'],
    kind: 'embedding',
  }),
  rule(
    'embedding-encoding-format',
    'heroku-surface.md §1 (raw and base64; that `float` is refused is weak); wording unverified: refusal-wording',
    ({ body: { encoding_format: format = 'raw' } }) =>
      ['raw', 'base64'].includes(format)
        ? undefined
        : invalid('invalid value for encoding_format: expected "raw" or "base64"'),
  ),
  rule(
    'embedding-count',
    'heroku-surface.md §1 (at most 96); wording unverified: refusal-wording',
    ({ body }) =>
      textsOf(body).length > MAX_TEXTS
        ? invalid(`input must hold at most ${MAX_TEXTS} texts`)
        : undefined,
  ),
  rule('embedding-empty', 'unverified: embedding-empty (heroku-surface.md §1)', ({ body }) =>
    firstDenial(textsOf(body), (text, at) =>
      text === '' ? invalid(`input[${at}] must not be empty`) : undefined,
    ),
  ),
  rule(
    'embedding-length',
    'heroku-surface.md §1 (2,048 UTF-8 bytes, though the message says characters: blade-mcp); wording unverified: refusal-wording',
    ({ body, personality }) =>
      firstDenial(textsOf(body), (text, at) => {
        const isBytes = personality.embeddingLength === 'bytes';
        const length = isBytes ? new TextEncoder().encode(text).length : [...text].length;
        return length > MAX_TEXT_LENGTH
          ? invalid(`input[${at}] must be at most ${MAX_TEXT_LENGTH} characters`)
          : undefined;
      }),
  ),
];

export const textsOf = ({ input }: EmbeddingBody): string[] =>
  typeof input === 'string' ? [input] : input;
