import { defineConfig } from 'tsup';
import packageJson from './package.json' with { type: 'json' };

export default defineConfig({
  entry: { index: 'src/index.ts', local: 'src/local/index.ts' },
  format: ['esm', 'cjs'],
  target: 'es2022',
  dts: true,
  sourcemap: true,
  clean: true,
  removeNodeProtocol: false,
  define: { __PACKAGE_VERSION__: JSON.stringify(packageJson.version) },
});
