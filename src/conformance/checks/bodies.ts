import type { Harness } from '../harness';
import { show } from '../loose';
import { resultToReceived, textOf, toReceived } from '../received';
import { answer, text } from '../scripts';
import type { Script } from '../types';

const SCRIPT = answer([text('Hello', ' there')]);
const REFUSAL: Script = {
  says: [],
  error: { at: 'status', status: 400, message: 'The quota of team 4711 is used up' },
};

const RULES = { text: 'body-of-text-is-read', strings: 'body-of-strings-is-read' } as const;

/** A `fetch` whose answers have no stream of bytes. */
export async function checkBodies(harness: Harness): Promise<void> {
  for (const body of ['text', 'strings'] as const) {
    const script = { ...SCRIPT, body };
    const report = (says: string) => harness.report(RULES[body], says, { script });
    const streamed = await harness.stream(script);
    const { items, errors } = toReceived(streamed.parts);
    const said = textOf(items, 'text');
    if (said !== 'Hello there') {
      const problem = streamed.rejection ?? streamed.thrown ?? errors[0];
      report(`doStream gives ${show(said)}${problem ? ` and ${show(problem)}` : ''}`);
    }
    const { value, rejection } = await harness.generate(script);
    const whole = value && textOf(resultToReceived(value).items, 'text');
    if (whole !== 'Hello there') report(`doGenerate gives ${show(whole ?? rejection)}`);

    const refusal = { ...REFUSAL, body };
    const refused = await harness.generate(refusal);
    const { message } = (refused.rejection ?? {}) as { message?: unknown };
    if (String(message).includes('4711')) continue;
    const says = `the words of a refusal are lost: ${show(refused.rejection ?? refused.value)}`;
    harness.report(RULES[body], says, { script: refusal });
  }
}
