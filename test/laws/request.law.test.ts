import { expect, test } from 'vitest';
import { requestCase } from './arbitraries/request-case';
import { law } from './law';
import { checkLaw } from './request/check-law';
import { FEATURES, featuresOf } from './request/features';

const seen = new Map<string, number>();

law(
  'any prompt and options make a request that Heroku accepts and that carries the prompt',
  { values: requestCase, runs: 10_000 },
  async (requestCase) => {
    for (const feature of featuresOf(checkLaw(requestCase))) {
      seen.set(feature, (seen.get(feature) ?? 0) + 1);
    }
  },
);

test('the cases of the law hold all that a request can be', () => {
  expect(FEATURES.filter((feature) => !seen.has(feature))).toEqual([]);
});
