import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

/** These load src anew, to count what it does from its first line on; or wait for much time to pass, for many things at once. */
const ALONE = ['test/laws/linear-time/*.test.ts', 'test/ai-sdk/situations.test.ts'];

export default defineConfig({
  define: { __PACKAGE_VERSION__: JSON.stringify(packageJson.version) },
  test: {
    alias: [
      {
        find: /^ai-sdk-provider-heroku\/(local|conformance)$/,
        replacement: fileURLToPath(new URL('src/$1/index.ts', import.meta.url)),
      },
      {
        find: /^ai-sdk-provider-heroku$/,
        replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)),
      },
    ],
    // Some tests wait, and leave the processor to one more.
    maxWorkers: availableParallelism() + 1,
    // Far above what a test takes on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
    unstubGlobals: true,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          // Loading src, vitest and three AI SDKs for each file takes a third of the time of all tests.
          name: 'together',
          isolate: false,
          include: ['test/**/*.test.ts', 'examples/*/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE],
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, maxConcurrency: 20 } },
    ],
  },
});
