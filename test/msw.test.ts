import { APICallError } from '@ai-sdk/provider';
import { generateText, RetryError, streamText } from 'ai';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHeroku, VERSION } from '../src';
import {
  createLocalHeroku,
  firewallResponse,
  LOCAL_KEY,
  type LocalHeroku,
  rateLimitResponse,
} from '../src/local';
import { mswHandler } from './support/msw-handler';
import { readAll, TEST_PROMPT } from './support/scripted-model';

const URL_OF_CHAT = 'https://us.inference.heroku.com/v1/chat/completions';
const network = setupServer();
/** The local Heroku behind msw; the provider goes through the real global fetch. */
let heroku: LocalHeroku;

beforeAll(() => network.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => {
  heroku = createLocalHeroku();
  network.use(mswHandler(heroku, 'https://us.inference.heroku.com'));
});
afterEach(() => network.resetHandlers());
afterAll(() => network.close());

const modelWith = (settings: Parameters<typeof createHeroku>[0] = {}) =>
  createHeroku({ apiKey: LOCAL_KEY, baseURL: 'https://us.inference.heroku.com', ...settings })(
    'claude-4-5-sonnet',
  );
const answerWith = (response: () => Response) => network.use(http.post(URL_OF_CHAT, response));
const MODES = ['doGenerate', 'doStream'] as const;

describe('headers on the wire', () => {
  test.each(MODES)('%s: key, JSON, and who is calling', async (mode) => {
    await modelWith()[mode]({ prompt: TEST_PROMPT });
    expect(heroku.requests[0]).toMatchObject({
      method: 'POST',
      url: URL_OF_CHAT,
      status: 200,
      headers: {
        authorization: `Bearer ${LOCAL_KEY}`,
        'content-type': 'application/json',
        'user-agent': expect.stringMatching(
          /^ai-sdk-provider-heroku\/\d+\.\d+\.\d+ ai-sdk\/provider-utils\/\S+ runtime\/node/,
        ),
      },
    });
  });

  test('the User-Agent bears the version of the package', async () => {
    await modelWith().doGenerate({ prompt: TEST_PROMPT });
    expect(heroku.requests[0]?.headers['user-agent']).toContain(
      `ai-sdk-provider-heroku/${VERSION} `,
    );
  });

  test('under the AI SDK its own User-Agent is kept in front', async () => {
    await generateText({
      model: modelWith(),
      prompt: 'Hello',
      headers: { 'User-Agent': 'my-app/2' },
    });
    expect(heroku.requests[0]?.headers['user-agent']).toMatch(
      /^my-app\/2 ai\/\S+ ai-sdk-provider-heroku\//,
    );
  });

  test('those of the settings and of the call arrive, and the call wins', async () => {
    const model = modelWith({ headers: { 'X-Team': 'a', 'X-App': 'a' } });
    await generateText({ model, prompt: 'Hello', headers: { 'x-app': 'b' } });
    expect(heroku.requests[0]?.headers).toMatchObject({ 'x-team': 'a', 'x-app': 'b' });
  });

  // generateText drops undefined headers before they reach the model.
  test('undefined removes one of the settings when the model is called itself', async () => {
    const model = modelWith({ headers: { 'X-Gone': 'a' } });
    await model.doGenerate({ prompt: TEST_PROMPT, headers: { 'x-gone': undefined } });
    expect(heroku.requests[0]?.headers).not.toHaveProperty('x-gone');
  });

  test('promptCaching: false', async () => {
    const providerOptions = { heroku: { promptCaching: false } };
    await generateText({ model: modelWith(), prompt: 'Hello', providerOptions });
    expect(heroku.requests[0]?.headers['x-heroku-prompt-caching']).toBe('false');
  });
});

describe('answers', () => {
  test('a whole one and a stream are read through the real fetch', async () => {
    const { text } = await generateText({ model: modelWith(), prompt: 'Hello' });
    const stream = streamText({ model: modelWith(), prompt: 'Hello' });
    expect(text).toContain('You said: Hello');
    expect(await stream.text).toBe(text);
  });

  test('response headers come through in both modes', async () => {
    answerWith(() =>
      HttpResponse.json(
        { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] },
        { headers: { 'x-ratelimit-remaining-requests': '12' } },
      ),
    );
    for (const mode of MODES) {
      const { response } = await modelWith()[mode]({ prompt: TEST_PROMPT });
      expect(response?.headers).toHaveProperty('x-ratelimit-remaining-requests', '12');
    }
  });
});

