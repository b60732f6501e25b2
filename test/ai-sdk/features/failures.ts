import assert from 'node:assert/strict';
import { LOCAL_KEY } from '../../../src/local';
import { type ErrorShape, firewallResponse, rateLimitResponse } from '../../../src/local/errors';
import type { Feature } from '../feature';
import type { Answer } from '../local-heroku';
import { ERROR_FRAME, rawStream } from '../raw-answer';
import { readFailingStream } from '../read-failing-stream';

const failure = (status: number, message: string, shape: ErrorShape = 'object'): Answer => ({
  status,
  error: { message, shape },
});

/** What Heroku may say, as what, and what of it the caller must see. */
const FAILURES: { what: string; answer: () => Answer; status: number; words: RegExp[] }[] = [
  {
    what: 'an unknown field (JSON in a string)',
    answer: () =>
      failure(400, 'unrecognized request argument supplied: temperature', 'json-string'),
    status: 400,
    words: [/unrecognized request argument supplied: temperature/, /allowIgnoredParams/],
  },
  {
    what: 'an image that cannot be fetched (an object)',
    answer: () => failure(422, 'failed to fetch image; check the url provided is valid'),
    status: 422,
    words: [/^failed to fetch image; check the url provided is valid/, /bytes/],
  },
  {
    what: "Bedrock's refusal (bare)",
    answer: () => failure(400, 'Failed to execute chat: ValidationException: no', 'bare'),
    status: 400,
    words: [/^Failed to execute chat: ValidationException: no/],
  },
  {
    what: 'a crash (a string)',
    answer: () => failure(500, 'Internal Server Error', 'text'),
    status: 500,
    words: [/^Internal Server Error/],
  },
  {
    what: 'the firewall (HTML)',
    answer: () => firewallResponse(),
    status: 403,
    words: [/firewall/],
  },
  {
    what: 'the rate limit',
    answer: () => rateLimitResponse('51s'),
    status: 429,
    words: [/maximum tokens per minute reached. Quota: 800000/],
  },
];

const SOON = { 'retry-after-ms': '1' };

export const failureFeatures: Feature[] = [
  ...FAILURES.map(
    ({ what, answer, status, words }): Feature => ({
      name: `an error in Heroku's own words: ${what}`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        const check = (error: unknown) => {
          assert.ok(sdk.APICallError.isInstance(error), String(error));
          assert.equal(error.statusCode, status);
          assert.equal(error.isRetryable, status === 429 || status >= 500);
          assert.equal(error.url, `${local.url}/v1/chat/completions`);
          for (const pattern of words) assert.match(error.message, pattern);
          assert.ok(!JSON.stringify(error).includes(LOCAL_KEY));
          return true;
        };
        local.answerWith(answer(), answer());
        const settings = { model: model(), prompt: 'Hello', maxRetries: 0 };
        await assert.rejects(sdk.generateText(settings), check);
        const { errors } = await readFailingStream(sdk, settings);
        assert.equal(errors.length, 1);
        check(errors[0]);
      },
    }),
  ),
  {
    name: 'a wrong key, a model of another attachment, a wrong address',
    refusal: true,
    async run({ sdk, local, model }) {
      const ask = (id?: string, settings = {}) =>
        sdk.generateText({ model: model(id, settings), prompt: 'Hello', maxRetries: 0 });
      await assert.rejects(ask(undefined, { apiKey: 'inf-another' }), {
        statusCode: 401,
        message: /^Invalid API key provided.*Check apiKey or INFERENCE_KEY/,
      });
      await assert.rejects(ask('gpt-9'), {
        statusCode: 403,
        message: /^You do not have access to that model.*same attachment/,
      });
      await assert.rejects(ask(undefined, { baseURL: `${local.url}/elsewhere` }), {
        statusCode: 404,
        message: /Not found/,
      });
    },
  },
  {
    name: 'a prefilled turn that Claude 4.6 refuses goes out, and its words come back',
    refusal: true,
    async run({ sdk, local, model }) {
      const messages = [
        { role: 'user' as const, content: 'Write a haiku' },
        { role: 'assistant' as const, content: 'Old pond' },
      ];
      await assert.rejects(sdk.generateText({ model: model('claude-4-6-sonnet'), messages }), {
        message: /conversation must end with a user message/,
      });
      assert.deepEqual(local.requests[0]?.body.messages, messages);
    },
  },
  ...(
    [
      ['an error status', () => ({ ...failure(503, 'busy'), headers: { 'retry-after-ms': '1' } })],
      ['the rate limit', () => rateLimitResponse('0.001s')],
      ['a stream that begins with an error', () => rawStream([ERROR_FRAME], SOON)],
      ['an answer of 200 that is an error', () => Response.json(ERROR_FRAME, { headers: SOON })],
    ] as const
  ).flatMap(([what, answer]) =>
    (['generateText', 'streamText'] as const).map(
      (way): Feature => ({
        name: `${way}: tried again after ${what}`,
        anyEntry: true,
        async run({ sdk, local, model }) {
          local.answerWith(answer() as Answer, answer() as Answer, { text: 'At last.' });
          const result = await sdk[way]({ model: model(), prompt: 'Hello' });
          assert.equal(await result.text, 'At last.');
          assert.equal(local.requests.length, 3);
        },
      }),
    ),
  ),
  {
    name: 'what Heroku says of its rate limit is the wait before the next try',
    async run({ sdk, local, model }) {
      local.answerWith(rateLimitResponse('51s'));
      await assert.rejects(
        sdk.generateText({ model: model(), prompt: 'Hello', maxRetries: 0 }),
        (error) => {
          assert.ok(sdk.APICallError.isInstance(error));
          assert.equal(error.responseHeaders?.['retry-after-ms'], '51000');
          return true;
        },
      );
    },
  },
  {
    name: 'retries end with the last error, and a refusal is not tried again',
    async run({ sdk, local, model }) {
      const busy = { ...failure(503, 'still busy'), headers: SOON } as Answer;
      local.answerWith(busy, busy);
      await assert.rejects(
        sdk.generateText({ model: model(), prompt: 'Hello', maxRetries: 1 }),
        (error) => {
          assert.ok(sdk.RetryError.isInstance(error));
          assert.match(error.message, /still busy/);
          assert.ok(sdk.APICallError.isInstance(error.lastError));
          return true;
        },
      );
      assert.equal(local.requests.length, 2);
      local.answerWith(failure(400, 'no'));
      await assert.rejects(sdk.generateText({ model: model(), prompt: 'Hello' }), {
        message: 'no',
      });
      assert.equal(local.requests.length, 3);
    },
  },
];
