import { expect, test } from 'vitest';
import { createRedact, redactError } from '../../src/http/redact';

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
  expect(redactError('a reason', (text) => `${text}!`)).toBe('a reason');
});
