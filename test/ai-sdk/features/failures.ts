import assert from 'node:assert/strict';
import {
  type ErrorShape,
  firewallResponse,
  rateLimitResponse,
} from '../../support/heroku-server/errors';
import { TEST_KEY } from '../../support/heroku-server/handler';
import { withEnvironment } from '../environment';
import type { Feature, Lab } from '../feature';
import type { Answer } from '../local-heroku';
import { pausedAnswer, rawStream } from '../raw-answers';
import { readAll } from '../read-all';
import { weatherTools } from '../tools';

const failure = (status: number, message: string, shape: ErrorShape = 'object'): Answer => ({
  status,
  error: { message, shape },
});

/** What Heroku may say, as what, and what of it the caller must see. */
const FAILURES: { what: string; answer: () => Answer; status: number; words: RegExp[] }[] = [
  {
    what: 'an unknown field (JSON in a string)',
    answer: () =>
      failure(400, 'unrecognized request argument supplied: stream_options', 'json-string'),
    status: 400,
    words: [/unrecognized request argument supplied: stream_options/, /includeUsage/],
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

const ERROR_FRAME = {
  error: { code: 503, message: 'The model is overloaded', type: 'server_error' },
};
const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-1',
  choices: [{ index: 0, delta, finish_reason }],
});
const WITH_CALL = [
  chunk({ content: 'I look.' }),
  chunk({
    tool_calls: [
      { index: 0, id: 'tooluse_1', function: { name: 'weather', arguments: '{"city":"Paris"}' } },
    ],
  }),
];

/** Answers with a whole tool call in them, of which one cannot know whether it is all that was meant. */
const BROKEN_STREAMS = [
  { what: 'a stream that is cut off', frames: WITH_CALL, words: /cut off/ },
  {
    what: 'a stream that ends in order after an error',
    frames: [...WITH_CALL, ERROR_FRAME, chunk({}, 'tool_calls')],
    words: /overloaded/,
  },
];

