import { describe, expect, test } from 'vitest';
import { isServerError, type ServerError, toServerError } from '../../src/http/server-error';

/** heroku-api.md §4, and the shapes of language-model-v2.md A3. */
const BODIES: [what: string, body: unknown, error: ServerError][] = [
  [
    'JSON inside a string',
    { error: '{"code":400,"message":"error parsing JSON","type":"invalid_request"}' },
    { code: 400, message: 'error parsing JSON', names: ['invalid_request'] },
  ],
  [
    'an object with an integer code',
    { error: { code: 422, message: 'failed to fetch image', type: 'unprocessable_entity' } },
    { code: 422, message: 'failed to fetch image', names: ['unprocessable_entity'] },
  ],
  [
    'bare',
    { code: 400, message: 'Failed to execute chat: x', type: 'invalid_request' },
    { code: 400, message: 'Failed to execute chat: x', names: ['invalid_request'] },
  ],
  ['a string', { error: 'Internal Server Error' }, { message: 'Internal Server Error' }],
  [
    'the message wins over a string beside it',
    { error: 'bad_request', message: 'slow down' },
    { message: 'slow down' },
  ],
  [
    'the message wins over a string with braces',
    { error: 'bad {x}', message: 'slow down' },
    { message: 'slow down' },
  ],
  [
    "Anthropic's envelope",
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    { message: 'Overloaded', names: ['overloaded_error'] },
  ],
  [
    'a code beside the error object',
    { code: 503, error: { message: 'Overloaded' } },
    { code: 503, message: 'Overloaded' },
  ],
  ['digits in a string', { error: { code: '429', message: 'x' } }, { code: 429, message: 'x' }],
  [
    'a code that is a word',
    { error: { code: 'quota', message: 'x' } },
    { message: 'x', names: ['quota'] },
  ],
  [
    'JSON in a string in a string',
    { error: JSON.stringify({ error: JSON.stringify({ code: 500, message: 'x' }) }) },
    { code: 500, message: 'x' },
  ],
  ['JSON in the message', { message: '{"code":400,"message":"x"}' }, { code: 400, message: 'x' }],
  ['a detail', { detail: 'Not Found' }, { message: 'Not Found' }],
  [
    'a list of details',
    { detail: [{ loc: ['body'], msg: 'field required' }, { msg: 'too long' }, 'odd', 5, null] },
    { message: 'field required; too long; odd' },
  ],
  ['words', '  upstream went away \n', { message: 'upstream went away' }],
  ['a whole body as a JSON string', '"upstream went away"', { message: 'upstream went away' }],
  ['text that looks like JSON', '{oops: true}', { message: '{oops: true}' }],
  [
    'a code without words',
    { error: { code: 429, type: 'rate_limit_error' } },
    { code: 429, names: ['rate_limit_error'] },
  ],
  [
    'a status that is a number',
    { error: { message: 'x', status: 503 } },
    { message: 'x', code: 503 },
  ],
  [
    'a status that is a word',
    { error: { message: 'x', status: 'RESOURCE_EXHAUSTED' } },
    { message: 'x', names: ['RESOURCE_EXHAUSTED'] },
  ],
  [
    'error_type and error_message',
    { choices: null, error_type: 'BadRequestError', error_message: 'x' },
    { message: 'x', names: ['BadRequestError'] },
  ],
  ['a list of errors', { errors: [{ message: 'x', code: 500 }] }, { message: 'x', code: 500 }],
  ['in a delta', { choices: [{ delta: { error: { message: 'x' } } }] }, { message: 'x' }],
  ['in a message', { choices: [{ message: { error: { message: 'x' } } }] }, { message: 'x' }],
  ['error_code and error_msg', { error_code: 18, error_msg: 'x' }, { code: 18, message: 'x' }],
  ['code and msg', { code: 429, msg: 'x' }, { code: 429, message: 'x' }],
  [
    'errorMessage and errorType',
    { errorMessage: 'x', errorType: 'T' },
    { message: 'x', names: ['T'] },
  ],
  [
    'a problem of RFC 9457',
    { type: 'about:blank', title: 'Service Unavailable', status: 503 },
    { message: 'Service Unavailable', names: ['about:blank'], code: 503 },
  ],
  [
    'a failure with its reason',
    { status: 'error', reason: 'x' },
    { message: 'x', names: ['error'] },
  ],
  [
    'a description',
    { error: 'invalid_token', error_description: 'It expired' },
    { message: 'It expired' },
  ],
  ['null', null, {}],
  ['a number', 5, {}],
  ['an array', [1], {}],
  ['an empty object', {}, {}],
  ['a blank message', { message: ' ' }, {}],
  ['an empty error', { error: {}, detail: [] }, {}],
  ['odd types', { error: 5, message: [5], detail: {}, code: {}, type: 7 }, {}],
  [
    'Code and Message in an Error, as boto writes it',
    { Error: { Code: 'ThrottlingException', Message: 'x' }, ResponseMetadata: { RequestId: 'r' } },
    { message: 'x', names: ['ThrottlingException'] },
  ],
  [
    'an error that JavaScript has serialised',
    { error: { name: 'TimeoutError', message: 'x' } },
    { message: 'x', names: ['TimeoutError'] },
  ],
  [
    'an error as a detail',
    { detail: { error: { message: 'x', code: 429 } } },
    { message: 'x', code: 429 },
  ],
  [
    'code and words as a detail',
    { detail: { code: 'rate_limit', message: 'x' } },
    { message: 'x', names: ['rate_limit'] },
  ],
  ['errors as an object', { errors: { message: 'x' } }, { message: 'x' }],
  ['errors as a string', { errors: 'x' }, { message: 'x' }],
  ['an empty list of errors beside an error', { errors: [], error: 'x' }, { message: 'x' }],
  ['errno', { errno: 429, errmsg: 'x' }, { message: 'x', code: 429 }],
  ['ret_code and ret_msg', { ret_code: 7, ret_msg: 'x' }, { message: 'x', code: 7 }],
  ['errorCode', { errorCode: 'BUSY', errorMessage: 'x' }, { message: 'x', names: ['BUSY'] }],
];

