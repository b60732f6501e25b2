import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { beforeAll, describe, it } from 'vitest';
import * as herokuPackage from '../../src';
import { features } from './features';
import { isFor, runFeature } from './run-features';
import { toSdk } from './sdk';

beforeAll(() => {
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
});

for (const sdk of [toSdk(5, ai5), toSdk(6, ai6), toSdk(7, ai7)]) {
  describe(`AI SDK ${sdk.major}`, () => {
    for (const feature of features.filter((feature) => isFor(sdk, feature))) {
      it(feature.name, () => runFeature(feature, sdk, herokuPackage));
    }
  });
}
