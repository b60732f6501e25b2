import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __PACKAGE_VERSION__: JSON.stringify(packageJson.version) },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    unstubEnvs: true,
  },
});
