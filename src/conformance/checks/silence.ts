import { commonBytes, linesBefore } from '../byte-places';
import type { Harness } from '../harness';
import { show } from '../loose';
import { toReceived } from '../received';
import { answer, text } from '../scripts';
import type { Script, StreamPart } from '../types';

const WORDS = ['Hello', ' there'];
const SCRIPT = answer([text(...WORDS)]);

/** A server that is silent before its first word, or after its last. Waiting takes a while, so all cases run at once. */
export async function checkSilence(harness: Harness): Promise<void> {
  const { heartbeat } = harness.subject;
  const heartbeats = heartbeat === undefined ? [undefined] : [undefined, heartbeat];
  await Promise.all([
    ...heartbeats.flatMap((one) => [
      checkSilentStart(harness, one, 0),
      checkSilentStart(harness, one, 1),
      checkLingering(harness, one),
    ]),
    checkLateUsage(harness),
  ]);
}

const meanwhile = (heartbeat: string | undefined) => (heartbeat === undefined ? {} : { heartbeat });

/** @param place 0: the server has sent its headers; 1: all the lines that it sends before its first word. A server puts no heartbeat into a line. */
async function checkSilentStart(
  harness: Harness,
  heartbeat: string | undefined,
  place: 0 | 1,
): Promise<void> {
  const { model, script } = harness.tellFrom(
    { ...SCRIPT, ...meanwhile(heartbeat) },
    (request) =>
      place === 0 ? 0 : linesBefore(harness.toWire, request, { words: WORDS, index: 0 }),
    (after) => ({ silence: { after } }),
  );
  const controller = new AbortController();
  const options = harness.toOptions(SCRIPT, { abortSignal: controller.signal });
  const { hangs, isRejected, rejection, value } = await harness.settles(harness.grace, () =>
    model.doStream(options as never),
  );
  controller.abort();
  value?.stream.cancel().catch(() => {});
  const says = hangs
    ? `doStream is still waiting after ${harness.grace} ms`
    : `doStream rejects with ${show(rejection)}`;
  if (hangs || isRejected) harness.report('silent-start-resolves', says, { script });
}

async function checkLingering(harness: Harness, heartbeat: string | undefined): Promise<void> {
  const script: Script = { ...SCRIPT, lingers: true, ...meanwhile(heartbeat) };
  const { model, served } = harness.tell([script]);
  const controller = new AbortController();
  const options = harness.toOptions(script, { abortSignal: controller.signal });
  const parts: StreamPart[] = [];
  const { hangs } = await harness.settles(harness.grace, async () => {
    const { stream } = await model.doStream(options as never);
    for await (const part of stream) parts.push(part);
  });
  const isFreed = !hangs && (await harness.comes(() => served.every(({ isFreed }) => isFreed)));
  controller.abort();
  const about = { script, parts };
  const report = (says: string) => harness.report('lingering-ends', says, about);
  if (hangs) return report(`the stream has not ended after ${harness.grace} ms`);
  const { errors, reason, usage } = toReceived(parts);
  if (errors.length > 0) report(`an error in a good answer: ${show(errors[0])}`);
  if (reason !== 'stop') report(`the finish reason is ${reason}`);
  if (usage.output !== script.usage?.output) report(`the output tokens are ${show(usage.output)}`);
  if (isFreed) return;
  report('the connection stays open');
}

async function checkLateUsage(harness: Harness): Promise<void> {
  const { usage, ...unpaid } = SCRIPT;
  const { model, script } = harness.tellFrom(
    SCRIPT,
    (request) => commonBytes(harness.toWire, request, [SCRIPT, unpaid]),
    (after) => ({ silence: { after, ms: 400 } }),
  );
  const { parts, hangs } = await harness.readStream(model, harness.toOptions(SCRIPT));
  if (hangs) return harness.report('hangs-not', 'the stream does not end', { script, parts });
  const { output } = toReceived(parts).usage;
  if (output === usage?.output) return;
  harness.report('late-usage-is-read', `the output tokens are ${show(output)}`, { script, parts });
}
