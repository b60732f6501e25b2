/** Each measure that has a target, by the processor time of two processes. */
import { overHttp } from './over-http.mjs';
import { printPairs } from './pair.mjs';

const FLOOR = 'floor';
const PEER = 'openai-compatible';

/** The bytes of one read -> the most that ours may take of the floor. */
const STREAMS = {
  text: { 70: 1, 200: 1, 1400: 0.75, 16384: 0.65 },
  created: { 200: 1.05, 1400: 0.8, 16384: 0.7 },
  padding: { 200: 1.05, 1400: 0.8, 16384: 0.7 },
  'created and padding': { 1400: 1.45 },
  reasoning: { 200: 1, 1400: 0.75 },
  arguments: { 200: 1.15, 1400: 0.75, 16384: 0.6 },
};

/** What is called, and how large it is -> the most that ours may take of the peer. */
const CALLS = {
  tools: { 0: 0.95, 10: 0.95, 50: 0.95 },
  object: { 2000: 1, 231000: 1 },
  image: { 10000000: 1 },
};

/** Some thousands of calls are made before those that count: longer code takes more of them to get warm. */
const ROUNDS = {
  tools: { warmUp: 80 },
  object: { warmUp: 80 },
  image: { rounds: 15, warmUp: 4 },
};

export async function targets() {
  await printPairs('(t) 20,000 deltas, by what differs and by read size', {
    rows: toRows(STREAMS, 'drain'),
    to: FLOOR,
  });
  await printPairs('(u) calls without streaming, as AI SDK 7 makes them', {
    rows: toRows(CALLS, 'calls'),
    to: PEER,
  });
  await overHttp();
}

function toRows(kinds, module) {
  return Object.entries(kinds).flatMap(([kind, sizes]) =>
    Object.entries(sizes).map(([size, most]) => ({
      title: `${kind}, ${size}`,
      module,
      args: [kind, Number(size)],
      most,
      rounds: ROUNDS[kind],
    })),
  );
}
