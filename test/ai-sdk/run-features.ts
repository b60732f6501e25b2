import assert from 'node:assert/strict';
import { LOCAL_KEY, type LocalHerokuOptions } from '../../src/local';
import { type Entry, type HerokuPackages, isNative } from './entries';
import type { Feature, HerokuPackage } from './feature';
import { features } from './features';
import { startLocalHeroku } from './local-heroku';
import { type Major, type Sdk, toSdk } from './sdk';

/** Ends a feature that waits for something which never comes. */
const LIMIT_MS = 20_000;

export function isFor({ major }: Sdk, entry: Entry, { since, anyEntry, wraps }: Feature): boolean {
  if (!anyEntry && !isNative(major, entry)) return false;
  if (wraps && major === 6 && entry === '.') return false;
  return since === undefined || major >= since;
}

/** Runs one feature against a server of its own, which must have accepted what was sent to it. */
export async function runFeature(
  feature: Feature,
  sdk: Sdk,
  entry: Entry,
  namespace: HerokuPackage,
  options: Pick<LocalHerokuOptions, 'toolFrames'> = {},
): Promise<void> {
  const { createHeroku, heroku } = namespace;
  const local = await startLocalHeroku(options);
  try {
    const model = (id = 'claude-4-5-sonnet', settings = {}) =>
      createHeroku({ baseURL: local.url, apiKey: LOCAL_KEY, ...settings })(id);
    await limited(feature.run({ sdk, entry, namespace, createHeroku, heroku, local, model }));
    const refused = local.requests.filter(({ refusedBy }) => refusedBy !== undefined);
    assert.deepEqual(feature.refusal ? [] : refused, []);
  } finally {
    await local.close();
  }
}

/**
 * Runs the features of a major with an entry, one after the other, wherever there is node:http. Nothing of vitest is needed, so that
 * this file can be bundled for a consumer folder, with zod left to be found there.
 *
 * @param ai the package `ai`, of that major.
 */
export async function runFeatures(
  major: Major,
  ai: object,
  entry: Entry,
  packages: HerokuPackages,
): Promise<{ name: string; error?: unknown }[]> {
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  const sdk = toSdk(major, ai);
  const results: { name: string; error?: unknown }[] = [];
  for (const feature of features.filter((feature) => isFor(sdk, entry, feature))) {
    const { name } = feature;
    const error = await failureOf(() => runFeature(feature, sdk, entry, packages[entry]));
    results.push(error === undefined ? { name } : { name, error });
  }
  return results;
}

/** What is thrown, or is left rejected without anyone to handle it, which ends a Node program. */
async function failureOf(run: () => Promise<void>): Promise<unknown> {
  let failure: unknown;
  const onUnhandled = (error: unknown) => {
    failure ??= error;
  };
  process.on('unhandledRejection', onUnhandled);
  try {
    await run();
    // Rejections are reported once the microtasks are through.
    await new Promise((resolve) => setImmediate(resolve));
  } catch (error) {
    failure = error;
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
  return failure;
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
