import { CHARACTERS_PER_TOKEN } from './completion';
import { type Endpoint, scriptedFailure } from './endpoint';
import type { Personality } from './personality';
import type { EmbeddingRequest } from './requests';
import { ENDPOINT_RULES } from './rules';
import { textsOf } from './rules/embeddings';
import { vectorOf } from './vector';
import type { EmbeddingBody } from './wire';

/** `POST /v1/embeddings` (heroku-surface.md §1). */
export const EMBEDDINGS: Endpoint<EmbeddingRequest> = {
  path: '/v1/embeddings',
  rules: ENDPOINT_RULES.embeddings,
  toRequest: (body, facts) => ({ endpoint: 'embeddings', body, model: body.model, facts }),
  respond({ body, model }, given, { personality }) {
    const failure = scriptedFailure(given);
    if (failure) return failure;
    const data = textsOf(body).map((text, index) => ({
      object: 'embedding',
      index,
      embedding: encoded(vectorOf(text, DIMENSIONS[model] ?? 1024), body, personality),
    }));
    const tokens = Math.ceil(textsOf(body).join('').length / CHARACTERS_PER_TOKEN);
    const answer = {
      object: 'list',
      data: personality.embeddingOrder === 'reversed' ? data.reverse() : data,
      model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    };
    return Response.json(answer, { headers: given?.headers });
  },
};

const DIMENSIONS: Record<string, number> = {
  'cohere-embed-v4': 1536,
  'cohere-embed-multilingual': 1024,
};

/** What the documents call raw is an array; the bytes behind base64 are unverified: embedding-base64. */
function encoded(
  vector: number[],
  { encoding_format: format = 'raw', embedding_type: type = 'float' }: EmbeddingBody,
  { embeddingBytes }: Personality,
): number[] | string {
  const values = type === 'float' ? vector : QUANTIZED[type](vector);
  if (format !== 'base64') return values;
  const size = type === 'float' ? 4 : 1;
  const bytes = new DataView(new ArrayBuffer(values.length * size));
  for (const [at, value] of values.entries()) {
    if (size === 4) bytes.setFloat32(at * 4, value, embeddingBytes === 'little');
    else bytes.setInt8(at, value);
  }
  return btoa(
    Array.from(new Uint8Array(bytes.buffer), (byte) => String.fromCharCode(byte)).join(''),
  );
}

/** The other types of numbers; how Heroku packs them is unverified: embedding-types. */
const QUANTIZED = {
  int8: (vector: number[]) => vector.map((value) => Math.round(value * 127)),
  uint8: (vector: number[]) => vector.map((value) => Math.round((value + 1) * 127.5)),
  binary: (vector: number[]) => packed(vector).map((byte) => byte - 128),
  ubinary: (vector: number[]) => packed(vector),
};

/** Eight signs in each byte, the first in the highest bit. */
function packed(vector: number[]): number[] {
  return Array.from({ length: Math.ceil(vector.length / 8) }, (_, byte) =>
    vector
      .slice(byte * 8, byte * 8 + 8)
      .reduce((bits, value, at) => (value > 0 ? bits | (128 >> at) : bits), 0),
  );
}
