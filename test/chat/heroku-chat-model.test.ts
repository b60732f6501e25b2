import { inspect } from 'node:util';
import { APICallError, type LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHeroku, type HerokuProviderSettings } from '../../src';
import {
  createLocalHeroku,
  errorResponse,
  LOCAL_KEY,
  type LocalHerokuOptions,
} from '../../src/local';
import {
  chunkOf,
  DONE,
  eventOf,
  readAll,
  scriptedFetch,
  TEST_PROMPT,
} from '../support/scripted-model';

afterEach(() => {
  vi.unstubAllGlobals();
});

const MODES = ['doGenerate', 'doStream'] as const;

function modelWith(options: LocalHerokuOptions = {}, settings: HerokuProviderSettings = {}) {
  const server = createLocalHeroku(options);
  const provider = createHeroku({ apiKey: LOCAL_KEY, fetch: server.fetch, ...settings });
  return { model: provider('claude-4-5-sonnet'), server };
}

const call = (more: Partial<LanguageModelV2CallOptions> = {}): LanguageModelV2CallOptions => ({
  prompt: TEST_PROMPT,
  ...more,
});

const WEATHER: LanguageModelV2CallOptions = call({
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'Use the weather tool for Oslo' }] }],
  tools: [
    {
      type: 'function',
      name: 'get/weather',
      inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  ],
  toolChoice: { type: 'required' },
  temperature: 2,
});

