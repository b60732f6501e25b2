import { defineConfig } from 'tsup';
import packageJson from './package.json' with { type: 'json' };

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    v3: 'src/v3.ts',
    v4: 'src/v4.ts',
    local: 'src/local/index.ts',
    conformance: 'src/conformance/index.ts',
  },
  // scripts/to-commonjs.mjs makes the CommonJS modules of these.
  format: ['esm'],
  target: 'es2022',
  dts: true,
  // What is shipped is readable as it is. Source maps were more than half of the tarball.
  clean: true,
  removeNodeProtocol: false,
  define: { __PACKAGE_VERSION__: JSON.stringify(packageJson.version) },
});
