// Child process: makes many calls on one long-lived signal. Arguments: number of calls, then base URLs of the answers:
// whole, endless, refused.
import { getEventListeners } from 'node:events';
import type { LanguageModelV2 } from '@ai-sdk/provider';
import { createHeroku } from '../../src';
import { settledHeap } from './heap';

export type Listeners = {
  /** What is left on the signal after each way of making a call. */
  left: Record<string, number>;
  heapGrowth: number;
};

const [, , count, whole = '', endless = '', refused = ''] = process.argv;
const modelAt = (baseURL: string) =>
  createHeroku({ baseURL, apiKey: 'inf-test-key' })('claude-4-5-sonnet');
const good = modelAt(whole);
const unending = modelAt(endless);
const bad = modelAt(refused);
const prompt: Parameters<LanguageModelV2['doStream']>[0]['prompt'] = [
  { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
];

const WAYS: Record<string, (abortSignal: AbortSignal) => Promise<unknown>> = {
  'bare fetch': async (signal) => (await fetch(whole, { method: 'POST', body: '', signal })).text(),
  doGenerate: async (abortSignal) => good.doGenerate({ prompt, abortSignal }),
  doStream: async (abortSignal) => {
    const { stream } = await good.doStream({ prompt, abortSignal });
    for await (const _ of stream);
  },
  'doStream, cancelled': async (abortSignal) => {
    const { stream } = await unending.doStream({ prompt, abortSignal });
    for await (const part of stream) if (part.type === 'text-delta') break;
  },
  'doStream, refused': async (abortSignal) =>
    bad.doStream({ prompt, abortSignal }).catch(() => undefined),
};

const AT_ONCE = 10;
const left: Listeners['left'] = {};
const heapBefore = await settledHeap();
for (const [name, call] of Object.entries(WAYS)) {
  const { signal } = new AbortController();
  for (let i = 0; i < Number(count); i += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => call(signal)));
  }
  await settledHeap();
  await settledHeap();
  left[name] = getEventListeners(signal, 'abort').length;
}
const heapGrowth = (await settledHeap()) - heapBefore;
process.send?.({ left, heapGrowth } satisfies Listeners);
process.disconnect?.();
