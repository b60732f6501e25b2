import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type FaultServer, startFaultServer } from './fault-server';

/** A server for all tests of a file, which also watches for promises that fail alone. */
export function useFaultServer() {
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

  return {
    get server(): FaultServer {
      return server;
    },
    /** To be called after all other tests of the file. */
    testThatNothingIsLeft(): void {
      test('no promise was left to fail alone, and no connection is left open', async () => {
        await vi.waitFor(() => expect(server.open).toBe(0), 10_000);
        expect(unhandled).toEqual([]);
      });
    },
  };
}
