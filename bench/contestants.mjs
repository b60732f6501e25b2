import { createGroq } from '@ai-sdk/groq';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { createParser } from 'eventsource-parser';
import { createHeroku } from '../dist/index.js';
import { PROMPT } from './prompt.mjs';

const apiKey = 'inf-bench';
const modelId = 'claude-4-5-sonnet';

/** Model of each provider on the given `fetch`. The first is ours. */
export const models = {
  heroku: (fetch) => createHeroku({ apiKey, baseURL: 'http://bench.test', fetch })(modelId),
  'openai-compatible': (fetch) =>
    createOpenAICompatible({ name: 'bench', apiKey, baseURL: 'http://bench.test/v1', fetch })(
      modelId,
    ),
  groq: (fetch) => createGroq({ apiKey, baseURL: 'http://bench.test/v1', fetch })(modelId),
  openrouter: (fetch) =>
    createOpenRouter({ apiKey, baseURL: 'http://bench.test/v1', fetch })(modelId),
};

/** The least that any reader must do: decode, split into events, parse. No output stream. */
export async function floor(fetch) {
  const decoder = new TextDecoder();
  let count = 0;
  const parser = createParser({
    onEvent({ data }) {
      if (data !== '[DONE]') count += JSON.parse(data).choices.length;
    },
  });
  const { body } = await fetch();
  for (const reader = body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return count;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

export { PROMPT };

export const TOOLS = [
  {
    type: 'function',
    name: 'write',
    description: 'Writes a text',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
  },
];

/** Drains `doStream`; throws unless the answer ended well, so that nobody wins by losing it. */
export async function drain(model, options = {}) {
  const { stream } = await model.doStream({ prompt: PROMPT, ...options });
  let last;
  let count = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if (value.type === 'error') throw value.error;
    last = value;
    count++;
  }
  if (last?.type !== 'finish') throw new Error(`no finish part: ${JSON.stringify(last)}`);
  return count;
}
