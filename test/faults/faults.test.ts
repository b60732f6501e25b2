import { describe, expect, test } from 'vitest';
import { type Baseline, casesOf, check, type FaultCase, runUnbroken } from './fault-case';
import { FAULT_TABLE, type Mode } from './fault-table';
import { CALLS, DOCUMENT, fixtureTranscripts, TEXT, UNREADABLE } from './transcripts';
import { useFaultServer } from './use-fault-server';

const MODES: Mode[] = ['streamText', 'generateText'];
const FAULTS = [...new Set(FAULT_TABLE.flatMap(({ faults }) => faults))];
/** Without the one that costs 64 Mi characters each time. */
const QUICK = FAULTS.filter((fault) => fault !== 'endless line');

/** All faults in both modes at each position of the fixtures, about 40,000 cases, in place of one at each. */
const isThorough = process.env.FAULTS === 'all';

const faults = useFaultServer();

/** Runs the cases, some at a time; what went otherwise than the table says. */
async function checkAll(cases: FaultCase[], atOnce = 16): Promise<string[]> {
  const baselines = new Map<string, Promise<Baseline>>();
  const baselineOf = ({ transcript, mode }: FaultCase) => {
    const key = `${transcript.name} ${mode}`;
    const known = baselines.get(key) ?? runUnbroken(faults.server, transcript, mode);
    baselines.set(key, known);
    return known;
  };
  const wrong: string[] = [];
  const waiting = cases.values();
  const work = async () => {
    for (const next of waiting) {
      wrong.push(...(await check(faults.server, next, await baselineOf(next))));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return wrong;
}

describe.each(MODES)('%s', (mode) => {
  test.each(QUICK)('%s', async (fault) => {
    const cases = [TEXT, CALLS, DOCUMENT].flatMap((transcript) => casesOf(transcript, fault, mode));
    expect(cases.length).toBeGreaterThan(0);
    expect(await checkAll(cases)).toEqual([]);
  });

  test('endless line', async () => {
    const all = casesOf(TEXT, 'endless line', mode);
    const places = [undefined, 0, TEXT.ends[0], TEXT.ends[3]];
    const cases = places.flatMap((place) => all.find(({ at }) => at === place) ?? []);
    expect(cases).toHaveLength(mode === 'streamText' ? 2 : 4);
    expect(await checkAll(cases, 1)).toEqual([]);
  });
});

describe.each(MODES)('what the answers are, unbroken: %s', (mode) => {
  const calls = { tooluse_1: [{ city: 'Paris' }], tooluse_2: [{ city: 'Oslo' }] };

  test.each([
    { transcript: TEXT, text: 'The weather is fine: 12 °C.', finish: 'stop', executed: {} },
    { transcript: CALLS, text: 'Let me look.', finish: 'tool-calls', executed: calls },
    { transcript: DOCUMENT, text: 'Let me look.', finish: 'tool-calls', executed: calls },
  ])('$transcript.name', async ({ transcript, ...expected }) => {
    const { ending, errors, isPlain, called, ...seen } = await runUnbroken(
      faults.server,
      transcript,
      mode,
    );
    expect(seen).toEqual(expected);
    expect(called).toEqual(Object.keys(expected.executed));
    expect({ ending, errors, isPlain }).toEqual({ ending: 'finish', errors: [], isPlain: true });
  });

  test('a call with an unreadable frame in it is not handed on', async () => {
    const { ending, errors, called, executed } = await runUnbroken(faults.server, UNREADABLE, mode);
    expect({ ending, called, executed }).toEqual({ ending: 'error', called: [], executed: {} });
    expect(errors).toHaveLength(1);
  });
});

test('every position of every fixture', { timeout: isThorough ? 3_600_000 : 120_000 }, async () => {
  const places = new Map<string, FaultCase[]>();
  for (const transcript of fixtureTranscripts()) {
    const cases = QUICK.flatMap((fault) =>
      MODES.flatMap((mode) => casesOf(transcript, fault, mode)),
    );
    for (const each of cases) {
      const place = `${transcript.name} ${each.at}`;
      places.set(place, [...(places.get(place) ?? []), each]);
    }
  }
  // Each place has its turn with another fault; 7 and the number of cases at a place have no common divisor.
  const chosen = [...places.values()].flatMap((cases, turn) =>
    isThorough ? cases : cases.slice((turn * 7) % cases.length).slice(0, 1),
  );
  expect(chosen.length).toBeGreaterThan(1000);
  expect(await checkAll(chosen)).toEqual([]);
});

faults.testThatNothingIsLeft();
