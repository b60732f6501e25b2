import assert from 'node:assert/strict';
import { build, type Plugin } from 'esbuild';
import { SHARED } from '../consumers/bundle';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';

const NAME = 'ai-sdk-provider-heroku';

/**
 * In bytes, without what is imported from other packages. What stays is data that bundlers cannot prove to be free of side
 * effects: the tables of model families, refusals and thinking tags.
 */
const LIMIT = 6000;

/** Other packages stay outside, and go where nothing of them is used. */
const others: Plugin = {
  name: 'others',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path }) =>
      path.startsWith(NAME) ? undefined : { path, external: true, sideEffects: false },
    );
  },
};

/** What only one kind of entry needs, and who must not carry it. */
const STRANGERS = [
  { of: 'v3 and v4', text: 'noCache', entries: ['.'] },
  { of: 'v2', text: 'unsupported-setting', entries: ['./v3', './v4'] },
];

/** Who takes one small name from an entry does not carry the provider too, nor does an entry what only others need. */
export async function checkTreeShaking(checks: Checks, consumer: Consumer): Promise<void> {
  for (const entry of ['.', './v3', './v4']) {
    await checks.run(`VERSION of ${entry} alone has less than ${LIMIT} bytes`, async () => {
      const text = await bundle(consumer, `export { VERSION } from '${NAME}${entry.slice(1)}';`);
      assert.match(text, /\d+\.\d+\.\d+/);
      assert.ok(text.length < LIMIT, `it has ${text.length}: ${text}`);
    });
    await checks.run(`all of ${entry} holds what belongs to it`, async () => {
      const text = await bundle(consumer, `export * from '${NAME}${entry.slice(1)}';`);
      for (const stranger of STRANGERS) {
        const isStrange = stranger.entries.includes(entry);
        assert.equal(text.includes(stranger.text), !isStrange, `what belongs to ${stranger.of}`);
      }
    });
  }
}

async function bundle(consumer: Consumer, contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: consumer.folder },
    ...SHARED,
    minify: true,
    format: 'esm',
    plugins: [others],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
