import { execFileSync } from 'node:child_process';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { createHeroku } from '../dist/index.js';
import { drain, floor, models, PROMPT, TOOLS } from './contestants.mjs';
import { manyTools } from './many-tools.mjs';
import { measure, ratio } from './measure.mjs';
import {
  fetchOf,
  fetchPlain,
  frame,
  plainResponse,
  reasoningStream,
  textStream,
  toolStream,
  unlikeStream,
} from './streams.mjs';
import { printTable, spread, times, verdict } from './table.mjs';

const OURS = 'heroku';
const PEER = 'openai-compatible';

/** Every provider that drains the stream, and the floor. */
function drainers(fetch, options, names = Object.keys(models)) {
  const contestants = { floor: () => floor(fetch) };
  for (const name of names) contestants[name] = () => drain(models[name](fetch), options);
  return contestants;
}

export async function textDeltas() {
  const bytes = textStream(20_000);
  const unlike = unlikeStream(20_000);
  const rows = [];
  for (const [what, stream, readSize, mostOfFloor] of [
    ['70 bytes', bytes, 70, 1],
    ['200 bytes', bytes, 200, 1],
    ['1400 bytes', bytes, 1400, 1],
    ['16384 bytes', bytes, 16_384, 1],
    ['1400 bytes, no frame like the last', unlike, 1400, 1.35],
  ]) {
    const results = await measure(drainers(fetchOf(stream, readSize)));
    const ofFloor = ratio(results, OURS, 'floor');
    const ofPeer = ratio(results, OURS, PEER);
    rows.push([
      what,
      `${times(ofFloor)} ${verdict(ofFloor, mostOfFloor)}`,
      `${times(ofPeer)} ${verdict(ofPeer, 0.2)}`,
      times(ratio(results, OURS, 'groq')),
      times(ratio(results, OURS, 'openrouter')),
      spread(results.floor),
      spread(results[OURS]),
      spread(results[PEER]),
    ]);
  }
  printTable(
    '(a) 20,000 text deltas, by read size: ours / ...',
    ['read size', 'floor', PEER, 'groq', 'openrouter', 'floor', OURS, PEER],
    rows,
  );
}

export async function otherDeltas() {
  const thinking = reasoningStream(20_000, (text) => ({ reasoning: { thinking: text } }));
  const plain = reasoningStream(20_000, (text) => ({ reasoning_content: text }));
  const cases = {
    reasoning_content: fetchOf(plain),
    'reasoning { thinking }': fetchOf(thinking),
    'tool arguments, 160 KB': fetchOf(toolStream(160_000)),
  };
  const rows = [];
  for (const [name, fetch] of Object.entries(cases)) {
    const results = await measure(drainers(fetch, { tools: TOOLS }, [OURS, PEER]));
    const ofPeer = ratio(results, OURS, PEER);
    rows.push([
      name,
      times(ratio(results, OURS, 'floor')),
      `${times(ofPeer)} ${Number.isNaN(ofPeer) ? '' : verdict(ofPeer, 0.3)}`,
      spread(results[OURS]),
      spread(results[PEER]),
    ]);
  }
  printTable(
    '(b) 20,000 reasoning and tool deltas: ours / ...',
    ['deltas', 'floor', PEER, OURS, PEER],
    rows,
  );
}

export async function toolArguments() {
  const rows = [];
  for (const calls of [1, 2]) {
    let before;
    for (const kilobytes of [32, 64, 128, 256, 512, 1024, 2048]) {
      const fetch = fetchOf(toolStream(kilobytes * 1024, calls));
      const run = () => drain(models[OURS](fetch), { tools: TOOLS });
      const { [OURS]: result } = await measure({ [OURS]: run }, { rounds: 5, warmUp: 1 });
      const growth = before === undefined ? Number.NaN : result.median / before;
      before = result.median;
      rows.push([
        `${calls} x ${kilobytes} KB`,
        spread(result),
        Number.isNaN(growth) ? '-' : `${times(growth)} ${verdict(growth, 2.2)}`,
      ]);
    }
  }
  printTable(
    '(c) tool arguments in deltas of 8 characters: growth per doubling',
    ['arguments', 'time', 'growth'],
    rows,
  );
}

export async function wholeResponse() {
  const fetch = fetchOf(plainResponse(1_000_000), 65_536, 'application/json');
  const generate = (name) => () => models[name](fetch).doGenerate({ prompt: PROMPT });
  const results = await measure(
    { [OURS]: generate(OURS), [PEER]: generate(PEER) },
    { rounds: 25, warmUp: 10 },
  );
  const value = ratio(results, OURS, PEER);
  printTable(
    '(d) doGenerate on a response of 1 MB: ours / ...',
    [PEER, OURS, PEER],
    [[`${times(value)} ${verdict(value, 1)}`, spread(results[OURS]), spread(results[PEER])]],
  );
}

export async function wholeStreamText() {
  const fetch = fetchOf(textStream(20_000));
  const run = (name) => async () => {
    for await (const _ of streamText({ model: models[name](fetch), prompt: 'Hello' }).fullStream);
  };
  const results = await measure({
    floor: () => floor(fetch),
    'doStream alone': () => drain(models[OURS](fetch)),
    [OURS]: run(OURS),
    [PEER]: run(PEER),
  });
  const value = ratio(results, OURS, PEER);
  const own = 1 - ratio(results, 'doStream alone', OURS);
  printTable(
    '(e) streamText of ai 5 on 20,000 text deltas: ours / ...',
    [PEER, "the SDK's own share of ours", OURS, PEER],
    [
      [
        `${times(value)} ${verdict(value, 0.8)}`,
        `${Math.round(own * 100)} %`,
        spread(results[OURS]),
        spread(results[PEER]),
      ],
    ],
  );
}

