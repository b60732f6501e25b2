import * as ai from 'ai';
import * as v2 from 'ai-sdk-provider-heroku';
import * as v3 from 'ai-sdk-provider-heroku/v3';
import * as v4 from 'ai-sdk-provider-heroku/v4';
import { type Entry, toHerokuPackages } from '../../test/ai-sdk/entries';
import { runFeatures } from '../../test/ai-sdk/run-features';
import type { Major } from '../../test/ai-sdk/sdk';

/** What became of a feature, as it is printed. */
export type FeatureResult = { name: string; error?: string };

// Runs in a consumer's folder: `node features.mjs <major> <entry>` prints the results in its last line.
async function main() {
  const [, , major, entry] = process.argv;
  const packages = toHerokuPackages(v2, v3, v4);
  const results = await runFeatures(Number(major) as Major, ai, entry as Entry, packages);
  const printable = results.map(
    ({ name, error }): FeatureResult =>
      error === undefined ? { name } : { name, error: wordsOf(error) },
  );
  console.log(`\n${JSON.stringify(printable)}`);
}

const wordsOf = (error: unknown) => String(error instanceof Error ? error.stack : error);

main();
