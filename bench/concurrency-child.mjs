/** Runs streams of one client at once and prints what it saw: arguments are client, URL, number of streams, and `idle`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import OpenAI from 'openai';
import { createHeroku } from '../dist/index.js';
import { PROMPT } from './prompt.mjs';

const [, , name, url, count, mode] = process.argv;
const apiKey = 'inf-bench';
const modelId = 'claude-4-5-sonnet';

/** Calls `onText` for each delta of one stream, until it ends. */
const CLIENTS = {
  heroku: readParts(createHeroku({ apiKey, baseURL: url })(modelId)),
  'openai-compatible': readParts(
    createOpenAICompatible({ name: 'bench', apiKey, baseURL: `${url}/v1` })(modelId),
  ),
  openai: async (onText) => {
    const client = new OpenAI({ apiKey, baseURL: `${url}/v1` });
    const messages = [{ role: 'user', content: 'Hello' }];
    const stream = await client.chat.completions.create({ model: modelId, messages, stream: true });
    for await (const chunk of stream) onText(chunk.choices[0]?.delta.content);
  },
};

function readParts(model) {
  return async (onText) => {
    const { stream } = await model.doStream({ prompt: PROMPT });
    for await (const part of stream) {
      if (part.type === 'error') throw part.error;
      if (part.type === 'text-delta') onText(part.delta);
    }
  };
}

const read = CLIENTS[name];
await (mode === 'idle' ? measureIdle() : measurePaced());

async function measurePaced() {
  const waits = [];
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const onText = (text) => {
    if (/^\d+ $/.test(text ?? ''))
      waits.push(Number(process.hrtime.bigint() - BigInt(text.trim())));
  };
  await Promise.all(Array.from({ length: Number(count) }, () => read(onText)));
  loop.disable();
  waits.sort((a, b) => a - b);
  const at = (share) => Number((waits[Math.floor(waits.length * share)] / 1e6).toFixed(1));
  const { user, system } = process.cpuUsage();
  const loopP99 = Number((loop.percentile(99) / 1e6).toFixed(1));
  const cpuMs = Math.round((user + system) / 1000);
  console.log(JSON.stringify({ p50: at(0.5), p99: at(0.99), loopP99, cpuMs }));
}

async function measureIdle() {
  // One stream first, so that what is loaded once is not counted.
  await begin();
  const before = held();
  await Promise.all(Array.from({ length: Number(count) }, begin));
  console.log(JSON.stringify({ kilobytes: ((held() - before) / Number(count) / 1000).toFixed(1) }));
  process.exit(0);
}

/** Resolves with the first delta. */
function begin() {
  return new Promise((resolve, reject) => {
    read(resolve).catch(reject);
  });
}

function held() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
