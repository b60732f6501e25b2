import type { Court } from '../court';
import { type Heard, toHeard } from '../heard';
import { canonical } from '../loose';
import { answer, call, isSupported, text } from '../scripts';
import type { Script, StreamPart } from '../types';

/** The caller's objects stay as they are, and one model serves several calls at once. */
export async function checkSharing(court: Court): Promise<void> {
  await checkOptions(court);
  await checkMixing(court);
}

async function checkOptions(court: Court): Promise<void> {
  const tools = answer([call('call_1', 'get_weather', '{"city":"Lisbon"}')], 'tool-calls');
  const script = [tools, answer([text('Hello')])].find((one) =>
    isSupported(one, court.subject.supports),
  );
  if (script === undefined) return;
  const options = {
    ...court.toOptions(script),
    headers: { 'x-of-call': '1' },
    stopSequences: ['END'],
    providerOptions: {},
  };
  const before = structuredClone(options);
  const { model } = court.tell([script]);
  await court.within(() => model.doGenerate(options as never));
  await court.readStream(model, options);
  if (canonical(options) === canonical(before)) return;
  const says = `the options were ${canonical(before)}, and are now ${canonical(options)}`;
  court.report('options-unchanged', says, { script });
}

async function checkMixing(court: Court): Promise<void> {
  const scripts = ['Lisbon', 'Porto'].map((city, index) =>
    answer(
      [
        text('In ', city, ' it is ', `${index}`),
        call(`call_${index}`, 'get_weather', '{"city"', `:"${city}"}`),
      ],
      'tool-calls',
    ),
  );
  const spoken = scripts.every((script) => isSupported(script, court.subject.supports))
    ? scripts
    : ['Lisbon', 'Porto'].map((city) => answer([text('In ', city, ' it is', ' warm')]));
  const alone: Heard[] = [];
  for (const script of spoken) alone.push(toHeard((await court.stream(script)).parts));
  const together = await readTogether(court, spoken);
  spoken.forEach((script, index) => {
    const parts = together[index] ?? [];
    const [wanted, got] = [alone[index]?.spoken, toHeard(parts).spoken].map(canonical);
    if (wanted === got) return;
    const says = `alone a call comes to ${wanted}, beside another to ${got}`;
    court.report('calls-do-not-mix', says, { script, parts });
  });
}

/** Reads the answers to two calls of one model in turn, part by part. */
async function readTogether(court: Court, scripts: Script[]): Promise<StreamPart[][]> {
  let calls = 0;
  const { model } = court.serve((request) => {
    const script = scripts[calls++ % scripts.length] as Script;
    return { response: court.toWire(script, request), delivery: { pieces: [9] } };
  });
  const started: ReadableStreamDefaultReader<StreamPart>[] = [];
  const read = scripts.map((): StreamPart[] => []);
  await court.within(async () => {
    for (const script of scripts) {
      const { stream } = await model.doStream(court.toOptions(script) as never);
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
