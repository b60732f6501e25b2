import assert from 'node:assert/strict';
import { build, type Plugin } from 'esbuild';
import { SHARED } from '../consumers/bundle';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';

const NAME = 'ai-sdk-provider-heroku';

/** In bytes, without what is imported from other packages. */
const LIMIT = 1000;

/** Other packages stay outside, and go where nothing of them is used. */
const others: Plugin = {
  name: 'others',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path }) =>
      path === NAME ? undefined : { path, external: true, sideEffects: false },
    );
  },
};

/** Who takes one small name from the package does not carry the provider too. */
export async function checkTreeShaking(checks: Checks, consumer: Consumer): Promise<void> {
  await checks.run(`a bundle that imports only VERSION has less than ${LIMIT} bytes`, async () => {
    const { outputFiles } = await build({
      stdin: { contents: `export { VERSION } from '${NAME}';`, resolveDir: consumer.folder },
      ...SHARED,
      minify: true,
      format: 'esm',
      plugins: [others],
      write: false,
    });
    const text = outputFiles[0]?.text ?? '';
    assert.match(text, /\d+\.\d+\.\d+/);
    assert.ok(text.length < LIMIT, `it has ${text.length}: ${text}`);
  });
}
