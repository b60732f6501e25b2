/** Prints the memory that one provider holds while a slow reader takes a stream of 200 MB. */
import { models, PROMPT } from './contestants.mjs';
import { frame } from './streams.mjs';

const STREAM_BYTES = 200_000_000;
const block = new TextEncoder().encode(
  frame({
    choices: [{ index: 0, delta: { content: 'x'.repeat(800) }, finish_reason: null }],
  }).repeat(60),
);
const end = new TextEncoder().encode(
  frame({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
);

let sent = 0;
const fetch = async () =>
  new Response(
    new ReadableStream({
      pull(controller) {
        if (sent < STREAM_BYTES) {
          sent += block.length;
          return controller.enqueue(block);
        }
        controller.enqueue(end);
        controller.close();
      },
    }),
  );

function held() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_000_000;
}

const start = held();
const { stream } = await models[process.argv[2]](fetch).doStream({ prompt: PROMPT });
let peak = 0;
let count = 0;
for await (const part of stream) {
  if (part.type === 'error') throw part.error;
  if (++count % 20_000 !== 0) continue;
  await new Promise((resolve) => setTimeout(resolve, 20));
  peak = Math.max(peak, held());
}
console.log(
  JSON.stringify({
    megabytes: Math.round(sent / 1_000_000),
    start: start.toFixed(1),
    peak: peak.toFixed(1),
  }),
);
