import fc, { type Arbitrary } from 'fast-check';
import { test } from 'vitest';
import { answersRead } from './read-answer';

declare module 'vitest' {
  interface TaskMeta {
    /** How many cases the law was tried on: `npm run test:fuzz` adds them up. */
    cases?: number;
    /** How many answers were read for them. */
    streams?: number;
  }
}

/** The same cases at every run of `npm test`, so that a red law is a change of the code; LAW_SEED asks for others. */
const SEED = Number(process.env.LAW_SEED ?? 4);

/** Far above what a case takes on a busy machine: what has not answered by then hangs. */
const HANGS_AFTER_MS = 30_000;

/**
 * A test that `holds` for all values. It tries `runs` of them, or LAW_RUNS if that is set; what breaks the law is shrunk
 * and printed with the seed.
 */
export function law<Value>(
  name: string,
  { values, runs }: { values: Arbitrary<Value>; runs: number },
  holds: (value: Value) => Promise<void>,
): void {
  const numRuns = Number(process.env.LAW_RUNS) || runs;
  test(name, { timeout: 60_000 + numRuns * 100 }, async ({ task }) => {
    let cases = 0;
    const before = answersRead();
    const property = fc.asyncProperty(values, async (value) => {
      cases++;
      await holds(value);
      assertBuiltInsUntouched();
    });
    try {
      await fc.assert(property, { numRuns, seed: SEED, timeout: HANGS_AFTER_MS });
    } finally {
      task.meta.cases = cases;
      task.meta.streams = answersRead() - before;
    }
  });
}

const BUILT_INS = [Object.prototype, Array.prototype, Function.prototype, Map.prototype];
const keysOf = (builtIn: object) => Reflect.ownKeys(builtIn).map(String).join();
const KEYS = BUILT_INS.map(keysOf);

/** No key of the server's may find its way into what all objects share. */
function assertBuiltInsUntouched(): void {
  BUILT_INS.forEach((builtIn, at) => {
    if (keysOf(builtIn) !== KEYS[at]) throw new Error('A built-in has changed.');
  });
}
