import { describe, expect, test } from 'vitest';
import { type FailedExchange, toRemedy } from '../../src/http/remedies';

/** What a 400 says when history lacks its thinking (heroku-api.md §1.6). */
const THINKING =
  'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `text`.';

function remedyOf(changes: Partial<FailedExchange>): string | undefined {
  return toRemedy({
    statusCode: 400,
    isStream: false,
    expectsJson: false,
    bansTools: false,
    elapsedMs: 100,
    text: '',
    keyVariable: 'TEAL_KEY',
    url: 'https://us.inference.heroku.com/v2/chat/completions?trace=1',
    modelId: 'claude-4-5-sonet',
    ...changes,
  });
}

type Case = [status: number, words: string, remedy: string | undefined];

const ALWAYS: Case[] = [
  [400, 'unrecognized request argument supplied: stream_options', 'includeUsage'],
  [400, 'unrecognized request argument supplied: seed', 'allowIgnoredParams'],
  [400, 'unrecognized request argument supplied: tool_choice', 'allowIgnoredParams'],
  [400, THINKING, 'extendedThinking'],
  [400, 'Thinking may not be enabled when tool_choice forces tool use.', "'prompt'"],
  [400, 'This model does not support the toolChoice field.', "'prompt'"],
  [400, 'messages[0]: content is required', undefined],
  [401, 'Invalid API key provided', 'TEAL_KEY'],
  [403, 'You do not have access to that model', 'same attachment'],
  [403, 'You do not have access to that model', 'ai-sdk-provider-heroku models'],
  [403, 'You do not have access to that model', 'did you mean "claude-4-5-sonnet"?'],
  [404, 'Model not found', 'did you mean "claude-4-5-sonnet"?'],
  [
    404,
    'Not Found',
    'https://us.inference.heroku.com/v2/chat/completions: check baseURL or TEAL_URL',
  ],
  [404, 'Not Found', 'model id "claude-4-5-sonet"'],
  [422, 'failed to fetch image; check the url provided is valid', 'as bytes'],
  [422, 'unprocessable', undefined],
  [429, 'rate Limit: maximum tokens per minute reached. Quota: 800000', undefined],
  [500, 'Failed to execute chat', undefined],
  [200, 'Thinking may not be enabled when tool_choice forces tool use.', undefined],
];

describe.each([
  ['a plain call', false],
  ['a stream', true],
])('%s', (_what, isStream) => {
  test.each(ALWAYS)('%s: %s', (statusCode, words, remedy) => {
    const text = JSON.stringify({ message: words });
    const found = remedyOf({ statusCode, isStream, expectsJson: true, text });
    if (remedy === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(remedy);
  });
});

test('who asked for no JSON output gets no remedy for it', () => {
  const text = '{"message":"This model does not support the toolChoice field."}';
  expect(remedyOf({ text })).toBeUndefined();
});

describe('the time limit of plain calls', () => {
  const unavailable = { statusCode: 503, text: '{"message":"Service Unavailable"}' };
  const timedOut = { statusCode: 200, text: '{"error":{"message":"Request timed out"}}' };
  test.each<[what: string, exchange: Partial<FailedExchange>, isMeant: boolean]>([
    ['a 503 after the limit', { ...unavailable, elapsedMs: 30_010 }, true],
    ['a 503 at once', unavailable, false],
    ['a 504 after the limit', { statusCode: 504, elapsedMs: 25_000 }, true],
    [
      'a 504 of a proxy after the limit',
      { statusCode: 504, text: '<html>', elapsedMs: 30_000 },
      true,
    ],
    ['a 408 after the limit', { statusCode: 408, elapsedMs: 30_000 }, true],
    ['a 408 at once', { statusCode: 408, text: '<h1>408 Request Time-out</h1>' }, false],
    ['a 408 that says so at once', { statusCode: 408, text: '{"error":"Request Timeout"}' }, true],
    ['a 500 after the limit', { statusCode: 500, elapsedMs: 30_010 }, false],
    ['words with any status', timedOut, true],
    ['a stream', { ...unavailable, elapsedMs: 30_010, isStream: true }, false],
    ['words in a stream', { ...timedOut, isStream: true }, false],
  ])('%s', (_what, exchange, isMeant) => {
    const remedy = remedyOf(exchange);
    if (isMeant) expect(remedy).toContain('generateByStreaming');
    else expect(remedy).toBeUndefined();
  });
});

test('a 404 that is about the model leaves the URL alone, one without a model is about the URL', () => {
  const text = '{"message":"The model does not exist"}';
  expect(remedyOf({ statusCode: 404, text })).not.toContain('URL');
  const withoutModel = remedyOf({ statusCode: 404, modelId: undefined });
  expect(withoutModel).toContain('check baseURL');
  expect(withoutModel).not.toContain('model id');
});

test('a known model is not called misspelt, nor is one that nothing is like', () => {
  for (const modelId of ['claude-4-5-sonnet', 'gemini-3-pro']) {
    const said = remedyOf({ statusCode: 403, text: '{"message":"no access"}', modelId });
    expect(said).toContain(`model id "${modelId}"`);
    expect(said).not.toContain('did you mean');
  }
});

test('a 403 in plain words or HTML is the firewall, not the key', () => {
  const said = remedyOf({ statusCode: 403, text: 'Request blocked.' });
  expect(said).toContain('firewall');
  expect(said).not.toContain('attachment');
});

describe('a proxy that gives no reason', () => {
  const PROXY: [status: number, remedy: RegExp][] = [
    [413, /too large/],
    [502, /no valid answer/],
    [503, /is down, or .* limit/],
    [504, /waited too long|gave up/],
  ];
  test.each(PROXY)('%i: a sentence of its own, without a guess at 30 seconds', (status, remedy) => {
    const pages = ['', '<html><title>Whatever</title></html>', '<!DOCTYPE html>'];
    const said = pages.map((text) => remedyOf({ statusCode: status, text, elapsedMs: 2 }));
    expect(said).toEqual([said[0], said[0], said[0]]);
    expect(said[0]).toMatch(remedy);
    expect(said[0]).toContain('proxy');
    expect(said[0]).not.toContain('30 seconds');
    expect(PROXY.filter(([, other]) => other.test(said[0] ?? ''))).toHaveLength(1);
    expect(remedyOf({ statusCode: status, text: '', elapsedMs: 2, isStream: true })).toBe(said[0]);
  });

  test.each(PROXY)('%i: words of the server are enough', (status) => {
    for (const text of ['{"error":"No"}', 'No healthy upstream'])
      expect(remedyOf({ statusCode: status, text })).toBeUndefined();
  });
});

test('plain words with another status are not', () => {
  expect(remedyOf({ statusCode: 502, text: 'Bad Gateway' })).toBeUndefined();
});
