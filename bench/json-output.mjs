import { streamObject } from 'ai';
import { models } from './contestants.mjs';
import { measure, ratio } from './measure.mjs';
import { fetchOf, textStream } from './streams.mjs';
import { printTable, spread, times, verdict } from './table.mjs';

const OURS = 'heroku';
const PEER = 'openai-compatible';
/** Some 27 kB of JSON, in deltas of eight characters. */
const JSON_TEXT = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({
    id,
    name: `The name of item ${id}`,
    tags: ['a', 'b', 'long'],
    isNew: id % 2 === 0,
  })),
);
const DELTAS = JSON_TEXT.match(/.{1,8}/g);

/** The AI SDK parses all of the text again for each delta that it gets. */
export async function jsonOutput() {
  const bytes = textStream(DELTAS.length, (at) => DELTAS[at]);
  const rows = [];
  for (const readSize of [200, 1400, 16_384, bytes.length]) {
    const fetch = fetchOf(bytes, readSize);
    const results = await measure(
      Object.fromEntries([OURS, PEER].map((name) => [name, () => readObject(models[name](fetch))])),
      { rounds: 5, warmUp: 1 },
    );
    const value = ratio(results, OURS, PEER);
    rows.push([
      readSize === bytes.length ? 'all in one' : `${readSize} bytes`,
      readSize < 1400 ? times(value) : `${times(value)} ${verdict(value, 0.5)}`,
      spread(results[OURS]),
      spread(results[PEER]),
    ]);
  }
  printTable(
    `(p) streamObject of ai 5 on ${DELTAS.length} deltas, by read size: ours / ...`,
    ['read size', PEER, OURS, PEER],
    rows,
  );
}

async function readObject(model) {
  const { partialObjectStream, object } = streamObject({
    model,
    output: 'no-schema',
    prompt: 'Go',
  });
  for await (const _ of partialObjectStream);
  if ((await object).length !== 300) throw new Error('not the object that was sent');
}
