/** Each measure that has a target, by the processor time of two processes. */
import { pair } from './pair.mjs';
import { printTable, times, verdict } from './table.mjs';

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

export async function targets() {
  await printPairs('(t) 20,000 deltas, by what differs and by read size', STREAMS, {
    module: 'drain',
    to: FLOOR,
  });
  await printPairs('(u) calls without streaming', CALLS, { module: 'calls', to: PEER });
}

async function printPairs(title, kinds, { module, to }) {
  const rows = [];
  for (const [kind, sizes] of Object.entries(kinds)) {
    for (const [size, most] of Object.entries(sizes)) {
      const rowOf = (who) => [module, who, kind, Number(size)];
      const rounds = kind === 'image' ? { rounds: 15, warmUp: 4 } : {};
      const { ratio, ours, theirs } = await pair(rowOf('heroku'), rowOf(to), rounds);
      const cells = [`${times(ratio)} ${verdict(ratio, most)}`, ours.toFixed(1), theirs.toFixed(1)];
      rows.push([`${kind}, ${size}`, ...cells]);
    }
  }
  printTable(`${title}: ours / ${to}`, ['', 'processor time', 'ours, ms', `${to}, ms`], rows);
}
