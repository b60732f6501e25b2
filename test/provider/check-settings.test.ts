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
  [{ headers: [['a', 'b']] }, 'The setting headers must be an object, not an array.'],
  [{ headers: new Headers({ a: 'b' }) }, 'must be an object, not a Headers object.'],
  [{ fetch: {} }, 'The setting fetch must be a function, not an object.'],
  [{ url: 'https://eu.test' }, 'There is no setting url. Did you mean baseURL?'],
  [{ key: 'inf-1234' }, 'There is no setting key. Did you mean apiKey?'],
  [{ idleTimeoutMs: 0 }, 'must be above 0, not 0. Without it there is no timeout.'],
  [{ idleTimeoutMs: -5 }, 'must be above 0, not -5.'],
  [{ idleTimeoutMs: Number.NaN }, 'must be above 0, not NaN.'],
  [{ name: ' ' }, 'The setting name is blank.'],
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
  { baseURL: 'https://eu.test', url: 'https://eu.test' },
  { timeout: 5, setCacheKey: true, models: {}, organization: 'x' },
])('createHeroku(%j) is accepted', (settings) => {
  expect(() => create(settings)).not.toThrow();
});

test.each([
  [5, 'The model id must be a string, not a number.'],
  [null, 'The model id must be a string, not null.'],
  [{ id: 'nova-lite' }, 'The model id must be a string, not an object.'],
])('heroku(%j) is refused, and so are the other kinds of models', (modelId, message) => {
  const heroku = createHeroku() as unknown as Record<string, (id: unknown) => unknown>;
  for (const kind of ['chat', 'embedding', 'reranking', 'image']) {
    expect(() => heroku[kind]?.(modelId)).toThrow(message);
  }
});
