import { drain, models, TOOLS } from './contestants.mjs';
import { measure } from './measure.mjs';
import { fetchOf, fetchPlain, toolCallStream } from './streams.mjs';
import { printTable, spread, times, verdict } from './table.mjs';

const OURS = 'heroku';
const SIZE = 10_000_000;
const answer = fetchPlain();

/** 10 MB of each: what users send and get that is large. */
const CASES = {
  'image as bytes': () => generate(imagePrompt(png())),
  'image as base64': () => generate(imagePrompt(Buffer.from(png()).toString('base64'))),
  'tool result, a JSON array': () =>
    generate(resultPrompt({ type: 'json', value: Array(SIZE / 10).fill('1234567') })),
  'tool result, a text': () => generate(resultPrompt({ type: 'text', value: 'a'.repeat(SIZE) })),
  'tool arguments, in one delta': () => {
    const fetch = fetchOf(toolCallStream(JSON.stringify({ text: 'abcdefg '.repeat(SIZE / 8) })));
    return (model) => () => drain(model(fetch), { tools: TOOLS });
  },
};

export async function largeInputs() {
  const rows = [];
  for (const [name, prepare] of Object.entries(CASES)) {
    const run = prepare();
    const results = await measure(
      Object.fromEntries(Object.entries(models).map(([peer, model]) => [peer, run(model)])),
      { rounds: 5, warmUp: 2 },
    );
    const { [OURS]: ours, ...peers } = results;
    const best = Object.entries(peers).toSorted(
      ([, a], [, b]) => (a.median ?? Infinity) - (b.median ?? Infinity),
    )[0];
    const value = ours.median / best[1].median;
    rows.push([
      name,
      `${times(value)} ${verdict(value, 1.1)}`,
      spread(ours),
      best[0],
      spread(best[1]),
    ]);
  }
  printTable('(m) inputs of 10 MB: ours / the best peer', ['input', '', OURS, 'best', ''], rows);
}

function generate(prompt) {
  return (model) => () => model(answer).doGenerate({ prompt });
}

function png() {
  const bytes = new Uint8Array(SIZE);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}

function imagePrompt(data) {
  return [{ role: 'user', content: [{ type: 'file', mediaType: 'image/png', data }] }];
}

function resultPrompt(output) {
  const call = { toolCallId: 'tooluse_1', toolName: 'write' };
  return [
    { role: 'user', content: [{ type: 'text', text: 'Go' }] },
    { role: 'assistant', content: [{ type: 'tool-call', ...call, input: {} }] },
    { role: 'tool', content: [{ type: 'tool-result', ...call, output }] },
  ];
}
