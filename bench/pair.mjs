/** Compares two contestants by the processor time that their rounds take, so that other load on the machine matters little. */
import { fork } from 'node:child_process';
import { printTable, times, verdict } from './table.mjs';

const CHILD = new URL('contestant.mjs', import.meta.url).pathname;

/**
 * Each contestant has a fresh process of its own, so that neither runs code that the other has warmed, or spoilt. Rounds come
 * in turns.
 * @param row `[module, ...args]` for each of the two: what `contestant.mjs` runs.
 * @returns the median of the ratios round by round, and the median milliseconds of each.
 */
export async function pair(ours, theirs, { rounds = 31, warmUp = 8 } = {}) {
  const contestants = [ours, theirs].map((row) => startContestant(row));
  const times = [[], []];
  try {
    for (let round = -warmUp; round < rounds; round++) {
      for (const [at, contestant] of contestants.entries()) {
        const took = await contestant.round();
        if (round >= 0) times[at].push(took);
      }
    }
  } finally {
    for (const contestant of contestants) contestant.stop();
  }
  const ratios = times[0].map((took, round) => took / times[1][round]);
  return { ratio: median(ratios), ours: median(times[0]), theirs: median(times[1]) };
}

/**
 * Prints a table of ours and another contestant.
 * @param rows each with the module and the arguments behind the contestant's name, and the most that ours may take of the other.
 */
export async function printPairs(title, { rows, to }) {
  const cells = [];
  for (const { title, module, args, most, rounds } of rows) {
    const { ratio, ours, theirs } = await pair(
      [module, 'heroku', ...args],
      [module, to, ...args],
      rounds,
    );
    const ratioCell = `${times(ratio)} ${verdict(ratio, most)}`;
    cells.push([title, ratioCell, ours.toFixed(1), theirs.toFixed(1)]);
  }
  printTable(`${title}: ours / ${to}`, ['', 'processor time', 'ours, ms', `${to}, ms`], cells);
}

function median(list) {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
}

function startContestant(row) {
  const child = fork(CHILD, [JSON.stringify(row)]);
  const answer = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', () => reject(new Error(`${row.join(' ')} has ended`)));
    });
  return {
    async round() {
      child.send('round');
      const reply = await answer();
      child.removeAllListeners('exit');
      return reply;
    },
    stop: () => child.disconnect(),
  };
}
