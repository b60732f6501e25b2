/** What is read from a server of another process, as an answer of Heroku is. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { imageResponse } from './calls.mjs';
import { STREAMS } from './drain.mjs';
import { startServer } from './loopback-server.mjs';
import { printPairs } from './pair.mjs';
import { printTable, times, verdict } from './table.mjs';

const KINDS = ['text', 'created', 'padding'];
const IMAGE_BYTES = 10_000_000;
const CHILD = new URL('image-memory-child.mjs', import.meta.url).pathname;

export async function overHttp() {
  const responses = {
    '/image': { type: 'application/json', pieces: [imageResponse(IMAGE_BYTES)] },
  };
  for (const kind of KINDS) {
    responses[`/${kind}`] = { type: 'text/event-stream', pieces: toFrames(STREAMS[kind]()) };
  }
  const server = await startServer(responses);
  try {
    await printPairs('(v) 20,000 deltas over HTTP, each frame a chunk', {
      rows: KINDS.map((kind) => ({
        title: kind,
        module: 'loopback',
        args: [`${server.url}/${kind}`],
        most: 1,
      })),
      to: 'floor',
    });
    await printPeaks(`${server.url}/image`);
  } finally {
    server.stop();
  }
}

function toFrames(bytes) {
  return new TextDecoder().decode(bytes).split(/(?<=\n\n)/);
}

async function printPeaks(url) {
  const ours = await medianGrowth('heroku', url);
  const theirs = await medianGrowth('openai-compatible', url);
  const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(0)} MB`;
  printTable(
    '(w) memory that one image of 10 MB takes at most: ours / openai-compatible',
    ['', 'ours', 'openai-compatible'],
    [[`${times(ours / theirs)} ${verdict(ours / theirs, 1)}`, megabytes(ours), megabytes(theirs)]],
  );
}

/** By how much a fresh process grows, of seven. */
async function medianGrowth(who, url) {
  const growths = [];
  for (let round = 0; round < 7; round++) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      CHILD,
      who,
      url,
    ]);
    growths.push(Number(stdout));
  }
  return growths.toSorted((a, b) => a - b)[3];
}
