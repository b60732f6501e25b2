import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createRedact } from '../../src/http/redact';
import { redactError } from '../../src/http/redact-value';

const KEY = 'inf-01234567-89ab';

test.each([
  ['a Bearer token', { authorization: `Bearer ${KEY}` }],
  ['a bearer token', { authorization: `bearer ${KEY}` }],
  ['a header without a scheme', { authorization: KEY }],
  ['a header with white space around it, which is not sent', { authorization: ` Bearer  ${KEY} ` }],
])('the key of %s is blotted out wherever it stands', (_what, headers) => {
  expect(createRedact(headers)(`no ${KEY}, I said ${KEY}`)).toBe('no [API key], I said [API key]');
});

test.each<[what: string, headers: Record<string, string>]>([
  ['no key', {}],
  ['a short key, which would blot out words', { authorization: 'Bearer test' }],
])('with %s a text stays', (_what, headers) => {
  expect(createRedact(headers)('a test of undefined failed')).toBe('a test of undefined failed');
});

test('errors lose it, the message of a DOMException too, and stay what they are', () => {
  const redact = createRedact({ authorization: `Bearer ${KEY}` });
  const cause = new DOMException(`sent ${KEY}`, 'TimeoutError');
  const error = new TypeError(`refused ${KEY}`, { cause });
  expect(redactError(error, redact)).toBe(error);
  expect(error.message).toBe('refused [API key]');
  expect(error.stack).not.toContain(KEY);
  expect(error.cause).toBe(cause);
  expect(cause.message).toBe('sent [API key]');
  expect(cause.name).toBe('TimeoutError');
});

test('what is no error is passed on', () => {
  expect(redactError(7, redact)).toBe(7);
  expect(redactError('a reason', redact)).toBe('a reason');
});

const unicode = (text: string) =>
  Array.from(text, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

test.each([
  ['JSON escapes', unicode(KEY)],
  [
    'JSON escapes in capitals',
    unicode(KEY)
      .replace(/[a-f]/g, (it) => it.toUpperCase())
      .replaceAll('\\U', '\\u'),
  ],
  ['an escape among plain characters', KEY.replace('-', '\\u002d')],
  ['JSON in a string of JSON', unicode(KEY).replaceAll('\\', '\\\\')],
  ['a URL', Array.from(KEY, (it) => `%${it.charCodeAt(0).toString(16)}`).join('')],
  ['a URL in a URL', KEY.replace('-', '%252d')],
  ['HTML', KEY.replaceAll('-', '&#45;')],
  ['HTML in hexadecimals', KEY.replaceAll('-', '&#x2D;')],
])('the key is blotted out of %s', (_what, written) => {
  expect(createRedact({ authorization: `Bearer ${KEY}` })(`no ${written}, no`)).toBe(
    'no [API key], no',
  );
});

test('a key of odd characters is found as JSON writes it', () => {
  const key = 'se"cr\\et/key$&';
  const redact = createRedact({ authorization: key });
  expect(redact(`<${JSON.stringify(JSON.stringify(key)).slice(3, -3)}>`)).not.toMatch(/cr|et\/key/);
  expect(redact(`<${key}>`)).toBe('<[API key]>');
});

test('a key that is cut off at the end of a text', () => {
  const redact = createRedact({ authorization: `Bearer ${KEY}` });
  expect(redact(`you sent ${KEY.slice(0, 12)}`)).toBe('you sent [API key]');
  expect(redact('you sent inf-')).toBe('you sent inf-');
});

test.each([
  ['x-api-key', true],
  ['proxy-authorization', true],
  ['cookie', true],
  ['x-request-id', false],
])('the header %s is a secret: %s', (name, isSecret) => {
  const text = createRedact({ [name]: 'abcdefgh-12' })('I got abcdefgh-12.');
  expect(text).toBe(isSecret ? 'I got [API key].' : 'I got abcdefgh-12.');
});

test.each([
  ['?key=abcdefgh-12', '?key=[API key]'],
  ['?a=1&subscription-key=abc%2Fdefgh&b=2', '?a=1&subscription-key=[API key]&b=2'],
  [`?x=${'r4nd0m'.repeat(5)}`, '?x=[API key]'],
  ['?api-version=2024-10-21', '?api-version=2024-10-21'],
])('of the query %s is shown %s', (query, shown) => {
  const url = `https://proxy.test/v1/chat/completions${query}`;
  expect(createRedact({}, url)(url)).toBe(`https://proxy.test/v1/chat/completions${shown}`);
});

const redact = createRedact({ authorization: `Bearer ${KEY}` });
const show = (value: unknown) => {
  let json: unknown;
  try {
    json = JSON.stringify(value);
  } catch {
    // A circle has no JSON.
  }
  return inspect(value, { depth: 9, showHidden: true }) + json + String(value);
};

class Client {
  headers = { authorization: `Bearer ${KEY}` };
}

const THROWN: Record<string, () => unknown> = {
  'a text': () => `cannot send ${KEY}`,
  'an object': () => ({ config: { headers: { Authorization: `Bearer ${KEY}` } } }),
  'an error with its request': () =>
    Object.assign(new Error('no'), { config: { headers: { a: KEY } }, [Symbol('r')]: [KEY] }),
  'a cause with its request': () =>
    new Error('no', { cause: Object.assign(new Error('no'), { request: new Client() }) }),
  'errors of several addresses': () =>
    new AggregateError([new Error(`one ${KEY}`), { two: KEY }, KEY], 'all failed'),
  'a hidden property': () => Object.defineProperty(new Error('no'), 'hidden', { value: { KEY } }),
  'headers, a map, a set, a URL': () =>
    Object.assign(new Error('no'), {
      a: new Headers({ authorization: KEY }),
      b: new Map([[KEY, 1]]),
      c: new Set([KEY]),
      d: new URL(`http://a.test/?k=${KEY}`),
      e: new Request('http://a.test', { headers: { authorization: KEY } }),
    }),
  'an object that makes itself JSON': () =>
    Object.assign(new Error('no'), { toJSON: undefined, inner: { toJSON: () => KEY } }),
  'a frozen error': () => Object.freeze(new Error(`frozen ${KEY}`)),
  'the name of a property': () => Object.assign(new Error('no'), { [KEY]: 1 }),
  'a circle': () => {
    const error = new Error('no') as Error & { self?: unknown };
    error.self = { error, key: KEY };
    error.cause = error;
    return error;
  },
  'a long chain of causes': () =>
    Array.from({ length: 5000 }).reduce<Error>(
      (cause) => new Error(`no ${KEY}`, { cause }),
      new Error(KEY),
    ),
};

test.each(Object.entries(THROWN))('%s shows no key', (_what, create) => {
  expect(show(redactError(create(), redact))).not.toContain(KEY);
});

test('what an error refers to belongs to somebody else, and is not changed', () => {
  const config = { headers: { authorization: KEY } };
  const error = Object.assign(new Error('no'), { config, tries: 2, client: new Client() });
  expect(redactError(error, redact)).toBe(error);
  expect(config).toEqual({ headers: { authorization: KEY } });
  expect(error.client).toBe('[Client that holds the API key]');
  expect(error).toMatchObject({ tries: 2, config: { headers: { authorization: '[API key]' } } });
});

test('what shows no key stays the same object', () => {
  const config = { headers: {} };
  const error = Object.assign(new Error('no'), { config });
  redactError(error, redact);
  expect(error.config).toBe(config);
});
