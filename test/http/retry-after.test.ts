import { expect, test } from 'vitest';
import { withRetryAfter } from '../../src/http/retry-after';

/** Headers of heroku-api.md §4 with these in place of a quiet minute's. */
function limits(changes: Record<string, string> = {}): Record<string, string> {
  return {
    'x-ratelimit-remaining-requests': '149',
    'x-ratelimit-reset-requests': '10s',
    'x-ratelimit-remaining-tokens': '800000',
    'x-ratelimit-reset-tokens': '20s',
    ...changes,
  };
}

function waitOf(headers: Record<string, string>, status = 429) {
  return withRetryAfter(headers, status)['retry-after-ms'];
}

test.each([
  ['51s', '51000'],
  ['1.5s', '1500'],
  ['0.5s', '500'],
  ['120s', '59000'],
  ['51', '51000'],
  ['0s', '0'],
  ['250ms', '250'],
  ['500ms', '500'],
  ['1m0s', '59000'],
  ['0m30s', '30000'],
  ['1m30s', '59000'],
  ['6m0s', '59000'],
  ['2m59.56s', '59000'],
  ['1h0m0s', '59000'],
  ['12.5s', '12500'],
  ['1500µs', '2'],
  ['soon', undefined],
  ['', undefined],
  ['5 s', undefined],
  ['5sec', undefined],
  ['at 51', undefined],
  ['-5s', undefined],
  ['1d2h', '59000'],
  ['1s500ms', '1500'],
  ['0h0m45s', '45000'],
  ['.5s', '500'],
  ['1.2.3', undefined],
  ['.', undefined],
  ['51S', undefined],
])('tokens used up, back in %j: wait %s', (reset, wait) => {
  const headers = limits({
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-tokens': reset,
  });
  expect(waitOf(headers)).toBe(wait);
});

test('the window that is used up counts, and of both the later', () => {
  expect(waitOf(limits({ 'x-ratelimit-remaining-requests': '0' }))).toBe('10000');
  expect(
    waitOf(limits({ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-remaining-tokens': '0' })),
  ).toBe('20000');
});

test('a reset that cannot be read does not spoil the other', () => {
  const headers = limits({
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-tokens': 'soon',
  });
  expect(waitOf(headers)).toBe('10000');
});

test.each<[what: string, headers: Record<string, string>, status: number]>([
  ['nothing is used up', limits(), 429],
  ['no headers', {}, 429],
  ['no reset', { 'x-ratelimit-remaining-tokens': '0' }, 429],
  ['a blank remaining', limits({ 'x-ratelimit-remaining-tokens': '' }), 429],
  ['no remaining', { 'x-ratelimit-reset-tokens': '51s' }, 429],
  ['another status', limits({ 'x-ratelimit-remaining-tokens': '0' }), 503],
  ['no error status', limits({ 'x-ratelimit-remaining-tokens': '0' }), 200],
  ['retry-after', limits({ 'x-ratelimit-remaining-tokens': '0', 'retry-after': '7' }), 429],
  ['retry-after-ms', limits({ 'x-ratelimit-remaining-tokens': '0', 'retry-after-ms': '7' }), 429],
])('the headers stay as they are: %s', (_what, headers, status) => {
  expect(withRetryAfter(headers, status)).toEqual(headers);
});

test('the other headers stay, and the given object is not changed', () => {
  const headers = limits({ 'x-ratelimit-remaining-tokens': '0' });
  const copy = { ...headers };
  expect(withRetryAfter(headers, 429)).toEqual({ ...copy, 'retry-after-ms': '20000' });
  expect(headers).toEqual(copy);
});
