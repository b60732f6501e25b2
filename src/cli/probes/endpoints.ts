import { toArray } from '../../json/values';
import type { Exchange } from '../exchange';
import { show } from './parts';
import {
  type Ask,
  confirmed,
  holds,
  isRefused,
  isTaken,
  need,
  onAnswer,
  type Probe,
  refuted,
  unclear,
} from './probe';

const embed = ({ post, models }: Ask, fields: object): Promise<Exchange> =>
  post('/v1/embeddings', {
    model: need(models.embedding, 'embedding model'),
    input: ['a'],
    ...fields,
  });

const rerank = ({ post, models }: Ask, fields: object = {}): Promise<Exchange> =>
  post('/v1/rerank', {
    model: need(models.rerank, 'reranking model'),
    query: 'What is a dyno?',
    documents: ['Bread is baked.', 'A dyno is a container that runs an app.', 'Cats sleep.'],
    ...fields,
  });

/** The embeddings of an answer, as they came. */
const embeddingsOf = ({ json }: Exchange): unknown[] =>
  (toArray(json?.data) ?? [])
    .map((item) => item as { embedding?: unknown; embeddings?: unknown })
    .map(({ embedding, embeddings }) => embedding ?? embeddings);

/** The bytes of base64 as float32 numbers, in either order. */
function toFloats(base64: string, order: 'little endian' | 'big endian'): number[] {
  const bytes = Buffer.from(base64, 'base64');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    view.getFloat32(index * 4, order === 'little endian'),
  );
}

/** Whether two lists of numbers agree but for the precision of float32. */
const areClose = (a: number[], b: number[]) =>
  a.length === b.length && a.every((value, index) => Math.abs(value - (b[index] ?? NaN)) < 1e-4);

