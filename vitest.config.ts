import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __PACKAGE_VERSION__: JSON.stringify(packageJson.version) },
  test: {
    include: ['test/**/*.test.ts', 'examples/*/*.test.ts'],
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
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
  },
});