export const failureFeatures: Feature[] = [
  ...FAILURES.map(
    ({ what, answer, status, words }): Feature => ({
      name: `an error in Heroku's own words: ${what}`,
      async run({ sdk, local, model }) {
        const check = (error: unknown) => {
          assert.ok(sdk.APICallError.isInstance(error), String(error));
          assert.equal(error.statusCode, status);
          assert.equal(error.isRetryable, status === 429 || status >= 500);
          assert.equal(error.url, `${local.url}/v1/chat/completions`);
          for (const pattern of words) assert.match(error.message, pattern);
          assert.ok(!JSON.stringify(error).includes(TEST_KEY));
          return true;
        };
        local.answerWith(answer(), answer());
        const settings = { model: model(), prompt: 'Hello', maxRetries: 0 };
        await assert.rejects(sdk.generateText(settings), check);
        const { errors } = await streamed({ sdk }, settings);
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
        message: /^Invalid API key provided.*heroku config:get INFERENCE_KEY/,
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
      ['the rate limit', () => rateLimitResponse('1ms')],
      ['a stream that begins with an error', () => rawStream([ERROR_FRAME], SOON)],
      ['an answer of 200 that is an error', () => Response.json(ERROR_FRAME, { headers: SOON })],
    ] as const
  ).flatMap(([what, answer]) =>
    (['generateText', 'streamText'] as const).map(
      (way): Feature => ({
        name: `${way}: tried again after ${what}`,
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
  {
    name: 'an error in mid-stream: the text before it, then its words',
    async run({ sdk, local, model }) {
      local.answerWith({ text: 'So far so good', error: { message: 'Lost the model', code: 500 } });
      const { errors, text, finishReason } = await streamed(
        { sdk },
        { model: model(), prompt: 'Hello' },
      );
      assert.equal(text, 'So far so good');
      assert.equal(errors.length, 1);
      assert.ok(sdk.APICallError.isInstance(errors[0]));
      assert.match(errors[0].message, /^Lost the model/);
      assert.equal(finishReason, 'error');
      assert.equal(local.requests.length, 1);
    },
  },
  {
    name: 'an error in mid-stream of a collected stream rejects',
    async run({ sdk, local, model }) {
      local.answerWith({ text: 'So far', error: { message: 'Refused', code: 400 } });
      await assert.rejects(
        sdk.generateText({
          model: model(undefined, { generateByStreaming: true }),
          prompt: 'Hello',
        }),
        { message: /^Refused/ },
      );
    },
  },
  ...BROKEN_STREAMS.map(
    ({ what, frames, words }): Feature => ({
      name: `${what}: an error, and no tool runs`,
      async run({ sdk, local, model }) {
        local.answerWith(rawStream(frames));
        const { weather } = weatherTools(sdk);
        let ran = 0;
        const execute = async ({ city }: { city: string }) => ({ city, degrees: ran++ });
        const { errors, text, finishReason } = await streamed(
          { sdk },
          { model: model(), prompt: 'Hello', tools: { weather: { ...weather, execute } } },
        );
        assert.equal(text, 'I look.');
        assert.match(String(errors[0]), words);
        assert.equal(finishReason, 'error');
        assert.equal(ran, 0);
        assert.equal(local.requests.length, 1);
      },
    }),
  ),
  {
    name: 'an empty answer is an error',
    async run({ sdk, local, model }) {
      local.answerWith(new Response(''), new Response(''));
      const settings = { model: model(), prompt: 'Hello', maxRetries: 0 };
      await assert.rejects(sdk.generateText(settings), { message: /empty/ });
      const { errors } = await streamed({ sdk }, settings);
      assert.match(String(errors[0]), /empty/);
    },
  },
  {
    name: 'aborted before: nothing is sent',
    async run({ sdk, local, model }) {
      const settings = { model: model(), prompt: 'Hello', abortSignal: AbortSignal.abort() };
      await assert.rejects(sdk.generateText(settings), { name: 'AbortError' });
      assert.deepEqual(local.requests, []);
    },
  },
  ...([false, true] as const).map(
    (generateByStreaming): Feature => ({
      name: `aborted while ${generateByStreaming ? 'collecting a stream' : 'waiting'}: generateText rejects and Heroku is let go`,
      async run({ sdk, local, model }) {
        const controller = new AbortController();
        const { respond, cancelled } = pausedAnswer({ text: 'One and two' }, 2);
        local.answerWith((request) => {
          setTimeout(() => controller.abort());
          return respond(request);
        });
        const answer = sdk.generateText({
          model: model(undefined, { generateByStreaming }),
          prompt: 'Hello',
          abortSignal: controller.signal,
        });
        await assert.rejects(answer, { name: 'AbortError' });
        await cancelled;
      },
    }),
  ),
  {
    name: 'aborted in mid-stream: the text so far, an abort, and Heroku is let go',
    async run({ sdk, local, model }) {
      const controller = new AbortController();
      const { respond, cancelled } = pausedAnswer({ text: 'One and two' }, 2);
      local.answerWith(respond);
      const result = sdk.streamText({
        model: model(),
        prompt: 'Hello',
        abortSignal: controller.signal,
        onError: () => {},
      });
      let text = '';
      const kinds: string[] = [];
      for await (const part of sdk.parts(result)) {
        kinds.push(part.type);
        if (part.type !== 'text-delta') continue;
        text += part.text;
        controller.abort();
      }
      assert.equal(text, 'One');
      assert.equal(kinds.at(-1), 'abort');
      await cancelled;
    },
  },
  {
    name: 'a missing key: an error that names the variable and the command',
    async run({ sdk, local, createHeroku }) {
      await withEnvironment(
        { INFERENCE_KEY: undefined, HEROKU_INFERENCE_TEAL_KEY: undefined },
        async () => {
          for (const attachment of ['INFERENCE', 'HEROKU_INFERENCE_TEAL']) {
            const model = createHeroku({ baseURL: local.url, attachment })('claude-4-5-sonnet');
            await assert.rejects(sdk.generateText({ model, prompt: 'Hello' }), {
              name: 'AI_LoadAPIKeyError',
              message: new RegExp(`${attachment}_KEY.*heroku ai:models:create`, 's'),
            });
          }
        },
      );
      assert.deepEqual(local.requests, []);
    },
  },
  {
    name: 'a malformed address, a missing model id',
    async run({ sdk, model, heroku }) {
      const wrong = model(undefined, { baseURL: 'us.inference.heroku.com' });
      await assert.rejects(sdk.generateText({ model: wrong, prompt: 'Hello' }), {
        message: /baseURL.*"us\.inference\.heroku\.com"/,
      });
      await withEnvironment({ INFERENCE_MODEL_ID: undefined }, async () => {
        assert.throws(() => heroku(), { message: /INFERENCE_MODEL_ID/ });
      });
    },
  },
  {
    name: 'invalid provider options: an error that names the key',
    async run({ sdk, local, model }) {
      const wrong = [
        [
          { extendedThinking: { enabled: true, budgetTokens: 10 } },
          /extendedThinking\.budgetTokens/,
        ],
        [{ extendedThinkin: { enabled: true } }, /extendedThinkin"/],
        [{ reasoningEffort: 'huge' }, /reasoningEffort/],
      ] as const;
      for (const [heroku, message] of wrong) {
        await assert.rejects(
          sdk.generateText({ model: model(), prompt: 'Hello', providerOptions: { heroku } }),
          { name: 'AI_InvalidArgumentError', message },
        );
      }
      assert.deepEqual(local.requests, []);
    },
  },
];

const SOON = { 'retry-after-ms': '1' };

/** What a stream that goes wrong gives to its reader. */
async function streamed(
  { sdk }: Pick<Lab, 'sdk'>,
  settings: Parameters<Lab['sdk']['streamText']>[0],
) {
  const heard: unknown[] = [];
  const onError = ({ error }: { error: unknown }) => void heard.push(error);
  const parts = await readAll(sdk.parts(sdk.streamText({ ...settings, onError })));
  const errors = parts.flatMap((part) => (part.type === 'error' ? [part.error] : []));
  assert.deepEqual(heard, errors);
  const finish = parts.find((part) => part.type === 'finish');
  return {
    errors,
    text: parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join(''),
    finishReason: finish?.finishReason,
  };
}
