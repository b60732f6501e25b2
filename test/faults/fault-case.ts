import { APICallError } from '@ai-sdk/provider';
import { createHeroku } from '../../src';
import { breakAnswer, MORE_TEXT } from './break-answer';
import type { FaultServer } from './fault-server';
import { FAULT_TABLE, type Fault, type Mode, type Outcome, type Row } from './fault-table';
import { type Observed, observe } from './observe';
import { tappedFetch } from './tapped-fetch';
import {
  hasMoreAfterReason,
  type Position,
  positionsOf,
  type Transcript,
  textIn,
  toolNamesIn,
} from './transcript';

/** One answer, broken in one way at one place, for one kind of caller. */
export type FaultCase = {
  transcript: Transcript;
  fault: Fault;
  position: Position;
  /** Undefined before the headers. */
  at: number | undefined;
  mode: Mode;
  row: Row;
};

export function casesOf(transcript: Transcript, fault: Fault, mode: Mode): FaultCase[] {
  const places = [
    { position: 'before the headers' as const, at: undefined },
    ...positionsOf(transcript),
  ];
  return places.flatMap(({ position, at }) => {
    const row = FAULT_TABLE.find(
      (row) => row.mode === mode && row.faults.includes(fault) && row.positions.includes(position),
    );
    const isSensible =
      fault === 'endless stream'
        ? transcript.body === 'SSE' && (at === 0 || transcript.ends.includes(at ?? -1))
        : fault !== 'HTML' || at !== transcript.bytes.length;
    return row && isSensible ? [{ transcript, fault, position, at, mode, row }] : [];
  });
}

/** What the caller sees of the answer when nothing is wrong on the way. */
export type Baseline = Observed & {
  /** Whether the answer is good, and says what it says in the plainest form: the whole table then holds for it. */
  isPlain: boolean;
};

export async function runUnbroken(
  server: FaultServer,
  transcript: Transcript,
  mode: Mode,
): Promise<Baseline> {
  const at = transcript.bytes.length;
  const observed = await run(server, { transcript, fault: 'early end', at, mode });
  const isPlain =
    observed.ending === 'finish' &&
    observed.text === textIn(transcript, at) &&
    Number.isFinite(transcript.complete) &&
    !hasMoreAfterReason(transcript);
  return { ...observed, isPlain };
}

/** Runs a case; what it says that the table does not, in words. */
export async function check(
  server: FaultServer,
  fault: FaultCase,
  baseline: Baseline,
): Promise<string[]> {
  const { transcript, fault: name, position, at, mode } = fault;
  const title = `${transcript.name}: ${name} ${position}${at ? ` at ${at}` : ''}, ${mode}`;
  const observed = await unlessItHangs(run(server, fault));
  if (observed === undefined) return [`${title}: it hangs`];
  const wrong = [
    ...Object.entries(observed.executed)
      .filter(([, inputs]) => inputs.length > 1)
      .map(([id, inputs]) => `${id} was executed ${inputs.length} times`),
    ...(baseline.isPlain
      ? compare(observed, fault, baseline)
      : comparePrefix(observed, fault, baseline)),
  ];
  return wrong.map((what) => `${title}: ${what}`);
}

/** Far longer than any case takes: only to tell which one never ends. */
const PATIENCE_MS = 30_000;

async function unlessItHangs<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  const result = await Promise.race([promise, patience]);
  clearTimeout(timer);
  return result;
}

async function run(
  server: FaultServer,
  how: Pick<FaultCase, 'transcript' | 'fault' | 'at' | 'mode'>,
): Promise<Observed> {
  const { fetch, taken } = tappedFetch();
  const controller = new AbortController();
  const abort = () => controller.abort();
  const baseURL = server.serve((exchange) => breakAnswer(exchange, { ...how, taken, abort }));
  let ids = 0;
  const generateId = () => `generated-${ids++}`;
  const provider = createHeroku({ baseURL, apiKey: 'inf-test-key', fetch, generateId });
  const model = provider('claude-4-5-sonnet');
  return observe(how.mode, model, toolNamesIn(how.transcript), controller.signal);
}

function compare(observed: Observed, { row, transcript, at }: FaultCase, baseline: Baseline) {
  const sent = textIn(transcript, at ?? 0);
  const [error] = observed.errors;
  const expected = {
    outcome: row.outcome,
    text:
      row.text === 'none' || (row.mode === 'generateText' && row.outcome !== 'whole') ? '' : sent,
    finish:
      row.finish === 'its own' ? baseline.finish : row.finish === 'error' ? 'error' : undefined,
    isRetryable: row.isRetryable,
    called: row.calls === 'its own' ? baseline.called : [],
    executed: row.calls === 'its own' ? baseline.executed : {},
  };
  const actual = {
    outcome: toOutcome(observed),
    text: row.text === 'a beginning' ? toBeginning(observed.text, sent) : observed.text,
    finish: observed.finish,
    isRetryable: APICallError.isInstance(error) ? error.isRetryable : undefined,
    called: observed.called,
    executed: observed.executed,
  };
  return Object.entries(expected)
    .map(([key, value]) => [
      key,
      JSON.stringify(value),
      JSON.stringify(actual[key as keyof typeof actual]),
    ])
    .filter(([, wanted, got]) => wanted !== got)
    .map(([key, wanted, got]) => `${key} is ${got}, not ${wanted}${error ? ` (${error})` : ''}`);
}

function toBeginning(text: string, sent: string): string {
  const beginning = text.replace(new RegExp(`(${MORE_TEXT})+$`), '');
  return sent.startsWith(beginning) ? sent : text;
}

function toOutcome({ ending, finish, errors }: Observed): Outcome | 'several errors' {
  if (errors.length > 1) return 'several errors';
  if (ending === 'abort') return 'aborts';
  if (ending === 'finish') return 'whole';
  return finish === undefined ? 'rejects' : 'error part';
}

/** What holds for any answer, however odd: a cut one is the beginning of the whole, and does nothing on its own. */
function comparePrefix(
  observed: Observed,
  { at, transcript }: FaultCase,
  baseline: Baseline,
): string[] {
  const text = observed.text.replace(new RegExp(`(${MORE_TEXT})+$`), '');
  const isComplete = (at ?? 0) >= transcript.complete;
  const executed = [...Object.keys(observed.executed), ...observed.called];
  return [
    baseline.text.startsWith(text)
      ? ''
      : `the text "${text}" is not the beginning of "${baseline.text}"`,
    isComplete || executed.length === 0
      ? ''
      : `${executed} was called though the answer was cut off`,
    executed.every((id) => baseline.called.includes(id)) ? '' : `${executed} is not of this answer`,
    isComplete || observed.ending !== 'finish' ? '' : 'it looks complete',
  ].filter((what) => what !== '');
}