test.each(BODIES)('%s', (_what, body, error) => {
  expect(toServerError(body)).toEqual(error);
});

test('a body that is not parsed yet', () => {
  expect(toServerError(' {"error":{"code":422,"message":"x"}}')).toEqual({
    code: 422,
    message: 'x',
  });
});

test('an error wrapped without end does not overflow the stack', () => {
  const body = JSON.parse(`${'{"error":'.repeat(50_000)}"x"${'}'.repeat(50_000)}`);
  expect(() => toServerError(body)).not.toThrow();
});

describe('isServerError', () => {
  const choices = [{ delta: { content: 'Once' } }];

  test.each([
    [{ error: 'slow down' }],
    [{ error: { message: 'slow down' } }],
    [{ error: { code: 500 } }],
    [{ error: 'slow down', choices }],
    [{ message: 'slow down' }],
    [{ code: 400, message: 'slow down', type: 'invalid_request' }],
    [{ detail: 'Not Found' }],
    [{ choices: null, error_message: 'slow down' }],
    [{ errors: [{ message: 'slow down' }] }],
    [{ choices: [{ delta: { content: '', error: { message: 'slow down' } } }] }],
    [{ detail: [{ msg: 'field required' }] }],
    [{ choices: [], code: 500, message: 'slow down' }],
    [{ error_code: 18, error_msg: 'slow down' }],
    [{ code: 1301, msg: 'slow down' }],
    [{ status: 'error', reason: 'slow down' }],
    [{ success: false }],
    [{ success: false, code: 0, msg: 'slow down' }],
    [{ type: 'error' }],
    [{ title: 'Service Unavailable', status: 503 }],
    [{ errorMessage: 'slow down' }],
    [{ ok: false, description: 'slow down' }],
    [{ errors: { model: ['is missing'] } }],
    [{ errors: 'slow down' }],
    [{ Error: { Message: 'slow down' } }],
    [{ detail: { error: { message: 'slow down' } } }],
    [{ choices: [{ delta: {}, finish_reason: 'timeout' }] }],
    [{ choices: [{ delta: {}, finish_reason: 'overloaded' }] }],
    [{ type: 'ping', error: 'slow down' }],
  ])('%j is one', (body) => {
    expect(isServerError(body)).toBe(true);
  });

  test.each([
    [{}],
    [{ choices }],
    [{ choices, error: null }],
    [{ choices, error: '' }],
    [{ choices, error: {} }],
    [{ choices, error: [] }],
    [{ choices, error: { code: 0, details: { reason: null, list: [] } } }],
    [{ errors: [] }],
    [{ choices, message: 'a remark' }],
    [{ choices, detail: 'a remark' }],
    [{ type: 'ping' }],
    [{ message: { role: 'assistant' } }],
    [{ usage: {} }],
    [{ choices, error: { code: 0, message: 'ok' } }],
    [{ choices, code: 500, message: 'a remark' }],
    [{ code: 0, message: 'success' }],
    [{ code: 200, msg: 'ok', success: true }],
    [{ status: 'queued', message: 'You are number 3' }],
    [{ status: 'ok' }],
    [{ status: 'running', message: 'Step 3' }],
    [{ status: 'completed', message: 'Done' }],
    [{ type: 'heartbeat', message: 'Still working' }],
    [{ object: 'keep-alive', detail: 'x' }],
    [{ message: 'ping' }],
    [{ errno: 0, errmsg: 'success' }],
    [{ choices, error: { errno: 0, msg: 'ok' } }],
    [{ errors: 0 }],
    [{ choices: [{ delta: {}, finish_reason: 'time_limit' }] }],
  ])('%j is none', (body) => {
    expect(isServerError(body)).toBe(false);
  });
});

test.each<[what: string, body: unknown, message: string]>([
  [
    'an object',
    { error: { message: 'Bad Request', details: { message: 'tool names must be unique' } } },
    'Bad Request (tool names must be unique)',
  ],
  [
    'JSON text',
    { error: { message: 'Bad Request', details: '{"error":{"message":"the cause"}}' } },
    'Bad Request (the cause)',
  ],
  [
    'beside the error',
    { error: 'Bad Request', details: { reason: 'the cause' } },
    'Bad Request (the cause)',
  ],
  ['a text', { message: 'Bad Request', details: 'the cause' }, 'Bad Request (the cause)'],
  [
    'the same again',
    { message: 'No: the cause', details: { message: 'the cause' } },
    'No: the cause',
  ],
  ['an empty object', { message: 'Bad Request', details: {} }, 'Bad Request'],
  ['a list', { message: 'Bad Request', details: [{ message: 'x' }] }, 'Bad Request'],
  ['alone', { error: { details: { message: 'the cause' } } }, 'the cause'],
])('details: %s', (_what, body, message) => {
  expect(toServerError(body).message).toBe(message);
});
