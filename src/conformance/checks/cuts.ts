import { openBytes } from '../byte-places';
import type { Harness } from '../harness';
import { canonical, show } from '../loose';
import { problemsOf } from '../problems-of';
import {
  callsOf,
  type Received,
  resultToReceived,
  scriptToSpoken,
  textOf,
  toReceived,
} from '../received';
import type { Script, StreamPart } from '../types';

/** Where a body ends, as a share of the bytes that come before its end is told. */
const PLACES = [0, 0.3, 0.7, 1];

/** An answer that is cut off, or whose connection is lost, before the server has said that it is over. */
export async function checkCuts(harness: Harness, script: Script, places = PLACES): Promise<void> {
  for (const place of places) {
    for (const isLost of [false, true]) {
      await checkStream(harness, script, { place, isLost });
      await checkGenerate(harness, script, { place, isLost });
    }
  }
}

/** Where an answer ends, as a share of what comes before its end is told, and whether the connection is lost there. */
type Cut = { place: number; isLost: boolean };

/** A model whose answer ends there, and the script that says where that is. */
function cutAt(harness: Harness, script: Script, { place, isLost }: Cut) {
  const cut = { after: 0, isLost };
  const served = harness.serve(async (request) => {
    cut.after = Math.floor((await openBytes(harness.toWire, request, script)) * place);
    return {
      response: harness.toWire(script, request),
      delivery: { cutAfter: cut.after, isLost },
    };
  });
  return { ...served, script: { ...script, cut } };
}

async function checkStream(harness: Harness, whole: Script, at: Cut) {
  const { model, script } = cutAt(harness, whole, at);
  const streamed = await harness.readStream(model, harness.toOptions(whole));
  const { parts, hangs, isRejected, hasThrown, thrown } = streamed;
  const about = { script, parts };
  const received = toReceived(parts);
  if (hangs) return harness.report('hangs-not', 'the stream does not end', about);
  if (hasThrown) {
    harness.report('stream-does-not-throw', `the stream throws ${show(thrown)}`, about);
  } else if (!isRejected) {
    harness.adopt(problemsOf(parts), script);
    if (received.errors.length === 0) {
      harness.report('cut-is-told', `finish ${received.reason}, and no error`, about);
    }
  }
  const hasFailed = hasThrown || isRejected || received.reason === 'error';
  checkWhatCame(harness, whole, { received, hasFailed, about });
}

async function checkGenerate(harness: Harness, whole: Script, at: Cut) {
  const { model, script } = cutAt(harness, whole, at);
  const generated = await harness.within(() => model.doGenerate(harness.toOptions(whole) as never));
  if (generated.hangs) return harness.report('hangs-not', 'doGenerate does not end', { script });
  if (generated.value === undefined) return;
  const received = resultToReceived(generated.value);
  harness.report('cut-is-told', `doGenerate gives finish ${received.reason}`, { script });
  checkWhatCame(harness, whole, { received, hasFailed: false, about: { script, parts: [] } });
}

type Outcome = {
  received: Received;
  hasFailed: boolean;
  about: { script: Script; parts: readonly StreamPart[] };
};

function checkWhatCame(
  harness: Harness,
  whole: Script,
  { received, hasFailed, about }: Outcome,
): void {
  const said = scriptToSpoken({ ...whole, finish: 'tool-calls' });
  const wholeCalls = callsOf(said).map(canonical);
  const calls = callsOf(received.items);
  const half = calls.find((call) => !wholeCalls.includes(canonical(call)));
  // A call may be out already if the wire marks its end: the finish reason keeps it from being run.
  const bad = half ?? (hasFailed ? undefined : calls[0]);
  if (bad) harness.report('cut-makes-no-call', `${show(bad)} goes out`, about);
  for (const kind of ['text', 'reasoning'] as const) {
    const [all, got] = [textOf(said, kind), textOf(received.items, kind)];
    if (all.startsWith(got)) continue;
    harness.report(
      'cut-invents-nothing',
      `${kind} ${show(got)} is no beginning of ${show(all)}`,
      about,
    );
  }
}
