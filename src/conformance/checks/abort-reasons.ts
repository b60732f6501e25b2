import { bytesBefore } from '../byte-places';
import type { Harness } from '../harness';
import { show, toRecord } from '../loose';
import { answer, text } from '../scripts';
import type { Script, StreamPart } from '../types';

const WORDS = ['alpha', 'beta', 'gamma', 'delta'];
const SCRIPT = answer([text(...WORDS)]);

/** What apps and servers abort with. Undefined becomes an AbortError by itself. */
const REASONS: [name: string, reason: unknown][] = [
  ['a string', 'The client left'],
  ['an Error', new Error('The client left')],
  ['an object', { code: 'left' }],
  ['nothing', undefined],
  ['a TimeoutError', new DOMException('It took too long', 'TimeoutError')],
];

/** The names by which `isAbortError` of the AI SDK knows an abort. */
const NAMES: unknown[] = ['AbortError', 'ResponseAborted', 'TimeoutError'];

/** Where the caller aborts: how far the server has come. */
type Place = 'before the headers' | 'before the first part' | 'in mid-stream';

/** Aborts with reasons of any kind, at any time. */
export async function checkAbortReasons(harness: Harness): Promise<void> {
  for (const [name, reason] of REASONS) {
    const check = (place: Place, method: 'doStream' | 'doGenerate') =>
      abortAt(harness, { name, reason, place, method });
    await check('before the headers', 'doGenerate');
    await check('before the headers', 'doStream');
    await check('before the first part', 'doStream');
    await check('in mid-stream', 'doStream');
  }
}

type Abort = { name: string; reason: unknown; place: Place; method: 'doStream' | 'doGenerate' };

async function abortAt(harness: Harness, { name, reason, place, method }: Abort): Promise<void> {
  const { model, served, script } = serveUntil(harness, place);
  const controller = new AbortController();
  const options = harness.toOptions(SCRIPT, { abortSignal: controller.signal });
  const parts: StreamPart[] = [];
  let hasText = false;
  const running = harness.settles(2 * harness.patience, async () => {
    const result = await model[method](options as never);
    if (!('stream' in result)) return;
    for await (const part of result.stream as ReadableStream<StreamPart>) {
      parts.push(part);
      hasText ||= part.type === 'text-delta';
    }
  });
  await harness.comes(() => (place === 'in mid-stream' ? hasText : served.length > 0));
  // Time to read what has been sent.
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (reason === undefined) controller.abort();
  else controller.abort(reason);

  const { rejection, isRejected } = await running;
  // Another check finds a call that goes on, or that ends as if nothing had happened.
  if (!isRejected) return;
  const says = `${method} that is aborted ${place} with ${name} throws ${show(rejection)}`;
  const about = { script, parts };
  if (!NAMES.includes(toRecord(rejection).name)) harness.report('abort-is-named', says, about);
  if (reason === undefined || rejection === reason) return;
  if (toRecord(rejection).cause !== reason) harness.report('abort-tells-its-reason', says, about);
}

/** A server that comes so far, and then says nothing. */
function serveUntil(harness: Harness, place: Place) {
  if (place === 'before the headers') {
    return { ...harness.serve(() => new Promise(() => {})), script: SCRIPT as Script };
  }
  const isMid = place === 'in mid-stream';
  return harness.tellFrom(
    SCRIPT,
    (request) => (isMid ? bytesBefore(harness.toWire, request, { words: WORDS, index: 2 }) : 0),
    (after) => ({ silence: { after } }),
  );
}
