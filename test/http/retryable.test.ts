import { expect, test } from 'vitest';
import { isTransient } from '../../src/http/retryable';
import { type ServerError, toServerError } from '../../src/http/server-error';

test.each<[body: object, expected: boolean]>([
  [{ type: 'throttling_error' }, true],
  [{ type: 'ThrottlingException' }, true],
  [{ type: 'rate_limit_error' }, true],
  [{ type: 'overloaded_error' }, true],
  [{ type: 'OVERLOADED' }, true],
  [{ type: 'RESOURCE_EXHAUSTED' }, true],
  [{ status: 'DEADLINE_EXCEEDED' }, true],
  [{ type: 'service_unavailable' }, true],
  [{ type: 'timeout_error' }, true],
  [{ type: 'internal_error' }, true],
  [{ code: 'model_not_ready' }, true],
  [{ code: 'ThrottlingException' }, true],
  [{ error: { code: 'server_error', message: 'x' } }, true],
  [{ throttlingException: { message: 'Too many tokens' } }, true],
  [{ modelStreamErrorException: { message: 'x' } }, true],
  [{ message: 'Failed to execute chat: ThrottlingException: Too many requests' }, true],
  [{ message: 'Failed to execute chat: ModelTimeoutException: x', type: 'invalid_request' }, true],
  [{ message: 'ServiceUnavailableException' }, true],
  [{ error: { message: 'Request timed out' } }, true],
  [{ base_resp: { status_code: 1002, status_msg: 'rate limit' } }, true],
  [{ error: 'rate Limit: maximum tokens per minute reached. Quota: 800000' }, true],
  [{ error_code: 18, error_msg: 'Open api qps request limit reached' }, true],
  [{ error: 'Too many requests' }, true],
  [{ error: 'The model is currently overloaded' }, true],
  [{ error: 'Service temporarily unavailable' }, true],
  [{ error: 'Server is busy' }, true],
  [{ error: 'Please try again later' }, true],
  [{ error: 'Rate reached; please retry in 2s' }, true],
  [{ error: 'Internal server error' }, true],
  [{ error: 'We are at capacity' }, true],
  [{ error: 'Shorten your prompt and try again' }, false],
  [{ error: 'The model is unavailable in your region' }, false],
  [{ error: 'The image exceeds the capacity of the model' }, false],
  [{ error: 'Model x is currently loading', estimated_time: 20 }, true],
  [{ error: 'Insufficient balance' }, false],
  [{ type: 'invalid_request', message: 'content is required' }, false],
  [{ message: 'ValidationException: the image timed out' }, false],
  [{ validationException: { message: 'x' } }, false],
  [{ message: 'timeout must be a number' }, false],
  [{ type: 'authorization_error' }, false],
  [{}, false],
])('%j may succeed later: %s', (body, expected) => {
  expect(isTransient(toServerError(body))).toBe(expected);
});

test.each<[body: unknown, error: ServerError]>([
  [[{ error: { message: 'x', code: 429 } }], { message: 'x', code: 429 }],
  [{ error: [{ message: 'x' }] }, { message: 'x' }],
  [{ Message: 'x' }, { message: 'x' }],
  [{ throttlingException: { message: 'x' } }, { message: 'x', name: 'throttlingException' }],
  [{ choices: [{ error: { message: 'x', code: 502 } }] }, { message: 'x', code: 502 }],
  [
    { error: { code: null, message: null }, choices: [{ error: { message: 'x' } }] },
    { message: 'x' },
  ],
])('the words of %j', (body, error) => {
  expect(toServerError(body)).toMatchObject(error);
});
