import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { beforeAll, describe, it } from 'vitest';
import * as main from '../../src';
import * as v3 from '../../src/v3';
import * as v4 from '../../src/v4';
import { type Entry, entriesOf, toHerokuPackages } from './entries';
import { features } from './features';
import { isFor, runFeature } from './run-features';
import { type Sdk, toSdk } from './sdk';

beforeAll(() => {
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
});

const REGULAR = { toolFrames: 'regular' } as const;
const packages = toHerokuPackages(main, v3, v4);

const sdk5 = toSdk(5, ai5);

const featuresOf = (sdk: Sdk, entry: Entry) =>
  features.filter((feature) => isFor(sdk, entry, feature));

for (const sdk of [sdk5, toSdk(6, ai6), toSdk(7, ai7)]) {
  describe.each(entriesOf(sdk.major))(`AI SDK ${sdk.major} with %s`, (entry) => {
    for (const feature of featuresOf(sdk, entry)) {
      it(feature.name, () => runFeature(feature, sdk, entry, packages[entry]));
    }
  });
}

// What reads the frames is the same behind every entry, and for each major.
describe('AI SDK 5 with regular tool frames', () => {
  for (const feature of featuresOf(sdk5, '.')) {
    it(feature.name, () => runFeature(feature, sdk5, '.', packages['.'], REGULAR));
  }
});
