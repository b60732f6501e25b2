import { inspect } from 'node:util';
import { APICallError } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { createRedact } from '../../src/http/redact';
import { type ErrorContext, toApiError, toTruncatedError } from '../../src/http/to-api-error';

const KEY = 'inf-01234567-89ab';

function contextOf(changes: Partial<ErrorContext> = {}): ErrorContext {
  return {
    url: 'http://heroku.test/v1/chat/completions',
    requestBodyValues: { model: 'm' },
    statusCode: 500,
    responseHeaders: { 'content-type': 'application/json' },
    redact: createRedact({ authorization: `Bearer ${KEY}` }),
    ...changes,
  };
}

test('an error holds the words, the exchange and the body', () => {
  const body = '{"error":{"code":500,"message":"Failed to execute chat","type":"server_error"}}';
  const error = toApiError(body, contextOf());
  expect(APICallError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({
    message: 'Failed to execute chat',
    url: 'http://heroku.test/v1/chat/completions',
    requestBodyValues: { model: 'm' },
    statusCode: 500,
    responseHeaders: { 'content-type': 'application/json' },
    responseBody: body,
    isRetryable: true,
    data: JSON.parse(body),
  });
});

test.each([
  [400, false],
  [401, false],
  [403, false],
  [404, false],
  [408, true],
  [409, true],
  [422, false],
  [429, true],
  [500, true],
  [502, true],
  [503, true],
  [504, true],
])('status %d is retryable: %s', (statusCode, isRetryable) => {
  expect(toApiError('{"message":"x"}', contextOf({ statusCode })).isRetryable).toBe(isRetryable);
});

describe('a code in the body', () => {
  test.each<[what: string, statusCode: number, error: object, status: number, retry: boolean]>([
    ['counts when HTTP says 200', 200, { code: 429, message: 'x' }, 429, true],
    ['counts when HTTP says 200, and is final', 200, { code: 400, message: 'x' }, 400, false],
    ['counts as digits', 200, { code: '503', message: 'x' }, 503, true],
    ['counts without words', 200, { code: 429 }, 429, true],
    ['does not count beside an HTTP error', 400, { code: 500, message: 'x' }, 400, false],
    ['that is no error status does not count', 200, { code: 7, message: 'x' }, 200, false],
    ['that says all is well does not count', 200, { code: 200, message: 'x' }, 200, false],
    [
      'missing: the type says whether to retry',
      200,
      { type: 'rate_limit_error', message: 'x' },
      200,
      true,
    ],
    ['missing: overloaded', 200, { type: 'overloaded_error', message: 'x' }, 200, true],
    [
      'missing: a request that is wrong',
      200,
      { type: 'invalid_request', message: 'x' },
      200,
      false,
    ],
    ['and type missing', 200, { message: 'x' }, 200, false],
  ])('%s', (_what, statusCode, error, status, isRetryable) => {
    expect(toApiError(JSON.stringify({ error }), contextOf({ statusCode }))).toMatchObject({
      statusCode: status,
      isRetryable,
    });
  });
});

describe('words', () => {
  test.each<[what: string, statusCode: number, body: string, message: RegExp]>([
    [
      'a page with a title',
      502,
      '<html><head><title>502 Bad Gateway</title>',
      /^HTTP 502.*HTML.*\(502 Bad Gateway\)/,
    ],
    ['a page with a heading', 502, '<html><h1 class="x">Oops</h1>', /HTML.*\(Oops\)/],
    ['a page without either', 502, '<html>', /HTML.*no title/],
    [
      'a page after white space',
      502,
      '\n  <!DOCTYPE html><TITLE>\n Oops </TITLE>',
      /HTML.*\(Oops\)/,
    ],
    ['plain text', 502, 'upstream went away\n', /^upstream went away$/],
    ['plain text that speaks of data', 502, 'lost the data: sorry', /^lost the data: sorry$/],
    ['nothing', 500, '', /HTTP 500.*empty body/],
    ['white space', 500, ' \n', /HTTP 500/],
    ['JSON without words', 500, '{"status":"down"}', /HTTP 500.*\{"status":"down"\}/],
    ['half a JSON body', 500, '{"error":{"message":"Failed to exec', /Failed to exec/],
    [
      'an event stream',
      400,
      'event:error\ndata:{"error":{"code":400,"message":"too hot"}}\n\n',
      /^too hot$/,
    ],
    ['JSON in a string', 400, '"{\\"code\\":400,\\"message\\":\\"too hot\\"}"', /^too hot$/],
  ])('%s', (_what, statusCode, body, message) => {
    expect(toApiError(body, contextOf({ statusCode })).message).toMatch(message);
  });

  test('long text is cut short in the message, and whole in the body', () => {
    const body = 'word '.repeat(1000);
    const error = toApiError(body, contextOf());
    expect(error.message.length).toBeLessThan(600);
    expect(error.responseBody).toBe(body);
  });

  test('a remedy comes after them, in a sentence of its own', () => {
    const body = '{"error":{"message":"No access. You do not have access to that model"}}';
    expect(toApiError(body, contextOf({ statusCode: 403 })).message).toMatch(
      /^No access\. You do not have access to that model\. [A-Z].*attachment/,
    );
  });

  test.each([
    ['a page', '<html><title>403 Forbidden</title>', true],
    ['plain text', 'Request blocked.', true],
    ['JSON', '{"error":{"message":"You do not have access to that model"}}', false],
    ['half a JSON body', '{"error":{"message":"You do not have acc', false],
    ['nothing', '', false],
  ])('the firewall is named for a 403 with %s: %s', (_what, body, isNamed) => {
    const { message } = toApiError(body, contextOf({ statusCode: 403 }));
    expect(message.includes('firewall')).toBe(isNamed);
  });
});

test('a 429 makes its wait known', () => {
  const responseHeaders = {
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-tokens': '51s',
  };
  const inStatus = toApiError('{}', contextOf({ statusCode: 429, responseHeaders }));
  expect(inStatus.responseHeaders).toEqual({ ...responseHeaders, 'retry-after-ms': '51000' });
  const inBody = toApiError('{"code":429}', contextOf({ statusCode: 200, responseHeaders }));
  expect(inBody.responseHeaders).toEqual(inStatus.responseHeaders);
});

test('the key shows nowhere', () => {
  const context = contextOf();
  const cause = new Error(`refused ${KEY}`);
  const errors = [
    toApiError(JSON.stringify({ error: { message: `bad key ${KEY}`, key: KEY } }), context),
    toApiError(`bad key ${KEY}`, context),
    toApiError(`<title>${KEY}</title>`, context),
    toApiError(`{"key":"${KEY}"}`, context),
    toApiError(`${'x'.repeat(490)} ${KEY}`, context),
  ];
  for (const error of errors) {
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(KEY);
  }
  expect(toTruncatedError(context, { cause }).message).not.toContain(KEY);
});

test('nor in the causes, whose chain may lead back to its start', () => {
  const inner = new Error(`socket of ${KEY}`);
  const cause = new Error(`refused ${KEY}`, { cause: inner });
  inner.cause = cause;
  const error = toTruncatedError(contextOf(), { cause });
  expect(inspect(error, { depth: 9 })).not.toContain(KEY);
  expect(error.cause).toBe(cause);
});

test('an answer that was cut off can be asked for again', () => {
  const cause = new Error('socket hang up');
  expect(toTruncatedError(contextOf({ statusCode: 200 }), { cause })).toMatchObject({
    message: expect.stringMatching(/cut off.*\(socket hang up\)/),
    statusCode: 200,
    isRetryable: true,
    cause,
  });
  expect(toTruncatedError(contextOf({ statusCode: 200 }), { isEmpty: true }).message).toContain(
    'response body was empty',
  );
});

test.each<[what: string, cause: unknown, reason: string]>([
  [
    'that of undici',
    new TypeError('terminated', { cause: new Error('other side closed') }),
    ' (other side closed)',
  ],
  [
    'a mere code',
    new TypeError('terminated', { cause: Object.assign(new Error(''), { code: 'ECONNRESET' }) }),
    ' (ECONNRESET)',
  ],
  ['a mere string', 'socket hang up', ' (socket hang up)'],
  ['a string as cause', new Error('lost', { cause: 'EPIPE' }), ' (EPIPE)'],
  ['words alone', new Error('Load failed'), ' (Load failed)'],
  ['a cause that says nothing', new TypeError('terminated', { cause: {} }), ' (terminated)'],
  ['nothing', new Error(''), ''],
])('a lost connection names its cause: %s', (_, cause, reason) => {
  expect(toTruncatedError(contextOf(), { cause }).message).toBe(`The answer was cut off${reason}.`);
});

describe('a refusal whose connection is lost while its body is read', () => {
  const cause = new TypeError('terminated', { cause: new Error(`other side closed ${KEY}`) });
  const reason = '(other side closed [API key])';

  test.each<[what: string, body: string, message: string]>([
    [
      'before its first byte',
      '',
      `HTTP 500: the response is not a chat completion: The body of the error was cut off ${reason}.`,
    ],
    [
      'within JSON',
      '{"error":{"message":"Slow d',
      `{"error":{"message":"Slow d. The body of the error was cut off ${reason}.`,
    ],
    [
      'after its words',
      '{"error":{"message":"Slow down!"}}',
      `Slow down! The body of the error was cut off ${reason}.`,
    ],
    [
      'within a page',
      '<html><title>Oops</title>',
      `HTTP 500: the response is not a chat completion: an HTML page (Oops). The body of the error was cut off ${reason}.`,
    ],
  ])('%s: says so, with the cause', (_, body, message) => {
    const error = toApiError(body, contextOf(), { cause });
    expect(error).toMatchObject({ message, cause, isRetryable: true, statusCode: 500 });
  });

  test('the remedy comes last', () => {
    const { message } = toApiError('No', contextOf({ statusCode: 401 }), { cause });
    expect(message).toBe(
      `No. The body of the error was cut off ${reason}. Check apiKey or INFERENCE_KEY.`,
    );
  });
});

test('what is not a chat completion is shown in part', () => {
  const body = `{"hello":"${'x'.repeat(1000)}"}`;
  const error = toApiError(body, contextOf({ statusCode: 200 }));
  expect(error.message).toContain('{"hello":"xxx');
  expect(error.message.length).toBeLessThan(600);
  expect(error.isRetryable).toBe(false);
});

// Quadratic work would take minutes here and run into the time limit, linear work takes moments.
test.each([
  ['titles without end', `<html>${'<title'.repeat(150_000)}`],
  ['white space in an event', `event:${' '.repeat(900_000)}x`],
  ['white space after a brace', `{${' '.repeat(900_000)}x`],
])('a hostile body: %s', (_what, body) => {
  expect(toApiError(body, contextOf()).message).not.toBe('');
});
