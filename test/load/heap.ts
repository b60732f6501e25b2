import { setImmediate } from 'node:timers/promises';

/** Bytes in use after what nobody holds has been collected. Needs `--expose-gc`. */
export async function settledHeap(): Promise<number> {
  for (let i = 0; i < 2; i++) {
    globalThis.gc?.();
    // Finalizers run between two turns of the event loop.
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
}
