import type { Court } from '../court';
import { callsOf, type Heard, resultToHeard, scriptToSpoken, textOf, toHeard } from '../heard';
import { canonical, show } from '../loose';
import { problemsOf } from '../problems-of';
import type { Script, StreamPart } from '../types';
import { openBytes } from '../wire-bytes';

/** Where a body ends, as a share of the bytes that come before its end is told. */
const PLACES = [0, 0.3, 0.7, 1];

/** An answer that is cut off, or whose connection is lost, before the server has said that it is over. */
export async function checkCuts(court: Court, script: Script, places = PLACES): Promise<void> {
  for (const place of places) {
    for (const isLost of [false, true]) {
      await checkStream(court, script, place, isLost);
      await checkGenerate(court, script, place, isLost);
    }
  }
}

/** A model whose answer ends there, and the script that says where that is. */
function cutAt(court: Court, script: Script, place: number, isLost: boolean) {
  const cut = { after: 0, isLost };
  const served = court.serve(async (request) => {
    cut.after = Math.floor((await openBytes(court.toWire, script, request)) * place);
    return {
      response: court.toWire(script, request),
      delivery: { cutAfter: cut.after, isLost },
    };
  });
  return { ...served, script: { ...script, cut } };
}

async function checkStream(court: Court, whole: Script, place: number, isLost: boolean) {
  const { model, script } = cutAt(court, whole, place, isLost);
  const streamed = await court.readStream(model, court.toOptions(whole));
  const { parts, hangs, isRejected, hasThrown, thrown } = streamed;
  const about = { script, parts };
  const heard = toHeard(parts);
  if (hangs) return court.report('hangs-not', 'the stream does not end', about);
  if (hasThrown) {
    court.report('stream-does-not-throw', `the stream throws ${show(thrown)}`, about);
  } else if (!isRejected) {
    court.adopt(problemsOf(parts), script);
    if (heard.errors.length === 0) {
      court.report('cut-is-told', `finish ${heard.reason}, and no error`, about);
    }
  }
  const hasFailed = hasThrown || isRejected || heard.reason === 'error';
  checkWhatCame(court, whole, heard, hasFailed, about);
}

async function checkGenerate(court: Court, whole: Script, place: number, isLost: boolean) {
  const { model, script } = cutAt(court, whole, place, isLost);
  const generated = await court.within(() => model.doGenerate(court.toOptions(whole) as never));
  if (generated.hangs) return court.report('hangs-not', 'doGenerate does not end', { script });
  if (generated.value === undefined) return;
  const heard = resultToHeard(generated.value);
  court.report('cut-is-told', `doGenerate gives finish ${heard.reason}`, { script });
  checkWhatCame(court, whole, heard, false, { script, parts: [] });
}

type About = { script: Script; parts: readonly StreamPart[] };

function checkWhatCame(
  court: Court,
  whole: Script,
  heard: Heard,
  hasFailed: boolean,
  about: About,
): void {
  const said = scriptToSpoken({ ...whole, finish: 'tool-calls' });
  const wholeCalls = callsOf(said).map(canonical);
  const calls = callsOf(heard.spoken);
  const half = calls.find((call) => !wholeCalls.includes(canonical(call)));
  // A call whose end the wire marks may be out already: the finish reason keeps it from being run.
  const bad = half ?? (hasFailed ? undefined : calls[0]);
  if (bad) court.report('cut-makes-no-call', `${show(bad)} goes out`, about);
  for (const kind of ['text', 'reasoning'] as const) {
    const [all, got] = [textOf(said, kind), textOf(heard.spoken, kind)];
    if (all.startsWith(got)) continue;
    court.report(
      'cut-invents-nothing',
      `${kind} ${show(got)} is no beginning of ${show(all)}`,
      about,
    );
  }
}
