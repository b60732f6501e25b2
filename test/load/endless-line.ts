// Child process: reads answers of which a line does not end. Arguments: base URLs.
import { createHeroku } from '../../src';
import { settledHeap } from './heap';

export type EndlessLine = {
  messages: string[];
  heapBefore: number;
  /** The most that was in use while reading. */
  peak: number;
  heapAfter: number;
};

async function read(baseURL: string): Promise<string> {
  const model = createHeroku({ baseURL, apiKey: 'inf-test-key' })('claude-4-5-sonnet');
  try {
    const { stream } = await model.doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    });
    for await (const part of stream) if (part.type === 'error') return String(part.error);
    return 'no error';
  } catch (error) {
    // A document has no part before its end.
    return String(error);
  }
}

let peak = 0;
const watch = setInterval(() => {
  const { heapUsed, external } = process.memoryUsage();
  peak = Math.max(peak, heapUsed + external);
}, 5);

const heapBefore = await settledHeap();
const messages: string[] = [];
for (const baseURL of process.argv.slice(2)) messages.push(await read(baseURL));
const heapAfter = await settledHeap();
clearInterval(watch);
process.send?.({ messages, heapBefore, peak, heapAfter } satisfies EndlessLine);
process.disconnect?.();
