import { setTimeout } from 'node:timers/promises';

/** A busy machine takes a while to close a connection, whose answer is held until then. */
const MAX_ROUNDS = 100;
const PATIENCE = 10;
const NOISE = 1024 * 1024;

/** Bytes in use after what nobody holds has been collected, as soon as they no longer fall. Needs `--expose-gc`. */
export async function settledHeap(): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY;
  let steady = 0;
  for (let round = 0; round < MAX_ROUNDS && steady < PATIENCE; round++) {
    globalThis.gc?.();
    // Finalizers run between two turns of the event loop.
    await setTimeout(20);
    const { heapUsed } = process.memoryUsage();
    steady = heapUsed < lowest - NOISE ? 0 : steady + 1;
    lowest = Math.min(lowest, heapUsed);
  }
  return lowest;
}
