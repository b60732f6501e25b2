import { type Profiler, Session } from 'node:inspector';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));

/**
 * Counts how often each block of src runs, as V8 counts them for the coverage of tests, and what native functions that read a
 * whole text are given: work, without a clock. Modules that are to be counted are loaded after this.
 */
export async function createBlockCounter() {
  const session = new Session();
  session.connect();
  const post = (method: string, params?: object) =>
    new Promise<object>((resolve, reject) =>
      session.post(method, params, (error, result) =>
        error ? reject(error) : resolve(result ?? {}),
      ),
    );
  await post('Profiler.enable');
  await post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

  async function take(): Promise<Map<string, number>> {
    const { result } = (await post(
      'Profiler.takePreciseCoverage',
    )) as Profiler.TakePreciseCoverageReturnType;
    const steps = new Map<string, number>();
    for (const { url, functions } of result) {
      const file = toFile(url);
      if (file === undefined) continue;
      const counts = functions.flatMap(({ ranges }) => ranges.map(({ count }) => count));
      const sum = counts.reduce((one, other) => one + other, 0);
      steps.set(file, (steps.get(file) ?? 0) + sum);
    }
    return steps;
  }

  await take();
  return {
    /** The steps of a run in each file of src, by its path. */
    async stepsOf(run: () => unknown): Promise<Map<string, number>> {
      const native = await countNative(run);
      const steps = await take();
      return steps.set(NATIVE, native);
    },
    async stop(): Promise<void> {
      await post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}

/** The place of steps in native functions. */
export const NATIVE = 'native';

function toFile(url: string): string | undefined {
  const path = url.startsWith('file:') ? fileURLToPath(url.replace(/\?.*/, '')) : url;
  return path.startsWith(SRC) ? relative(SRC, path).replaceAll('\\', '/') : undefined;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** How much of its text a call has read or written. */
type Measure = (call: { self: unknown; args: unknown[]; result: unknown }) => number;

const ofSelf: Measure = ({ self }) => lengthOf(self);
const ofArgument: Measure = ({ args: [text] }) => lengthOf(text);
const ofResult: Measure = ({ result }) => lengthOf(result);
/** From where the search begins to what was found, or to the end. */
const toFound: Measure = ({ self, args: [, from], result }) => {
  const end = Number(result) >= 0 && result !== false ? Number(result) : lengthOf(self);
  return Math.max(1, end - (Number(from) || 0));
};
const fromFound: Measure = ({ self, result }) => lengthOf(self) - Math.max(0, Number(result));

/** Native functions that read a text, or write one, however long. Regular expressions have a law of their own. */
const MEASURES: readonly [owner: object, measures: Record<string, Measure>][] = [
  [JSON, { parse: ofArgument, stringify: ofResult }],
  [Array.prototype, { join: ofResult, includes: toFound, indexOf: toFound }],
  [
    String.prototype,
    {
      split: ofSelf,
      replaceAll: ofSelf,
      trim: ofSelf,
      toLowerCase: ofSelf,
      startsWith: ofArgument,
      endsWith: ofArgument,
      indexOf: toFound,
      lastIndexOf: fromFound,
    },
  ],
];

function lengthOf(text: unknown): number {
  return typeof text === 'string' || Array.isArray(text) ? text.length : 1;
}

async function countNative(run: () => unknown): Promise<number> {
  let steps = 0;
  const restores = MEASURES.flatMap(([owner, measures]) =>
    Object.entries(measures).map(([name, measure]) => {
      const original: AnyFunction = Reflect.get(owner, name);
      const counted: AnyFunction = function (...args) {
        let result: unknown;
        try {
          result = Reflect.apply(original, this, args);
        } finally {
          steps += measure({ self: this, args, result });
        }
        return result;
      };
      const define = (value: AnyFunction) =>
        Object.defineProperty(owner, name, { value, configurable: true, writable: true });
      define(counted);
      return () => define(original);
    }),
  );
  try {
    await run();
  } finally {
    for (const restore of restores) restore();
  }
  return steps;
}
