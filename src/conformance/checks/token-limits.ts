import type { Harness } from '../harness';
import { show } from '../loose';
import { callsOf, type Received, resultToReceived, toReceived } from '../received';
import { call, isSupported } from '../scripts';
import type { Script, StreamPart } from '../types';

const LIMIT = 20;
const atLimit = (input: string, finish: Script['finish']): Script => ({
  says: [call('call_1', 'get_weather', '{"city"', input)],
  finish,
  usage: { input: 11, output: LIMIT },
});

/** Checks answers of a server that has reached the limit and names another reason for the end. */
export async function checkTokenLimits(harness: Harness): Promise<void> {
  for (const finish of ['tool-calls', 'stop'] as const) {
    await check(harness, atLimit(':"Lis', finish), { isWhole: false });
    await check(harness, atLimit(':"Lisbon"}', finish), { isWhole: true });
  }
}

async function check(
  harness: Harness,
  script: Script,
  { isWhole }: { isWhole: boolean },
): Promise<void> {
  if (!isSupported(script, harness.subject.supports)) return;
  const options = { maxOutputTokens: LIMIT };
  const { parts } = await harness.stream(script, { options });
  compare(toReceived(parts), 'doStream', parts);
  const { value } = await harness.generate(script, { options });
  if (value) compare(resultToReceived(value), 'doGenerate');

  function compare(
    { items, reason }: Received,
    where: string,
    parts: readonly StreamPart[] = [],
  ): void {
    const [first] = callsOf(items);
    const about = { script, parts };
    if (isWhole) {
      if (first) return;
      return harness.report('calls-as-said', `${where}: no call of a whole input`, about);
    }
    if (first) {
      const says = `${where}: ${show(first)} goes out, with maxOutputTokens ${LIMIT}`;
      harness.report('limit-makes-no-call', says, about);
    }
    if (reason === 'length') return;
    const says = `${where}: finish ${reason}, with maxOutputTokens ${LIMIT}`;
    harness.report('limit-is-told', says, about);
  }
}
