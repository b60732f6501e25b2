import { createHeroku } from '../dist/index.js';
import { measure, ratio } from './measure.mjs';
import { printTable, spread, times, verdict } from './table.mjs';

const VALUES = Array.from({ length: 96 }, (_, at) => `Value ${at}`);
const DIMENSIONS = 1024;
const CALLS = 10;

/** Whether numbers as base64, which are a quarter of the bytes, also take less time than numbers as text. */
export async function embeddings() {
  const vectors = VALUES.map(() => Float32Array.from({ length: DIMENSIONS }, () => Math.random()));
  const contestants = {
    base64: callsOf(vectors.map(({ buffer }) => Buffer.from(buffer).toString('base64'))),
    floats: callsOf(vectors.map((vector) => [...vector])),
  };
  const results = await measure(contestants, { rounds: 11, warmUp: 5 });
  const value = ratio(results, 'base64', 'floats');
  printTable(
    `(q) ${VALUES.length} embeddings of ${DIMENSIONS} numbers, ${CALLS} calls: base64 / floats`,
    ['', 'base64', 'floats'],
    [[`${times(value)} ${verdict(value, 0.6)}`, spread(results.base64), spread(results.floats)]],
  );
}

function callsOf(encoded) {
  const data = encoded.map((embedding, index) => ({ object: 'embedding', index, embedding }));
  const text = JSON.stringify({ object: 'list', data, usage: { prompt_tokens: 1 } });
  const model = createHeroku({
    apiKey: 'inf-bench',
    baseURL: 'http://bench.test',
    fetch: async () => new Response(text, { headers: { 'content-type': 'application/json' } }),
  }).embedding('cohere-embed-v4');
  return async () => {
    for (let call = 0; call < CALLS; call++) await model.doEmbed({ values: VALUES });
  };
}
