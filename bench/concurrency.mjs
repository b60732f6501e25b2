import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { frame } from './streams.mjs';
import { printTable } from './table.mjs';

const CONTESTANTS = ['heroku', 'openai-compatible', 'openai'];
const DELTAS = 80;
const PACE_MS = 50;
const run = promisify(execFile);
const child = new URL('concurrency-child.mjs', import.meta.url).pathname;

/**
 * Many streams at once in one process, each with a delta of the server every 50 ms: how late deltas come, how long the event
 * loop stands still, and what it costs. Server and clients run in processes of their own.
 */
export async function concurrency() {
  const { url, close } = await serve(paceDeltas);
  const rows = [];
  for (const streams of [50, 500]) {
    for (const name of CONTESTANTS) {
      const { stdout } = await run(process.execPath, [child, name, url, streams]);
      const { p50, p99, loopP99, cpuMs } = JSON.parse(stdout);
      rows.push([
        `${streams} streams`,
        name,
        `${p50} ms`,
        `${p99} ms`,
        `${loopP99} ms`,
        `${cpuMs} ms`,
      ]);
    }
  }
  close();
  printTable(
    `(n) paced streams, ${DELTAS} deltas each, one every ${PACE_MS} ms`,
    ['', 'client', 'delta p50', 'delta p99', 'event loop p99', 'CPU'],
    rows,
  );
}

/** What one stream holds that is open and silent. */
export async function idleStream() {
  const { url, close } = await serve((response) => response.write(deltaFrame('Hello')));
  const rows = [];
  for (const name of CONTESTANTS) {
    const args = ['--expose-gc', child, name, url, 300, 'idle'];
    const { kilobytes } = JSON.parse((await run(process.execPath, args)).stdout);
    rows.push([name, `${kilobytes} kB`]);
  }
  close();
  printTable('(o) heap that an idle stream holds', ['client', 'per stream'], rows);
}

function deltaFrame(content, finish_reason = null) {
  return frame({ choices: [{ index: 0, delta: { content }, finish_reason }] });
}

function paceDeltas(response) {
  let sent = 0;
  const timer = setInterval(() => {
    if (sent++ < DELTAS) return response.write(deltaFrame(`${process.hrtime.bigint()} `));
    clearInterval(timer);
    response.end(`${deltaFrame('', 'stop')}event:done\ndata:[DONE]\n\n`);
  }, PACE_MS);
  response.on('close', () => clearInterval(timer));
}

async function serve(answer) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}
