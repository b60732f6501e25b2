import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { beforeAll, describe, it } from 'vitest';
import * as main from '../../src';
import * as v3 from '../../src/v3';
import * as v4 from '../../src/v4';
import type { Exchange } from '../faults/exchange';
import type { Script } from '../faults/fault-server';
import { useFaultServer } from '../faults/use-fault-server';
import { entriesOf, isNative, toHerokuPackages } from './entries';
import { toSdk } from './sdk';
import type { Served, Situation } from './situations';
import { aborts } from './situations/aborts';
import { lingering } from './situations/lingering';
import { lost } from './situations/lost';
import { sdkFacts } from './situations/sdk-facts';
import { silence } from './situations/silence';

beforeAll(() => {
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
});

const faults = useFaultServer();
const packages = toHerokuPackages(main, v3, v4);
const SITUATIONS: Situation[] = [...aborts, ...lost, ...silence, ...lingering, ...sdkFacts];

/** Requests in the order in which they arrive, and who waits for them. */
function createArrivals(scripts: Script[]) {
  const exchanges: Exchange[] = [];
  const waiting: { count: number; resolve: (exchange: Exchange) => void }[] = [];
  const tell = () => {
    for (const { count, resolve } of waiting) {
      const exchange = exchanges[count - 1];
      if (exchange) resolve(exchange);
    }
  };
  const script: Script = (exchange) => {
    const next = scripts[Math.min(exchanges.length, scripts.length - 1)];
    exchanges.push(exchange);
    tell();
    return next?.(exchange);
  };
  const arrived = (count: number) =>
    new Promise<Exchange>((resolve) => {
      waiting.push({ count, resolve });
      tell();
    });
  return { exchanges, script, arrived };
}

for (const sdk of [toSdk(5, ai5), toSdk(6, ai6), toSdk(7, ai7)]) {
  // What happens on the way is the same behind every entry.
  const entries = entriesOf(sdk.major).filter((entry) => isNative(sdk.major, entry));
  describe.each(entries)(`AI SDK ${sdk.major} with %s`, (entry) => {
    const serve = (scripts: Script[], settings = {}): Served => {
      const { exchanges, script, arrived } = createArrivals(scripts);
      const heroku = packages[entry].createHeroku({
        baseURL: faults.server.serve(script),
        apiKey: 'inf-test-key',
        ...settings,
      });
      return { heroku, model: heroku('claude-4-5-sonnet'), exchanges, arrived };
    };
    for (const { name, since = 5, run } of SITUATIONS) {
      if (sdk.major >= since) it.concurrent(name, { timeout: 60_000 }, () => run({ sdk, serve }));
    }
  });
}

faults.testThatNothingIsLeft();