export const ENDPOINTS: Probe[] = [
  {
    id: 'embedding-key',
    statement:
      "The key of an embedding is `embedding`, and not `embeddings`, the only one that Heroku's command line reads.",
    source: 'heroku-api.md §6, field-reports-2.md J12',
    calls: 1,
    tokens: 0,
    run: async (ask) =>
      onAnswer(await embed(ask, {}), ({ json }) => {
        const [first] = toArray(json?.data) ?? [];
        const keys = Object.keys(first ?? {});
        const isKnown = keys.some((key) => /^embeddings?$/.test(key));
        return isKnown
          ? holds(keys.includes('embedding'), `keys ${show(keys)}`)
          : unclear(`keys ${show(keys)}`);
      }),
  },
  {
    id: 'embedding-float',
    statement: '`encoding_format: "float"`, which OpenAI clients send, is refused.',
    source: 'heroku-surface.md §1',
    calls: 1,
    tokens: 0,
    run: async (ask) =>
      isRefused(await embed(ask, { encoding_format: 'float' }), /encoding_format|float/),
  },
  {
    id: 'embedding-base64',
    statement: '`encoding_format: "base64"` gives float32 numbers in little-endian order.',
    source: 'heroku-surface.md §1',
    calls: 2,
    tokens: 0,
    run: async (ask) => {
      const plain = await embed(ask, {});
      const coded = await embed(ask, { encoding_format: 'base64' });
      if (!plain.ok || !coded.ok) return unclear(plain.ok ? coded.summary : plain.summary);
      const [numbers] = embeddingsOf(plain);
      const [text] = embeddingsOf(coded);
      if (typeof text !== 'string') return refuted(`no string: ${show(text, 40)}`);
      const given = toArray(numbers)?.map(Number) ?? [];
      if (areClose(toFloats(text, 'little endian'), given))
        return confirmed('float32, little endian');
      const isBig = areClose(toFloats(text, 'big endian'), given);
      const bytes = Buffer.from(text, 'base64').length;
      return refuted(isBig ? 'float32, big endian' : `${bytes} bytes for ${given.length} numbers`);
    },
  },
  {
    id: 'embedding-types',
    statement: 'With `embedding_type: "int8"` each embedding is an array of whole numbers.',
    source: 'heroku-surface.md §1',
    calls: 1,
    tokens: 0,
    run: async (ask) => {
      const answer = await embed(ask, { embedding_type: 'int8' });
      if (!answer.ok) return isTaken(answer, /embedding_type/);
      const [first] = embeddingsOf(answer);
      return holds(Array.isArray(first) && first.every(Number.isInteger), show(first, 60));
    },
  },
  {
    id: 'embedding-order',
    statement: 'Embeddings come in the order of the input.',
    source: 'heroku-surface.md §1',
    calls: 1,
    tokens: 0,
    run: async (ask) =>
      onAnswer(await embed(ask, { input: ['a', 'b', 'c'] }), ({ json }) => {
        const indexes = (toArray(json?.data) ?? []).map(
          (item) => (item as { index?: unknown }).index,
        );
        if (indexes.length !== 3) return unclear(`${indexes.length} embeddings for 3 texts`);
        return holds(show(indexes) === '[0,1,2]', `indexes ${show(indexes)}`);
      }),
  },
  {
    id: 'embedding-length',
    statement: 'The limit of 2,048 for a text counts bytes of UTF-8.',
    source: 'heroku-surface.md §1',
    calls: 1,
    tokens: 0,
    run: async (ask) =>
      isRefused(
        await embed(ask, { input: ['é'.repeat(1100)] }),
        /2048|2,048|length|character|byte|long/i,
      ),
  },
  {
    id: 'embedding-count',
    statement: 'More than 96 texts in one call are refused.',
    source: 'heroku-surface.md §1',
    calls: 1,
    tokens: 0,
    run: async (ask) =>
      isRefused(
        await embed(ask, { input: Array.from({ length: 97 }, () => 'a') }),
        /96|input|many/i,
      ),
  },
  {
    id: 'embedding-empty',
    statement: 'An empty text is refused.',
    source: 'heroku-surface.md §1',
    calls: 1,
    tokens: 0,
    run: async (ask) => isRefused(await embed(ask, { input: [''] }), /input|empty|text|length/i),
  },
  {
    id: 'embedding-dimensions',
    statement: '`dimensions` is refused.',
    source: 'heroku-surface.md §1',
    calls: 1,
    tokens: 0,
    run: async (ask) => isRefused(await embed(ask, { dimensions: 256 }), /dimension/),
  },
  {
    id: 'embedding-input-type',
    statement: '`input_type: "search_query"` is taken.',
    source: 'heroku-surface.md §1',
    calls: 1,
    tokens: 0,
    run: async (ask) => isTaken(await embed(ask, { input_type: 'search_query' }), /input_type/),
  },
  {
    id: 'rerank-order',
    statement: 'Reranking answers with the best document first, and its index.',
    source: 'heroku-surface.md §3',
    calls: 1,
    tokens: 0,
    run: async (ask) =>
      onAnswer(await rerank(ask), ({ json }) => {
        const results = toArray(json?.results) as { index: number; relevance_score: number }[];
        if (!results?.length) return unclear(show(json));
        const scores = results.map(({ relevance_score }) => relevance_score);
        const isSorted = scores.every((score, at) => at === 0 || score <= (scores[at - 1] ?? 0));
        const hasIndexes = results.every(({ index }) => Number.isInteger(index));
        return holds(isSorted && hasIndexes, show(results));
      }),
  },
  {
    id: 'rerank-top-n',
    statement: 'A `top_n` above the number of documents is refused.',
    source: 'heroku-surface.md §3',
    calls: 1,
    tokens: 0,
    run: async (ask) => isRefused(await rerank(ask, { top_n: 4 }), /top_n|documents/),
  },
  {
    id: 'rerank-empty',
    statement: 'An empty document is refused.',
    source: 'heroku-surface.md §3',
    calls: 1,
    tokens: 0,
    run: async (ask) =>
      isRefused(await rerank(ask, { documents: ['Rain.', ''] }), /documents|empty|text|length/i),
  },
];
