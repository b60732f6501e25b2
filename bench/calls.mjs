/** Contestants that make calls without streaming, all with the face of AI SDK 7. */
import { generateObject } from 'ai-v7';
import { manyTools } from './many-tools.mjs';
import { PROMPT } from './prompt.mjs';
import { fetchOf, fetchPlain } from './streams.mjs';

const CALLS = 100;
const SETTINGS = { name: 'bench', apiKey: 'inf-bench' };
const MODEL_ID = 'claude-4-5-sonnet';

/** Makes a provider on a `fetch`. Only that of the contestant is loaded: each has its process. */
const PROVIDERS = {
  heroku: async (fetch) => {
    const { createHeroku } = await import('../dist/v4.js');
    return createHeroku({ ...SETTINGS, baseURL: 'http://bench.test', fetch });
  },
  'openai-compatible': async (fetch) => {
    const { createOpenAICompatible } = await import('openai-compatible-v4');
    return createOpenAICompatible({ ...SETTINGS, baseURL: 'http://bench.test/v1', fetch });
  },
};

/** @param who a provider. @param kind `tools`, with how many; `object` or `image`, with how many bytes the server sends. */
export async function prepare(who, kind, size) {
  if (kind === 'tools') return repeat(CALLS, await callWithTools(who, size));
  if (kind === 'object') return repeat(size < 10_000 ? CALLS : 5, await callForObject(who, size));
  return callForImage(who, fetchOf(imageResponse(size), 65_536, 'application/json'));
}

function repeat(times, run) {
  return async () => {
    for (let call = 0; call < times; call++) await run();
  };
}

async function callWithTools(who, count) {
  const tools = count === 0 ? undefined : manyTools(count);
  const provider = await PROVIDERS[who](fetchPlain());
  const model = provider(MODEL_ID);
  return () => model.doGenerate({ prompt: PROMPT, tools, toolChoice: tools && { type: 'auto' } });
}

async function callForObject(who, size) {
  const list = Array.from({ length: Math.round(size / 77) }, (_, id) => ({
    id,
    name: `The name of item ${id}`,
    tags: ['a', 'b', 'long'],
  }));
  const message = { role: 'assistant', content: JSON.stringify({ list }) };
  const answer = { choices: [{ index: 0, message, finish_reason: 'stop' }] };
  const bytes = new TextEncoder().encode(JSON.stringify(answer));
  const provider = await PROVIDERS[who](fetchOf(bytes, 65_536, 'application/json'));
  const model = provider(MODEL_ID);
  return () => generateObject({ model, output: 'no-schema', prompt: 'Go' });
}

export async function callForImage(who, fetch) {
  const provider = await PROVIDERS[who](fetch);
  const model = provider.imageModel('stable-image-ultra');
  const options = {
    prompt: 'A cat',
    n: 1,
    size: undefined,
    aspectRatio: undefined,
    seed: undefined,
    files: undefined,
    mask: undefined,
  };
  return () => model.doGenerate({ ...options, providerOptions: {}, headers: {} });
}

/** Bytes without order, as those of an image are. */
export function imageResponse(size) {
  const bytes = Uint8Array.from(
    { length: size },
    (_, at) => (Math.imul(at, 2654435761) ^ (at >> 3)) >>> 13,
  );
  const image = Buffer.from(bytes).toString('base64');
  return new TextEncoder().encode(JSON.stringify({ created: 1, data: [{ b64_json: image }] }));
}
