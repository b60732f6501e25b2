import { models, PROMPT } from './contestants.mjs';
import { measure, ratio } from './measure.mjs';
import { fetchOf, textStream } from './streams.mjs';
import { printTable, spread, times, verdict } from './table.mjs';

const OURS = 'heroku';
const PEER = 'openai-compatible';
const CALLS = 100;

/** The server answers at once, and each stream is cancelled at its first text. */
export async function firstPart() {
  const fetch = fetchOf(textStream(1));
  const results = await measure(
    {
      floor: repeated(() => floorToText(fetch)),
      [OURS]: repeated(() => toFirstText(models[OURS](fetch))),
      [PEER]: repeated(() => toFirstText(models[PEER](fetch))),
    },
    { rounds: 21, warmUp: 20 },
  );
  const value = ratio(results, OURS, PEER);
  printTable(
    `(r) the first text part of ${CALLS} streams whose server answers at once: ours / ...`,
    [PEER, 'floor', OURS, PEER, 'floor'],
    [
      [
        `${times(value)} ${verdict(value, 0.5)}`,
        times(ratio(results, OURS, 'floor')),
        spread(results[OURS]),
        spread(results[PEER]),
        spread(results.floor),
      ],
    ],
  );
}

function repeated(run) {
  return async () => {
    for (let call = 0; call < CALLS; call++) await run();
  };
}

async function toFirstText(model) {
  const { stream } = await model.doStream({ prompt: PROMPT });
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error('no text part');
    if (value.type === 'error') throw value.error;
    if (value.type === 'text-delta') return reader.cancel();
  }
}

/** The least that any reader must do: one read, split into lines, parse until there is text. */
async function floorToText(fetch) {
  const { body } = await fetch();
  const reader = body.getReader();
  const { value } = await reader.read();
  for (const line of new TextDecoder().decode(value).split('\n')) {
    if (!line.startsWith('data:')) continue;
    if (JSON.parse(line.slice(5)).choices[0]?.delta.content) return reader.cancel();
  }
  throw new Error('no text');
}
