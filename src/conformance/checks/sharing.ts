import type { Harness } from '../harness';
import { canonical } from '../loose';
import { type Received, toReceived } from '../received';
import { answer, call, isSupported, text } from '../scripts';
import type { Script, StreamPart } from '../types';

/** The caller's objects stay as they are, and one model serves several calls at once. */
export async function checkSharing(harness: Harness): Promise<void> {
  await checkOptions(harness);
  await checkMixing(harness);
}

async function checkOptions(harness: Harness): Promise<void> {
  const tools = answer([call('call_1', 'get_weather', '{"city":"Lisbon"}')], 'tool-calls');
  const script = [tools, answer([text('Hello')])].find((one) =>
    isSupported(one, harness.subject.supports),
  );
  if (script === undefined) return;
  const options = {
    ...harness.toOptions(script),
    headers: { 'x-of-call': '1' },
    stopSequences: ['END'],
    providerOptions: {},
  };
  const before = structuredClone(options);
  const { model } = harness.tell([script]);
  await harness.within(() => model.doGenerate(options as never));
  await harness.readStream(model, options);
  if (canonical(options) === canonical(before)) return;
  const says = `the options were ${canonical(before)}, and are now ${canonical(options)}`;
  harness.report('options-unchanged', says, { script });
}

async function checkMixing(harness: Harness): Promise<void> {
  const scripts = ['Lisbon', 'Porto'].map((city, index) =>
    answer(
      [
        text('In ', city, ' it is ', `${index}`),
        call(`call_${index}`, 'get_weather', '{"city"', `:"${city}"}`),
      ],
      'tool-calls',
    ),
  );
  const items = scripts.every((script) => isSupported(script, harness.subject.supports))
    ? scripts
    : ['Lisbon', 'Porto'].map((city) => answer([text('In ', city, ' it is', ' warm')]));
  const alone: Received[] = [];
  for (const script of items) alone.push(toReceived((await harness.stream(script)).parts));
  const together = await readTogether(harness, items);
  items.forEach((script, index) => {
    const parts = together[index] ?? [];
    const [wanted, got] = [alone[index]?.items, toReceived(parts).items].map(canonical);
    if (wanted === got) return;
    const says = `alone a call comes to ${wanted}, beside another to ${got}`;
    harness.report('calls-do-not-mix', says, { script, parts });
  });
}

/** Reads the answers to two calls of one model in turn, part by part. */
async function readTogether(harness: Harness, scripts: Script[]): Promise<StreamPart[][]> {
  let calls = 0;
  const { model } = harness.serve((request) => {
    const script = scripts[calls++ % scripts.length] as Script;
    return { response: harness.toWire(script, request), delivery: { pieces: [9] } };
  });
  const started: ReadableStreamDefaultReader<StreamPart>[] = [];
  const read = scripts.map((): StreamPart[] => []);
  await harness.within(async () => {
    for (const script of scripts) {
      const { stream } = await model.doStream(harness.toOptions(script) as never);
      started.push(stream.getReader());
    }
    for (let open = started.length; open > 0; ) {
      open = 0;
      for (const [index, reader] of started.entries()) {
        const { done, value } = await reader.read();
        if (done) continue;
        open++;
        read[index]?.push(value);
      }
    }
  });
  return read;
}