/** A part counts as early if it can be read while the server has not yet been asked for the next frame. */
export async function latency() {
  const rows = [];
  for (const name of [OURS, PEER]) {
    let pulled = 0;
    const waits = [];
    let sentAt = 0;
    const fetch = async () =>
      new Response(
        new ReadableStream(
          {
            pull(controller) {
              const text = frame({
                choices: [
                  {
                    index: 0,
                    delta: { content: `word ${pulled}` },
                    finish_reason: pulled === 2000 ? 'stop' : null,
                  },
                ],
              });
              if (pulled++ > 2000) return controller.close();
              sentAt = performance.now();
              controller.enqueue(new TextEncoder().encode(text));
            },
          },
          { highWaterMark: 0 },
        ),
      );
    const { stream } = await models[name](fetch).doStream({ prompt: PROMPT });
    let early = 0;
    let deltas = 0;
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value.type !== 'text-delta') continue;
      waits.push(performance.now() - sentAt);
      deltas++;
      if (pulled === deltas) early++;
    }
    waits.sort((a, b) => a - b);
    rows.push([
      name,
      `${early} of ${deltas}`,
      `${(waits[Math.floor(waits.length / 2)] * 1000).toFixed(0)} µs`,
      name === OURS ? (early === deltas ? 'ok' : 'MISSED') : '',
    ]);
  }
  printTable(
    '(f) from the last byte of a frame to its part',
    ['provider', 'readable before the next frame is pulled', 'median wait', ''],
    rows,
  );
}

export async function memory() {
  const rows = [];
  for (const name of [OURS, PEER]) {
    const output = execFileSync(
      process.execPath,
      ['--expose-gc', new URL('memory-child.mjs', import.meta.url).pathname, name],
      { encoding: 'utf8' },
    );
    const { megabytes, start, peak } = JSON.parse(output);
    rows.push([name, `${megabytes} MB`, `${start} MB`, `${peak} MB`]);
  }
  printTable(
    '(g) heap and buffers while a slow reader takes a stream',
    ['provider', 'stream', 'at start', 'peak'],
    rows,
  );
}

export async function coldImport() {
  const child = (specifier) => () =>
    execFileSync(process.execPath, [
      '--input-type=module',
      '-e',
      `await import(${JSON.stringify(specifier)})`,
    ]);
  const results = await measure(
    {
      [OURS]: child(new URL('../dist/index.js', import.meta.url).href),
      [PEER]: child(import.meta.resolve('@ai-sdk/openai-compatible')),
      'our dependencies': () =>
        execFileSync(process.execPath, [
          '--input-type=module',
          '-e',
          ['@ai-sdk/provider', '@ai-sdk/provider-utils', 'eventsource-parser', 'zod/v4']
            .map((name) => `await import(${JSON.stringify(import.meta.resolve(name))});`)
            .join(''),
        ]),
      'node alone': () => execFileSync(process.execPath, ['--input-type=module', '-e', '']),
    },
    { rounds: 15 },
  );
  const value = ratio(results, OURS, PEER);
  printTable(
    '(h) cold import in a fresh process: ours / ...',
    [PEER, 'our dependencies', OURS, PEER, 'node alone'],
    [
      [
        `${times(value)} ${verdict(value, 1.1)}`,
        times(ratio(results, OURS, 'our dependencies')),
        spread(results[OURS]),
        spread(results[PEER]),
        spread(results['node alone']),
      ],
    ],
  );
}

export async function requestBuilding() {
  const options = { prompt: longHistory(1000), tools: manyTools(50), toolChoice: { type: 'auto' } };
  const fetch = fetchPlain();
  const generate = (create) => {
    const model = create({
      name: 'bench',
      apiKey: 'inf-bench',
      baseURL: 'http://bench.test/v1',
      fetch,
    })('claude-4-5-sonnet');
    return () => model.doGenerate(options);
  };
  const results = await measure(
    { [OURS]: generate(createHeroku), [PEER]: generate(createOpenAICompatible) },
    { rounds: 101, warmUp: 30 },
  );
  const value = ratio(results, OURS, PEER);
  printTable(
    '(i) request of 1,000 messages and 50 tools: ours / ...',
    [PEER, OURS, PEER],
    [[`${times(value)} ${verdict(value, 1)}`, spread(results[OURS]), spread(results[PEER])]],
  );
}

function longHistory(count) {
  const messages = [{ role: 'system', content: 'You are helpful.' }];
  for (let i = 0; messages.length < count; i++) {
    messages.push(
      {
        role: 'user',
        content: [{ type: 'text', text: `Question ${i}: ${'what is it? '.repeat(20)}` }],
      },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Let me look.' },
          {
            type: 'tool-call',
            toolCallId: `tooluse_${i}`,
            toolName: `tool_${i % 50}`,
            input: { query: `q ${i}`, limit: 5 },
          },
        ],
      },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: `tooluse_${i}`,
            toolName: `tool_${i % 50}`,
            output: {
              type: 'json',
              value: { hits: ['a', 'b', 'c'], text: 'found it. '.repeat(20) },
            },
          },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'Here it is. '.repeat(30) }] },
    );
  }
  return [...messages, { role: 'user', content: [{ type: 'text', text: 'And now?' }] }];
}
