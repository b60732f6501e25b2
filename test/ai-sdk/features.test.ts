import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { beforeAll, describe, it } from 'vitest';
import * as main from '../../src';
import * as v3 from '../../src/v3';
import * as v4 from '../../src/v4';
import { entriesOf, toHerokuPackages } from './entries';
import { features } from './features';
import { isFor, runFeature } from './run-features';
import { toSdk } from './sdk';

beforeAll(() => {
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
});

const packages = toHerokuPackages(main, v3, v4);

for (const sdk of [toSdk(5, ai5), toSdk(6, ai6), toSdk(7, ai7)]) {
  describe.each(entriesOf(sdk.major))(`AI SDK ${sdk.major} with %s`, (entry) => {
    for (const feature of features.filter((feature) => isFor(sdk, entry, feature))) {
      it(feature.name, () => runFeature(feature, sdk, entry, packages[entry]));
    }
  });

  // What reads the frames is the same behind every entry.
  describe(`AI SDK ${sdk.major} with regular tool frames`, () => {
    const options = { toolFrames: 'regular' } as const;
    for (const feature of features.filter((feature) => isFor(sdk, '.', feature))) {
      it(feature.name, () => runFeature(feature, sdk, '.', packages['.'], options));
    }
  });
}
