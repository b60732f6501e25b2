import { defineConfig } from 'vitest/config';
import { version } from './package.json';

export default defineConfig({
  define: { __PACKAGE_VERSION__: JSON.stringify(version) },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    unstubEnvs: true,
  },
});
