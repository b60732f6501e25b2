import { defineConfig } from 'tsup';
import packageJson from './package.json' with { type: 'json' };

/** The command `ai-sdk-provider-heroku`, beside what tsup.config.ts has built. Nobody imports it. */
export default defineConfig({
  entry: { cli: 'src/cli/main.ts' },
  format: ['esm'],
  target: 'es2022',
  splitting: false,
  minify: true,
  removeNodeProtocol: false,
  define: { __PACKAGE_VERSION__: JSON.stringify(packageJson.version) },
});