describe('error statuses: the words of the server, the status, whether to try again', () => {
  const object = (code: number, message: string) => () =>
    HttpResponse.json({ error: { code, message, type: 'x' } }, { status: code });
  const bare = (code: number, message: string) => () =>
    HttpResponse.json({ code, message, type: 'invalid_request' }, { status: code });
  const inString = (code: number, message: string) => () =>
    HttpResponse.json({ error: JSON.stringify({ code, message, type: 'x' }) }, { status: code });

  const table: [string, () => Response, number, RegExp, boolean][] = [
    [
      '400 in a string',
      inString(400, 'unrecognized request argument supplied: foo'),
      400,
      /^unrecognized request argument supplied: foo/,
      false,
    ],
    [
      '400 bare',
      bare(400, 'Failed to execute chat: ValidationException: no'),
      400,
      /^Failed to execute chat: ValidationException: no/,
      false,
    ],
    [
      '400 tool choice',
      bare(400, 'tool_choice is not supported'),
      400,
      /^tool_choice is not supported$/,
      false,
    ],
    [
      '401',
      object(401, 'Invalid API key provided'),
      401,
      /^Invalid API key provided.*INFERENCE_KEY/,
      false,
    ],
    [
      '403',
      object(403, 'You do not have access to that model'),
      403,
      /^You do not have access to that model.*attachment/,
      false,
    ],
    ['403 of the firewall', firewallResponse, 403, /firewall/, false],
    ['404', object(404, 'Not found'), 404, /^Not found/, false],
    ['408', object(408, 'Request timeout'), 408, /^Request timeout/, true],
    ['409', object(409, 'Conflict'), 409, /^Conflict/, true],
    ['422', object(422, 'failed to fetch image'), 422, /^failed to fetch image.*bytes/, false],
    ['429', () => rateLimitResponse(), 429, /^rate Limit: maximum tokens per minute/, true],
    [
      '500 as text',
      () => HttpResponse.json({ error: 'Internal Server Error' }, { status: 500 }),
      500,
      /^Internal Server Error/,
      true,
    ],
    [
      '502 in HTML',
      () => HttpResponse.html('<html><title>Bad Gateway</title></html>', { status: 502 }),
      502,
      /Bad Gateway/,
      true,
    ],
    ['503', object(503, 'Service unavailable'), 503, /^Service unavailable/, true],
    ['504 without a body', () => new Response(null, { status: 504 }), 504, /504/, true],
  ];

  describe.each(MODES)('%s', (mode) => {
    test.each(table)('%s', async (_, response, statusCode, message, isRetryable) => {
      answerWith(response);
      const error = await modelWith()
        [mode]({ prompt: TEST_PROMPT })
        .catch((error: unknown) => error);
      expect(APICallError.isInstance(error)).toBe(true);
      expect(error).toMatchObject({ statusCode, isRetryable, url: URL_OF_CHAT });
      expect((error as Error).message).toMatch(message);
      expect(JSON.stringify(error)).not.toContain(LOCAL_KEY);
    });
  });

  test.each([
    ['doGenerate' as const, /generateByStreaming/],
    ['doStream' as const, /^Request timeout$/],
  ])('408 of %s: generateByStreaming is named where it helps', async (mode, message) => {
    answerWith(object(408, 'Request timeout'));
    await expect(modelWith()[mode]({ prompt: TEST_PROMPT })).rejects.toThrow(message);
  });

  test('a wrong key and a wrong model are refused by the local Heroku in the same words', async () => {
    await expect(
      modelWith({ apiKey: 'inf-wrong' }).doGenerate({ prompt: TEST_PROMPT }),
    ).rejects.toMatchObject({
      statusCode: 401,
      message: expect.stringContaining('Invalid API key provided'),
    });
    await expect(
      createHeroku({ apiKey: LOCAL_KEY })('no-such-model').doGenerate({ prompt: TEST_PROMPT }),
    ).rejects.toMatchObject({
      statusCode: 403,
      message: expect.stringContaining('You do not have access to that model'),
    });
  });

  test('a network that fails can be tried again', async () => {
    answerWith(() => HttpResponse.error());
    for (const mode of MODES) {
      await expect(modelWith()[mode]({ prompt: TEST_PROMPT })).rejects.toMatchObject({
        isRetryable: true,
      });
    }
  });
});

describe('the retries of the AI SDK', () => {
  test('get over errors that pass', async () => {
    let count = 0;
    network.use(
      http.post(URL_OF_CHAT, () => {
        count += 1;
        return count === 1
          ? HttpResponse.json(
              { error: 'Overloaded' },
              { status: 503, headers: { 'retry-after-ms': '1' } },
            )
          : undefined;
      }),
    );
    const { text } = await generateText({ model: modelWith(), prompt: 'Hello' });
    expect(text).toContain('You said: Hello');
    expect(count).toBe(2);
  });

  test('leave errors alone that stay', async () => {
    let count = 0;
    answerWith(() => {
      count += 1;
      return HttpResponse.json({ error: { message: 'No such field' } }, { status: 400 });
    });
    await expect(generateText({ model: modelWith(), prompt: 'Hello' })).rejects.toThrow(
      'No such field',
    );
    expect(count).toBe(1);
  });

  test('end with the words of the server', async () => {
    answerWith(() =>
      HttpResponse.json(
        { error: 'Overloaded' },
        { status: 503, headers: { 'retry-after-ms': '1' } },
      ),
    );
    const error = await generateText({ model: modelWith(), prompt: 'Hello', maxRetries: 1 }).catch(
      (error: unknown) => error,
    );
    expect(RetryError.isInstance(error)).toBe(true);
    expect((error as Error).message).toContain('Overloaded');
  });
});

test('a stream read to its end leaves nothing behind', async () => {
  const { stream } = await modelWith().doStream({ prompt: TEST_PROMPT });
  const parts = await readAll(stream);
  expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
});
