import assert from 'node:assert/strict';
import { TEST_KEY } from '../support/heroku-server/handler';
import type { Feature, HerokuPackage } from './feature';
import { features } from './features';
import { startLocalHeroku } from './local-heroku';
import type { Sdk } from './sdk';

/** Ends a feature that waits for something which never comes. */
const LIMIT_MS = 30_000;

export function isFor(sdk: Sdk, { since }: Feature): boolean {
  return since === undefined || sdk.major >= since;
}

/** Runs one feature against a server of its own, which must have accepted what was sent to it. */
export async function runFeature(
  feature: Feature,
  sdk: Sdk,
  { createHeroku, heroku }: HerokuPackage,
): Promise<void> {
  const local = await startLocalHeroku();
  try {
    const model = (id = 'claude-4-5-sonnet', settings = {}) =>
      createHeroku({ baseURL: local.url, apiKey: TEST_KEY, ...settings })(id);
    await limited(feature.run({ sdk, createHeroku, heroku, local, model }));
    const refused = local.requests.filter(({ refusedBy }) => refusedBy !== undefined);
    assert.deepEqual(feature.refusal ? [] : refused, []);
  } finally {
    await local.close();
  }
}

/** Runs all features of a major, one after the other, in any JavaScript runtime that has node:http. */
export async function runFeatures(
  sdk: Sdk,
  herokuPackage: HerokuPackage,
): Promise<{ name: string; error?: unknown }[]> {
  const results: { name: string; error?: unknown }[] = [];
  for (const feature of features.filter((feature) => isFor(sdk, feature))) {
    const { name } = feature;
    results.push(
      await runFeature(feature, sdk, herokuPackage).then(
        () => ({ name }),
        (error: unknown) => ({ name, error }),
      ),
    );
  }
  return results;
}

async function limited(running: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The feature waits for something')), LIMIT_MS);
  });
  try {
    await Promise.race([running, limit]);
  } finally {
    clearTimeout(timer);
  }
}
