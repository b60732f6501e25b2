import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleEverything } from '../consumers/bundle';
import { Consumer } from '../consumers/consumer';
import { download } from '../consumers/download';
import type { Runtime } from './runtime';

type Dispatcher = { dispatchFetch: typeof fetch };
type MiniflareModule = {
  Miniflare: new (options: object) => Dispatcher & { dispose(): Promise<void> };
};
type EdgeRuntimeModule = { EdgeRuntime: new (options: object) => Dispatcher };

// The last that runs on Node 20.
const MINIFLARE = 'miniflare@4.20260426.0';

/** Runtimes without Node, to which everything is given as one script. */
export const edgeRuntimes: Runtime[] = [
  {
    name: 'workerd (Cloudflare)',
    async run({ consumer, target }) {
      const folder = await download([MINIFLARE]);
      const { Miniflare } = requireFrom<MiniflareModule>(folder, 'miniflare');
      const script = join(consumer.folder, 'bundled-worker.mjs');
      await bundleEverything(join(consumer.folder, 'worker.mjs'), script, {
        format: 'esm',
        conditions: ['workerd', 'worker'],
      });
      const worker = new Miniflare({
        // Named, so that nobody looks through it for imports: some in the AI SDK are made up at run time.
        modules: [
          { type: 'ESModule', path: 'worker.mjs', contents: await readFile(script, 'utf8') },
        ],
        compatibilityDate: '2026-04-01',
      });
      try {
        return {
          version: await new Consumer(folder).versionOf('workerd'),
          outcome: await ask(worker, target),
        };
      } finally {
        await worker.dispose();
      }
    },
  },
  {
    name: 'edge-runtime (Vercel)',
    async run({ consumer, target }) {
      const folder = await download(['edge-runtime@4']);
      const { EdgeRuntime } = requireFrom<EdgeRuntimeModule>(folder, 'edge-runtime');
      const script = join(consumer.folder, 'bundled-edge.js');
      await bundleEverything(join(consumer.folder, 'edge.mjs'), script, {
        format: 'iife',
        conditions: ['edge-light'],
      });
      const runtime = new EdgeRuntime({ initialCode: await readFile(script, 'utf8') });
      return {
        version: await new Consumer(folder).versionOf('edge-runtime'),
        outcome: await ask(runtime, target),
      };
    },
  },
];

function requireFrom<Module>(folder: string, name: string): Module {
  return createRequire(join(folder, 'package.json'))(name) as Module;
}

async function ask(runtime: Dispatcher, target: object) {
  const response = await runtime.dispatchFetch('http://edge.test/', {
    method: 'POST',
    body: JSON.stringify(target),
  });
  if (!response.ok) throw new Error(`The runtime answered ${await response.text()}`);
  return response.json();
}
