import { InvalidArgumentError } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { createHeroku } from '../../src';

const create = createHeroku as (settings: unknown) => unknown;

test.each([
  ['inf-1234', 'createHeroku takes an object such as { apiKey, baseURL }, not a string.'],
  [null, 'createHeroku takes an object such as { apiKey, baseURL }, not null.'],
  [[], 'createHeroku takes an object such as { apiKey, baseURL }, not an array.'],
  [{ baseUrl: 'https://eu.test' }, 'There is no setting baseUrl. Did you mean baseURL?'],
  [{ api_key: 'inf-1234' }, 'There is no setting api_key. Did you mean apiKey?'],
  [{ apiKey: 5 }, 'The setting apiKey must be a string, not a number.'],
  [{ apiKey: null }, 'The setting apiKey must be a string, not null.'],
  [{ baseURL: new URL('https://eu.test') }, 'The setting baseURL must be a string, not an object.'],
  [{ headers: 'a: b' }, 'The setting headers must be an object, not a string.'],
  [{ fetch: {} }, 'The setting fetch must be a function, not an object.'],
])('createHeroku(%j) is refused', (settings, message) => {
  expect(() => create(settings)).toThrow(InvalidArgumentError);
  expect(() => create(settings)).toThrow(message);
});

test('the value of a setting is in no message, since it may be a key', () => {
  expect(() => create('inf-secret-secret')).not.toThrow(/secret/);
});

test.each([
  {},
  undefined,
  { apiKey: undefined, baseURL: undefined },
  { timeout: 5, setCacheKey: true, models: {}, organization: 'x' },
])('createHeroku(%j) is accepted', (settings) => {
  expect(() => create(settings)).not.toThrow();
});