describe('both modes tell the same of a call', () => {
  test('the request body is the object that was sent', async () => {
    const { model, server } = modelWith();
    const whole = await model.doGenerate(WEATHER);
    const streamed = await model.doStream(WEATHER);
    await readAll(streamed.stream);
    expect(server.requests.map(({ status }) => status)).toEqual([200, 200]);
    expect(whole.request?.body).toEqual(server.requests[0]?.body);
    expect(streamed.request?.body).toEqual(server.requests[1]?.body);
    expect(streamed.request?.body).toEqual({
      ...(whole.request?.body as object),
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test('the response headers', async () => {
    const headers = { 'x-ratelimit-remaining-requests': '149', 'content-type': 'application/json' };
    const { model } = modelWith({ answer: () => ({ text: 'Hi', headers }) });
    const whole = await model.doGenerate(call());
    const streamed = await model.doStream(call());
    expect(whole.response?.headers).toMatchObject(headers);
    expect(streamed.response?.headers).toMatchObject(headers);
  });

  test('the warnings', async () => {
    const { model } = modelWith();
    const { warnings } = await model.doGenerate(WEATHER);
    const [start] = await readAll((await model.doStream(WEATHER)).stream);
    expect(warnings).toEqual([expect.objectContaining({ setting: 'temperature' })]);
    expect(start).toEqual({ type: 'stream-start', warnings });
  });

  test("calls bear the caller's own name of the tool", async () => {
    const { model, server } = modelWith();
    const { content, finishReason } = await model.doGenerate(WEATHER);
    const parts = await readAll((await model.doStream(WEATHER)).stream);
    expect(server.requests).toMatchObject([
      { body: { tools: [{ function: { name: 'get_weather' } }] } },
      { body: { tools: [{ function: { name: 'get_weather' } }] } },
    ]);
    expect(content).toContainEqual(
      expect.objectContaining({ type: 'tool-call', toolName: 'get/weather' }),
    );
    expect(parts).toContainEqual(
      expect.objectContaining({ type: 'tool-input-start', toolName: 'get/weather' }),
    );
    expect(parts).toContainEqual(
      expect.objectContaining({ type: 'tool-call', toolName: 'get/weather' }),
    );
    expect(finishReason).toBe('tool-calls');
  });
});

test('a whole answer has the facts of the response and its JSON', async () => {
  const body = {
    id: 'chatcmpl-1',
    created: 1700000000,
    model: 'claude-4-5-sonnet',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  };
  const { model } = modelWith({ answer: () => Response.json(body, { headers: { 'x-a': 'b' } }) });
  const result = await model.doGenerate(call());
  expect(result).toEqual({
    content: [{ type: 'text', text: 'Hi' }],
    finishReason: 'stop',
    usage: expect.objectContaining({ inputTokens: 1, outputTokens: 2, totalTokens: 3 }),
    providerMetadata: { heroku: { rawFinishReason: 'stop', usage: body.usage } },
    warnings: [],
    request: {
      body: { model: 'claude-4-5-sonnet', messages: [{ role: 'user', content: 'Hello' }] },
    },
    response: {
      id: 'chatcmpl-1',
      modelId: 'claude-4-5-sonnet',
      timestamp: new Date(1700000000 * 1000),
      headers: expect.objectContaining({ 'x-a': 'b' }),
      body,
    },
  });
});

describe('generateByStreaming', () => {
  const answers: LocalHerokuOptions = {
    answer: () => ({
      reasoning: { thinking: 'Hm' },
      text: 'I look.',
      toolCalls: [{ id: 'tooluse_1', name: 'get_weather', arguments: { city: 'Oslo' } }],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    }),
  };

  test('asks for a stream and gives the same result, without a response body', async () => {
    const plain = modelWith(answers);
    const byStream = modelWith(answers, { generateByStreaming: true });
    const expected = await plain.model.doGenerate(WEATHER);
    const result = await byStream.model.doGenerate(WEATHER);
    expect(byStream.server.requests[0]?.body).toHaveProperty('stream', true);
    expect(plain.server.requests[0]?.body).not.toHaveProperty('stream');
    for (const key of [
      'content',
      'finishReason',
      'usage',
      'providerMetadata',
      'warnings',
    ] as const) {
      expect(result[key]).toEqual(expected[key]);
    }
    expect(result.content).toHaveLength(3);
    expect(result.response?.body).toBeUndefined();
    expect(result.response?.modelId).toBe('claude-4-5-sonnet');
    expect(result.request?.body).toHaveProperty('stream', true);
  });

  test('asks for usage too, where includeUsage wants it', async () => {
    const { model, server } = modelWith(
      { streamOptions: true },
      { generateByStreaming: true, includeUsage: true },
    );
    await model.doGenerate(call());
    expect(server.requests[0]?.body).toHaveProperty('stream_options', { include_usage: true });
  });

  test("rejects with the server's words when the stream breaks off", async () => {
    const { model } = modelWith(
      { answer: () => ({ text: 'I lo', error: { message: 'Bedrock went away', code: 503 } }) },
      { generateByStreaming: true },
    );
    await expect(model.doGenerate(call())).rejects.toThrow('Bedrock went away');
  });

  test('rejects when the end of the stream never comes, and says that it was cut', async () => {
    const { fetch } = scriptedFetch(eventOf(chunkOf({ content: 'I lo' })));
    const { model } = modelWith({}, { fetch, generateByStreaming: true });
    const error = await model.doGenerate(call()).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: 'AI_APICallError', isRetryable: true });
    expect((error as Error).message).toMatch(/cut off/);
  });
});

describe('the request', () => {
  test.each(MODES)('%s posts JSON to the endpoint, with the signal of the caller', async (mode) => {
    const abort = new AbortController();
    const seen: [unknown, RequestInit | undefined][] = [];
    const server = createLocalHeroku();
    const { model } = modelWith(
      {},
      {
        baseURL: 'https://eu.inference.heroku.com/v1/',
        fetch: (input, init) => {
          seen.push([input, init]);
          return server.fetch(input, init);
        },
      },
    );
    await model[mode](call({ abortSignal: abort.signal }));
    expect(seen).toHaveLength(1);
    const [url, init] = seen[0] ?? [];
    expect(url).toBe('https://eu.inference.heroku.com/v1/chat/completions');
    expect(init).toMatchObject({ method: 'POST', signal: abort.signal });
    expect(JSON.parse(String(init?.body)).messages).toHaveLength(1);
  });

  test('goes through the global fetch of the moment, if there is no other', async () => {
    const server = createLocalHeroku();
    const model = createHeroku({ apiKey: LOCAL_KEY })('claude-4-5-sonnet');
    vi.stubGlobal('fetch', server.fetch);
    await model.doGenerate(call());
    expect(server.requests).toHaveLength(1);
  });

  test.each(MODES)('%s rejects with the reason of an abort before it', async (mode) => {
    const { model, server } = modelWith();
    const abortSignal = AbortSignal.abort();
    await expect(model[mode](call({ abortSignal }))).rejects.toHaveProperty('name', 'AbortError');
    expect(server.requests).toEqual([]);
  });

  test('raw chunks come in streams that want them, and never disturb a whole answer', async () => {
    const { model } = modelWith();
    const raw = async (includeRawChunks?: boolean) =>
      (await readAll((await model.doStream(call({ includeRawChunks }))).stream)).filter(
        ({ type }) => type === 'raw',
      );
    expect(await raw()).toEqual([]);
    expect((await raw(true)).length).toBeGreaterThan(1);
    expect((await model.doGenerate(call({ includeRawChunks: true }))).content).toHaveLength(1);
  });
});

describe('errors of the server', () => {
  test.each(MODES)(
    '%s: an APICallError with its words, what was asked and what came',
    async (mode) => {
      const { model } = modelWith({
        answer: () =>
          errorResponse(
            {
              code: 422,
              message: 'failed to fetch image; check the url provided is valid',
              type: 'unprocessable_entity',
            },
            { headers: { 'x-a': 'b' } },
          ),
      });
      const error = await model[mode](call()).catch((error: unknown) => error);
      expect(APICallError.isInstance(error)).toBe(true);
      expect(error).toMatchObject({
        message: expect.stringMatching(/^failed to fetch image; check the url provided is valid/),
        statusCode: 422,
        isRetryable: false,
        url: 'https://us.inference.heroku.com/v1/chat/completions',
        responseHeaders: expect.objectContaining({ 'x-a': 'b' }),
        requestBodyValues: expect.objectContaining({ model: 'claude-4-5-sonnet' }),
        responseBody: expect.stringContaining('failed to fetch image'),
        data: expect.objectContaining({ error: expect.objectContaining({ code: 422 }) }),
      });
    },
  );

  test.each(MODES)('%s: a refusal of the strict server reaches the caller', async (mode) => {
    const { model } = modelWith();
    await expect(
      model[mode](call({ providerOptions: { heroku: { extraBody: { user_id: 'a' } } } })),
    ).rejects.toThrow(/unrecognized request argument supplied: user_id.*allowIgnoredParams/);
  });

  test.each(MODES)('%s: a connection that fails is retryable', async (mode) => {
    const { model } = modelWith(
      {},
      {
        fetch: async () => {
          throw new TypeError('fetch failed', {
            cause: new Error('getaddrinfo ENOTFOUND host.test'),
          });
        },
      },
    );
    await expect(model[mode](call())).rejects.toMatchObject({
      name: 'AI_APICallError',
      isRetryable: true,
      message: expect.stringContaining('ENOTFOUND'),
    });
  });
});

describe('what came is known by its content, not by what was asked', () => {
  const completion = {
    id: '1',
    choices: [{ message: { role: 'assistant', content: 'Hello you' }, finish_reason: 'stop' }],
  };
  const events = [
    eventOf(chunkOf({ role: 'assistant', content: 'Hello ' })),
    eventOf(chunkOf({ content: 'you' }, 'stop')),
    DONE,
  ];

  test('a stream that answers a plain request is folded', async () => {
    const { fetch } = scriptedFetch(events);
    const result = await modelWith({}, { fetch }).model.doGenerate(call());
    expect(result.content).toEqual([{ type: 'text', text: 'Hello you' }]);
    expect(result.finishReason).toBe('stop');
  });

  test('a completion that answers a stream request is streamed', async () => {
    const { fetch } = scriptedFetch(JSON.stringify(completion));
    const { stream } = await modelWith({}, { fetch }).model.doStream(call());
    const parts = await readAll(stream);
    expect(parts).toContainEqual({
      type: 'text-delta',
      id: expect.any(String),
      delta: 'Hello you',
    });
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
  });
});

test('two calls at once on one model do not mix', async () => {
  const { model } = modelWith();
  const say = (text: string) =>
    call({ prompt: [{ role: 'user', content: [{ type: 'text', text }] }] });
  const readers = await Promise.all(
    ['first', 'second', 'third'].map(async (text) =>
      (await model.doStream(say(text))).stream.getReader(),
    ),
  );
  const texts = readers.map(() => '');
  let open = readers.length;
  while (open > 0) {
    open = 0;
    for (const [index, reader] of readers.entries()) {
      const { value, done } = await reader.read();
      if (!done) open += 1;
      if (value?.type === 'text-delta') texts[index] += value.delta;
    }
  }
  for (const [index, word] of ['first', 'second', 'third'].entries()) {
    expect(texts[index]).toMatch(new RegExp(`You said: ${word}$`));
  }
});

test('a proxy around a model works as the model does', async () => {
  const { model } = modelWith();
  const proxy = new Proxy(model, {});
  expect(proxy.provider).toBe('heroku.chat');
  expect(proxy.modelId).toBe('claude-4-5-sonnet');
  expect((await proxy.doGenerate(call())).finishReason).toBe('stop');
  expect(await readAll((await proxy.doStream(call())).stream)).not.toEqual([]);
});

describe('the key stays hidden', () => {
  const key = 'inf-5ecre7-5ecre7-5ecre7';
  const show = (value: unknown) =>
    `${inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true })} ${JSON.stringify(value)}`;

  test('in provider and model, before and after a call', async () => {
    const provider = createHeroku({
      apiKey: key,
      headers: { 'x-api-key': key },
      fetch: createLocalHeroku({ key }).fetch,
    });
    const model = provider('claude-4-5-sonnet');
    await model.doGenerate(call());
    expect(show(model)).not.toContain(key);
    expect(show(provider)).not.toContain(key);
    expect(show(model)).toContain('claude-4-5-sonnet');
  });

  test.each(MODES)('in the result of %s', async (mode) => {
    const { model } = modelWith({ key }, { apiKey: key });
    const result = await model[mode](call());
    expect(show(result)).not.toContain(key);
  });

  test.each(MODES)('in an error of %s, also when the server says it aloud', async (mode) => {
    const { model } = modelWith(
      {
        key,
        answer: () =>
          errorResponse(
            {
              code: 401,
              message: `Invalid API key provided: ${key}`,
              type: 'authentication_error',
            },
            { headers: { 'x-key': key } },
          ),
      },
      { apiKey: key },
    );
    const error = await model[mode](call()).catch((error: unknown) => error);
    expect(error).toMatchObject({
      statusCode: 401,
      message: expect.stringMatching(/^Invalid API key/),
    });
    expect(show(error)).not.toContain(key);
    expect((error as Error).stack).not.toContain(key);
  });

  test.each(MODES)('in an error of %s when the connection fails', async (mode) => {
    const { model } = modelWith(
      {},
      {
        apiKey: key,
        fetch: async () => {
          throw new TypeError('fetch failed', { cause: new Error('socket hang up') });
        },
      },
    );
    expect(show(await model[mode](call()).catch((error: unknown) => error))).not.toContain(key);
  });
});

describe('a JSON draft before a closing tag alone', () => {
  const options = call({ responseFormat: { type: 'json' } });
  const answer = (body: string, type: string) => () =>
    new Response(body, { headers: { 'content-type': type } });
  const content = '{"draft":1}\n</think>\n{"final":2}';
  const whole = JSON.stringify({
    choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }],
  });
  const streamed = eventOf(chunkOf({ content })) + eventOf(chunkOf({}, 'stop')) + DONE;

  test.each([
    ['whole', whole, 'application/json', {}],
    ['streamed', streamed, 'text/event-stream', { generateByStreaming: true }],
  ])('is a thought where the answer is read to its end: %s', async (_, body, type, settings) => {
    const { model } = modelWith({ answer: answer(body, type) }, settings);
    const result = await model.doGenerate(options);
    expect(result.content).toMatchObject([
      { type: 'reasoning', text: '{"draft":1}\n' },
      { type: 'text', text: '{"final":2}' },
    ]);
    expect(result.finishReason).toBe('stop');
  });

  test('ends a stream with an error that names the way out, because it has gone out', async () => {
    const { model } = modelWith({ answer: answer(streamed, 'text/event-stream') });
    const parts = await readAll((await model.doStream(options)).stream);
    expect(parts).toContainEqual({
      type: 'error',
      error: expect.objectContaining({
        message: expect.stringContaining('without generateByStreaming'),
      }),
    });
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'error' });
  });
});
