import { bytesBefore } from '../byte-places';
import type { Harness } from '../harness';
import { show, toLoose } from '../loose';
import { answer, text } from '../scripts';
import type { StreamPart } from '../types';

const WORDS = ['alpha', 'beta', 'gamma', 'delta'];
const SCRIPT = answer([text(...WORDS)]);

/** A server that says the first words, and then nothing for ever. */
function holding(harness: Harness, words: number) {
  return harness.tellFrom(
    SCRIPT,
    (request) => bytesBefore(harness.toWire, request, { words: WORDS, index: words }),
    (after) => ({ silence: { after } }),
  );
}

/** The first delta must come although the second has not been sent. */
export async function checkFirstDelta(harness: Harness): Promise<void> {
  const { model } = holding(harness, 1);
  const controller = new AbortController();
  const options = harness.toOptions(SCRIPT, { abortSignal: controller.signal });
  const { value } = await harness.within(() => model.doStream(options as never));
  const parts: StreamPart[] = [];
  const reader = value?.stream.getReader();
  const hasDelta = reader && (await harness.within(() => readDelta(reader, parts))).value;
  controller.abort();
  reader?.cancel().catch(() => {});
  if (hasDelta) return;
  const says = 'nothing is delivered while the server has not sent the second';
  harness.report('first-delta-at-once', says, { script: SCRIPT, parts });
}

async function readDelta(
  reader: ReadableStreamDefaultReader<StreamPart>,
  parts: StreamPart[],
): Promise<boolean> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return false;
    parts.push(value);
    if (value.type === 'text-delta' && String(toLoose(value).delta).includes('alpha')) return true;
  }
}

/** The caller gives up: amid an answer, before its headers, and by leaving the stream. */
export async function checkAborts(harness: Harness): Promise<void> {
  await abortStream(harness);
  await abortGenerate(harness);
  await abortBeforeHeaders(harness);
  await leaveStream(harness);
}

async function abortStream(harness: Harness): Promise<void> {
  const { model, served } = holding(harness, 3);
  const controller = new AbortController();
  const options = harness.toOptions(SCRIPT, { abortSignal: controller.signal });
  const { value } = await harness.within(() => model.doStream(options as never));
  // Another check finds a provider that holds everything back.
  if (value === undefined) return controller.abort();
  const reader = value.stream.getReader();
  const parts: StreamPart[] = [];
  await harness.within(() => readDelta(reader, parts));
  controller.abort(new DOMException('The caller gave up', 'AbortError'));

  const after: StreamPart[] = [];
  const ended = await harness.within(async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      after.push(value);
    }
  });
  const about = { script: SCRIPT, parts: [...parts, ...after] };
  if (ended.hangs) {
    harness.report('abort-ends-the-call', 'the stream goes on after an abort', about);
    reader.cancel().catch(() => {});
  }
  const late = after.find(({ type }) => type.endsWith('-delta') || type === 'tool-call');
  if (late) harness.report('abort-is-the-end', `${show(late)} comes after the abort`, about);
  if (await harness.comes(() => served.every(({ isFreed }) => isFreed))) return;
  harness.report('abort-frees-the-connection', 'an abort leaves the connection open', about);
}

async function abortGenerate(harness: Harness): Promise<void> {
  const { model, served } = holding(harness, 1);
  await abortCall(harness, { name: 'doGenerate', served }, (options) =>
    model.doGenerate(options as never),
  );
}

async function abortBeforeHeaders(harness: Harness): Promise<void> {
  for (const name of ['doGenerate', 'doStream'] as const) {
    const { model, served } = harness.serve(() => new Promise(() => {}));
    await abortCall(harness, { name, served }, async (options) => {
      const result = await model[name](options as never);
      if (!('stream' in result)) return;
      for await (const _ of result.stream as ReadableStream<StreamPart>);
    });
  }
}

async function abortCall(
  harness: Harness,
  { name, served }: { name: string; served: { isFreed: boolean }[] },
  run: (options: object) => PromiseLike<unknown>,
): Promise<void> {
  const controller = new AbortController();
  const options = harness.toOptions(SCRIPT, { abortSignal: controller.signal });
  const running = harness.within(() => run(options));
  await harness.comes(() => served.length > 0);
  controller.abort(new DOMException('The caller gave up', 'AbortError'));
  const { hangs, isRejected } = await running;
  if (hangs) harness.report('abort-ends-the-call', `${name} goes on after an abort`);
  else if (!isRejected) harness.report('abort-ends-the-call', `${name} resolves after an abort`);
  if (await harness.comes(() => served.every(({ isFreed }) => isFreed))) return;
  harness.report('abort-frees-the-connection', `an abort of ${name} leaves the connection open`);
}

async function leaveStream(harness: Harness): Promise<void> {
  const { model, served } = holding(harness, 1);
  const { value } = await harness.within(() => model.doStream(harness.toOptions(SCRIPT) as never));
  if (value === undefined) return;
  await harness.within(() => value.stream.cancel());
  if (await harness.comes(() => served.every(({ isFreed }) => isFreed))) return;
  harness.report(
    'abort-frees-the-connection',
    'a stream that is cancelled leaves its connection open',
    {
      script: SCRIPT,
    },
  );
}
