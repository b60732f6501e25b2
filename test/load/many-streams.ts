// Child process: reads many streams at once from one model. Arguments: base URL, number of streams.
import type { LanguageModelV2 } from '@ai-sdk/provider';
import { createHeroku } from '../../src';
import { settledHeap } from './heap';

export type ManyStreams = {
  /** What is wrong with a stream, if anything is. */
  wrong: string[];
  heapBefore: number;
  heapAfter: number;
};

async function readStream(model: LanguageModelV2, name: string): Promise<string> {
  const { stream } = await model.doStream({
    prompt: [{ role: 'user', content: [{ type: 'text', text: name }] }],
  });
  let text = '';
  let input = '';
  let ending: string | undefined;
  for await (const part of stream) {
    if (part.type === 'text-delta') text += part.delta;
    if (part.type === 'tool-call') input += `${part.toolCallId} ${part.input}`;
    if (part.type === 'finish') ending = part.finishReason;
  }
  const wanted = `${name} 0 ${name} 1 ${name} 2 ${name} 3 ${name} 4 `;
  const wantedInput = `call-${name} {"of":"${name}"}`;
  const isRight = text === wanted && input === wantedInput && ending === 'tool-calls';
  return isRight ? '' : `${name}: "${text}", "${input}", ${ending}`;
}

const [, , baseURL, count] = process.argv;
const model = createHeroku({ baseURL, apiKey: 'inf-test-key' })('claude-4-5-sonnet');
const readAtOnce = (size: number) =>
  Promise.all(Array.from({ length: size }, (_, i) => readStream(model, `stream-${i}`)));

// What is loaded and compiled once is not of interest.
await readAtOnce(Number(count));
const heapBefore = await settledHeap();
const wrong = (await readAtOnce(Number(count))).filter((each) => each !== '');
const heapAfter = await settledHeap();
process.send?.({ wrong, heapBefore, heapAfter } satisfies ManyStreams);
process.disconnect?.();
