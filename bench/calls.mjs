/** Contestants that make calls without streaming. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateObject } from 'ai';
import { createHeroku } from '../dist/index.js';
import { models, PROMPT } from './contestants.mjs';
import { manyTools } from './sections.mjs';
import { fetchOf, fetchPlain } from './streams.mjs';

const CALLS = 100;

/** @param who a provider. @param kind `tools`, with how many; `object` or `image`, with how many bytes the server sends. */
export function prepare(who, kind, size) {
  if (kind === 'tools') return repeat(CALLS, callWithTools(who, size));
  if (kind === 'object') return repeat(size < 10_000 ? 50 : 5, callForObject(who, size));
  return callForImage(who, size);
}

function repeat(times, run) {
  return async () => {
    for (let call = 0; call < times; call++) await run();
  };
}

function callWithTools(who, count) {
  const tools = count === 0 ? undefined : manyTools(count);
  const model = models[who](fetchPlain());
  return () => model.doGenerate({ prompt: PROMPT, tools, toolChoice: tools && { type: 'auto' } });
}

function callForObject(who, size) {
  const list = Array.from({ length: Math.round(size / 77) }, (_, id) => ({
    id,
    name: `The name of item ${id}`,
    tags: ['a', 'b', 'long'],
  }));
  const message = { role: 'assistant', content: JSON.stringify({ list }) };
  const answer = { choices: [{ index: 0, message, finish_reason: 'stop' }] };
  const bytes = new TextEncoder().encode(JSON.stringify(answer));
  const model = models[who](fetchOf(bytes, 65_536, 'application/json'));
  return () => generateObject({ model, output: 'no-schema', prompt: 'Go' });
}

function callForImage(who, size) {
  const settings = {
    name: 'bench',
    apiKey: 'inf-bench',
    baseURL: 'http://bench.test/v1',
    fetch: fetchOf(imageResponse(size), 65_536, 'application/json'),
  };
  const model =
    who === 'heroku'
      ? createHeroku(settings).image('stable-image-ultra')
      : createOpenAICompatible(settings).imageModel('stable-image-ultra');
  const options = {
    prompt: 'A cat',
    n: 1,
    size: undefined,
    aspectRatio: undefined,
    seed: undefined,
  };
  return () => model.doGenerate({ ...options, providerOptions: {}, headers: {} });
}

function imageResponse(size) {
  const image = Buffer.alloc(size, 7).toString('base64');
  return new TextEncoder().encode(JSON.stringify({ created: 1, data: [{ b64_json: image }] }));
}
