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
  [{ error: 'rate Limit: maximum tokens per minute reached. Quota: 800000' }, true],
  [{ error_code: 18, error_msg: 'Open api qps request limit reached' }, true],
  [{ error: 'Too many requests' }, true],
  [{ error: 'The model is currently overloaded' }, true],
  [{ error: 'Service temporarily unavailable' }, true],
  [{ error: 'Your account is temporarily suspended' }, false],
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
  // Bedrock's own words, without the names of its exceptions.
  [{ message: 'Too many tokens, please wait before trying again.' }, true],
  [
    {
      message: 'Failed to execute chat: Too many tokens per day, please wait before trying again.',
    },
    true,
  ],
  [{ message: 'The system encountered an unexpected error. Try your request again.' }, true],
  [{ message: 'Model is not ready for inference. Wait and try your request again.' }, true],
  [{ message: 'Rate exceeded' }, true],
  [{ message: 'Retry your request with the ID of an inference profile' }, false],
  [{ message: 'Malformed input request, please reformat your input and try again.' }, false],
  [{ __type: 'com.amazon.coral.service#ProvisionedThroughputExceededException' }, true],
  [{ Error: { Code: 'Throttling', Message: 'x' } }, true],
  [{ code: 'SlowDown' }, true],
  [{ error: { type: 'ServiceQuotaExceededException', message: 'x' } }, false],
  // A name that tells of no fault leaves the words to tell.
  [{ message: 'AnthropicError: Overloaded' }, true],
  [{ message: 'litellm.APIError: BedrockException - Too many requests' }, true],
  [{ message: 'litellm.APIConnectionError: reset' }, true],
  [{ message: 'litellm.AuthenticationError: try again later' }, false],
  [{ message: 'BadRequestError: too many requests' }, false],
  [{ error: { type: 'network_error', message: 'x' } }, true],
  [{ error: { type: 'capacity_exceeded', message: 'x' } }, true],
  [{ message: 'Capacity temporarily exceeded, please try again' }, true],
  [{ choices: [{ finish_reason: 'insufficient_system_resource' }] }, true],
  [{ error: 'server busy' }, true],
  [{ error: 'The model anthropic claude is busy' }, true],
  [{ error: 'The tool is too busy with words' }, false],
  [{ error: 'You are over the RPM and TPM of your tier, the limit is 4' }, true],
  [{ message: 'Wait a minute, then call once again.' }, true],
  [{ error: 'upstream request timeout' }, true],
  [{ error: 'The request timeout must be a number' }, false],
  [{ error: 'The upstream server is timing out' }, true],
  [{ error: 'context deadline exceeded' }, true],
  // A rate limit that was reached, and words that only speak of one.
  [{ error: 'Rate limit exceeded. See the docs.' }, true],
  [{ error: 'API rate limit exceeded for 1.2.3.4' }, true],
  [{ error: 'You have exceeded a secondary rate limit' }, true],
  [{ error: 'You have hit your rate limit' }, true],
  [{ error: 'Your account reached the API rate limit' }, true],
  [{ error: 'This request has been rate-limited' }, true],
  [{ error: 'To increase your rate limit, contact sales' }, false],
  [{ error: 'Unknown field: rate limit policy' }, false],
  [{ error: 'Invalid API key. The docs tell of keys and rate limits.' }, false],
  [{ error: 'max_tokens is above the rate limit of your tier' }, false],
  [
    {
      error: {
        code: 'rate_limit_exceeded',
        message: 'Request too large: Limit 6000, Requested 8000',
      },
    },
    false,
  ],
])('%j may succeed later: %s', (body, expected) => {
  expect(isTransient(toServerError(body))).toBe(expected);
});

test.each<[body: unknown, error: ServerError]>([
  [[{ error: { message: 'x', code: 429 } }], { message: 'x', code: 429 }],
  [{ error: [{ message: 'x' }] }, { message: 'x' }],
  [{ Message: 'x' }, { message: 'x' }],
  [{ throttlingException: { message: 'x' } }, { message: 'x', names: ['throttlingException'] }],
  [{ choices: [{ error: { message: 'x', code: 502 } }] }, { message: 'x', code: 502 }],
  [
    { error: { code: null, message: null }, choices: [{ error: { message: 'x' } }] },
    { message: 'x' },
  ],
])('the words of %j', (body, error) => {
  expect(toServerError(body)).toMatchObject(error);
});

test.each([
  ['rpm '],
  ['server a '],
  ['model a a a a a a a '],
  ['wait '],
  ['wait, '],
  ['exceeded a a '],
  ['a'],
  ['a '],
  ['Exception'],
])('a message of a million characters of %j is judged at once', (words) => {
  const message = words.repeat(1_000_000 / words.length);
  expect(isTransient({ message })).toBe(false);
  expect(isTransient({ message: `${message}. Too many requests` })).toBe(true);
});
