import { expect, test } from 'vitest';
import { nearestName } from '../../src/json/nearest-name';

const NAMES = ['baseURL', 'apiKey', 'headers', 'fetch', 'attachment', 'includeUsage'];

test.each([
  ['baseUrl', 'baseURL'],
  ['base_url', 'baseURL'],
  ['BASEURL', 'baseURL'],
  ['api-key', 'apiKey'],
  ['apikey', 'apiKey'],
  ['apiKye', 'apiKey'],
  ['header', 'headers'],
  ['atachment', 'attachment'],
  ['includeusages', 'includeUsage'],
])('%s is taken for %s', (name, expected) => {
  expect(nearestName(name, NAMES)).toBe(expected);
});

test.each(['timeout', 'organization', 'x', '', 'setCacheKey', 'a'.repeat(10_000)])(
  '%.20s is near to none',
  (name) => {
    expect(nearestName(name, NAMES)).toBeUndefined();
  },
);
