import { APICallError } from '@ai-sdk/provider';
import { bytesBefore } from '../byte-places';
import type { Harness } from '../harness';
import { show } from '../loose';
import { answer, text } from '../scripts';

const WORDS = ['Hello', ' there'];
const SCRIPT = answer([text(...WORDS)]);

/** A connection that is lost, or a body that ends, after the headers and before the first word. */
export async function checkLostStarts(harness: Harness): Promise<void> {
  for (const isLost of [true, false]) {
    for (const hasHead of [false, true]) {
      for (const method of ['doStream', 'doGenerate'] as const) {
        await checkLostStart(harness, method, { isLost, hasHead });
      }
    }
  }
}

async function checkLostStart(
  harness: Harness,
  method: 'doStream' | 'doGenerate',
  { isLost, hasHead }: { isLost: boolean; hasHead: boolean },
): Promise<void> {
  const { model, script } = harness.tellFrom(
    SCRIPT,
    (request) => (hasHead ? bytesBefore(harness.toWire, request, { words: WORDS, index: 0 }) : 0),
    (after) => ({ cut: { after, isLost } }),
  );
  const { hangs, isRejected, rejection } = await harness.within<unknown>(() =>
    model[method](harness.toOptions(SCRIPT) as never),
  );
  if (hangs) harness.report('hangs-not', `${method} does not end`, { script });
  else if (!isRejected) {
    harness.report('lost-start-rejects', `${method} resolves`, { script });
  } else if (!APICallError.isInstance(rejection) || !rejection.isRetryable) {
    const says = `${method} rejects with ${show(rejection)}, which is not retryable`;
    harness.report('lost-start-rejects', says, { script });
  }
}
