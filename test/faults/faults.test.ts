import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Baseline, casesOf, check, type FaultCase, runUnbroken } from './fault-case';
import { type FaultServer, startFaultServer } from './fault-server';
import { FAULT_TABLE, type Mode } from './fault-table';
import { CALLS, DOCUMENT, fixtureTranscripts, TEXT } from './transcripts';

const MODES: Mode[] = ['streamText', 'generateText'];
const FAULTS = [...new Set(FAULT_TABLE.flatMap(({ faults }) => faults))];
/** Costs 64 Mi characters each time, so it has a test of its own. */
const QUICK = FAULTS.filter((fault) => fault !== 'endless line');

let server: FaultServer;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);

beforeAll(async () => {
  server = await startFaultServer();
  process.on('unhandledRejection', onUnhandled);
});

afterAll(async () => {
  process.off('unhandledRejection', onUnhandled);
  await server.close();
});

/** Runs the cases, some at a time; what went otherwise than the table says. */
async function checkAll(cases: FaultCase[]): Promise<string[]> {
  const baselines = new Map<string, Promise<Baseline>>();
  const baselineOf = ({ transcript, mode }: FaultCase) => {
    const key = `${transcript.name} ${mode}`;
    const known = baselines.get(key) ?? runUnbroken(server, transcript, mode);
    baselines.set(key, known);
    return known;
  };
  const wrong: string[] = [];
  const waiting = [...cases];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      wrong.push(...(await check(server, next, await baselineOf(next))));
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  return wrong;
}

describe.each(MODES)('%s', (mode) => {
  test.each(QUICK)('%s', async (fault) => {
    const cases = [TEXT, CALLS, DOCUMENT].flatMap((transcript) => casesOf(transcript, fault, mode));
    expect(cases.length).toBeGreaterThan(0);
    expect(await checkAll(cases)).toEqual([]);
  });
});

test('at every position of every fixture', async () => {
  const all = fixtureTranscripts().flatMap((t) =>
    MODES.flatMap((mode) => QUICK.flatMap((f) => casesOf(t, f, mode))),
  );
  console.log(all.length);
  const t = performance.now();
  const wrong = (await checkAll(all)).sort();
  console.log('ms', performance.now() - t);
  expect(wrong).toEqual([]);
}, 2000000);

test('no promise was left to fail alone, and no connection is left open', async () => {
  await vi.waitFor(() => expect(server.open).toBe(0), 5000);
  expect(unhandled).toEqual([]);
});
