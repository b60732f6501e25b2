import * as ai from 'ai';
import * as herokuPackage from 'ai-sdk-provider-heroku';
import { runFeatures } from '../../test/ai-sdk/run-features';
import type { Major } from '../../test/ai-sdk/sdk';

/** What became of a feature, as it is printed. */
export type FeatureResult = { name: string; error?: string };

// Runs in a consumer's folder: `node features.mjs <major>` prints the results in its last line.
async function main() {
  const results = await runFeatures(Number(process.argv[2]) as Major, ai, herokuPackage);
  const printable = results.map(
    ({ name, error }): FeatureResult =>
      error === undefined ? { name } : { name, error: wordsOf(error) },
  );
  console.log(`\n${JSON.stringify(printable)}`);
}

const wordsOf = (error: unknown) => String(error instanceof Error ? error.stack : error);

main();
