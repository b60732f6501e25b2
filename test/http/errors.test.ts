import { inspect } from 'node:util';
import { APICallError, type LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { generateText, streamText } from 'ai';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  chunkOf,
  DONE,
  eventOf,
  modelWith,
  readAll,
  scriptedFetch,
  TEST_PROMPT,
} from '../support/scripted-model';

type WireError = { code: number; message: string; type: string };

/** heroku-api.md §4: statuses with the words and types on record; `type` of 408 and 503 is unverified. */
const ERRORS: (WireError & { isRetryable: boolean })[] = [
  {
    code: 400,
    message: 'messages[0]: content is required',
    type: 'invalid_request',
    isRetryable: false,
  },
  {
    code: 401,
    message: 'Invalid API key provided',
    type: 'authentication_error',
    isRetryable: false,
  },
  {
    code: 403,
    message: 'You do not have access to that model',
    type: 'authorization_error',
    isRetryable: false,
  },
  { code: 404, message: 'Not Found', type: 'not_found', isRetryable: false },
  { code: 408, message: 'Request Timeout', type: 'timeout', isRetryable: true },
  {
    code: 422,
    message: 'failed to fetch image; check the url provided is valid',
    type: 'unprocessable_entity',
    isRetryable: false,
  },
  {
    code: 429,
    message: 'rate Limit: maximum tokens per minute reached. Quota: 800000',
    type: 'rate_limit_error',
    isRetryable: true,
  },
  { code: 500, message: 'Failed to execute chat', type: 'server_error', isRetryable: true },
  { code: 503, message: 'Service Unavailable', type: 'server_error', isRetryable: true },
];

/** What a shape tells beside the words. */
type Shape = { name: string; toBody: (error: WireError) => object; has: 'code' | 'type' | 'words' };

/** heroku-api.md §4, and the shapes of other gateways (language-model-v2.md A3). */
const SHAPES: Shape[] = [
  {
    name: 'JSON inside a string',
    toBody: (error) => ({ error: JSON.stringify(error) }),
    has: 'code',
  },
  { name: 'an error object', toBody: (error) => ({ error }), has: 'code' },
  { name: 'a bare object', toBody: (error) => error, has: 'code' },
  { name: 'an error string', toBody: ({ message }) => ({ error: message }), has: 'words' },
  {
    name: 'a message beside a string',
    toBody: ({ message, type }) => ({ error: type, message }),
    has: 'words',
  },
  { name: 'a message alone', toBody: ({ message }) => ({ message }), has: 'words' },
  {
    name: "Anthropic's envelope",
    toBody: ({ message, type }) => ({ type: 'error', error: { type, message } }),
    has: 'type',
  },
  { name: 'a detail', toBody: ({ message }) => ({ detail: message }), has: 'words' },
  {
    name: 'a list of details',
    toBody: ({ message }) => ({ detail: [{ msg: message }] }),
    has: 'words',
  },
];

const HEADERS = { 'content-type': 'application/json', 'x-trace': 'abc' };

/** Where the error stands: the response that carries it, and whether text came before. */
const POSITIONS: Record<string, (body: string, status: number) => [body: string, status: number]> =
  {
    'HTTP status': (body, status) => [body, status],
    '200 with an error body': (body) => [body, 200],
    'first frame': (body) => [`: hi\n\n${eventOf(body)}${DONE}`, 200],
    'first frame, as an error event': (body) => [eventOf(body, 'error'), 200],
    'later frame': (body) => [
      eventOf(chunkOf({ content: 'Once' })) +
        eventOf(body) +
        eventOf(chunkOf({ content: ' upon' })) +
        DONE,
      200,
    ],
    'later frame, as an error event': (body) => [
      eventOf(chunkOf({ content: 'Once' })) +
        eventOf(body, 'error') +
        eventOf(chunkOf({ content: ' upon' })),
      200,
    ],
  };

type Answer = Parameters<typeof scriptedFetch>;

async function rejection(promise: PromiseLike<unknown>): Promise<APICallError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason) => reason,
  );
  if (!APICallError.isInstance(error)) throw new Error(`no APICallError: ${inspect(error)}`);
  return error;
}

function generate(...answer: Answer) {
  return modelWith(scriptedFetch(...answer).fetch).doGenerate({ prompt: TEST_PROMPT });
}

function stream(...answer: Answer) {
  return modelWith(scriptedFetch(...answer).fetch).doStream({ prompt: TEST_PROMPT });
}

function errorOf(parts: LanguageModelV2StreamPart[]): APICallError {
  const errors = parts.filter((part) => part.type === 'error').map((part) => part.error);
  expect(errors).toHaveLength(1);
  if (!APICallError.isInstance(errors[0])) throw new Error(`no APICallError: ${inspect(errors)}`);
  return errors[0];
}

describe.each(Object.entries(POSITIONS))('%s', (position, toAnswer) => {
  const cases = SHAPES.flatMap((shape) => ERRORS.map((error) => ({ ...error, shape })));

  test.each(cases)('$shape.name, $code', async ({ shape, isRetryable, ...error }) => {
    const body = shape.toBody(error);
    const [answer, status] = toAnswer(JSON.stringify(body), error.code);
    const init = { status, headers: HEADERS };
    const isLater = position.startsWith('later');

    const errors = [await rejection(generate(answer, init))];
    if (isLater) {
      const parts = await readAll((await stream(answer, init)).stream);
      const text = parts.map((part) => (part.type === 'text-delta' ? part.delta : ''));
      expect(text.join('')).toBe('Once upon');
      expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'error' });
      errors.push(errorOf(parts));
    } else {
      errors.push(await rejection(stream(answer, init)));
    }

    const isKnown = status !== 200 || shape.has === 'code';
    // These words alone do not say what went wrong.
    const saysWhy = shape.has === 'type' || error.message !== 'Failed to execute chat';
    for (const shown of errors) {
      expect(shown.message.startsWith(error.message)).toBe(true);
      expect(shown).toMatchObject({
        statusCode: isKnown ? error.code : 200,
        isRetryable: (isKnown || saysWhy) && isRetryable,
        responseHeaders: HEADERS,
        url: 'http://heroku.test/v1/chat/completions',
        requestBodyValues: { model: 'claude-4-5-sonnet' },
        data: body,
      });
      expect(JSON.parse(shown.responseBody ?? '')).toEqual(body);
    }
  });
});

describe('bodies that are no JSON', () => {
  const page = (title: string) =>
    `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>x</body></html>`;

  test.each<[what: string, status: number, body: string, message: RegExp, isRetryable: boolean]>([
    [
      'the firewall',
      403,
      page('403 Forbidden'),
      /403.*HTML page \(403 Forbidden\).*firewall/s,
      false,
    ],
    [
      'the firewall in plain words',
      403,
      'Request blocked.',
      /^Request blocked\. .*firewall/s,
      false,
    ],
    ['a gateway', 502, page('502 Bad Gateway'), /502.*HTML page \(502 Bad Gateway\)/, true],
    ['a router', 503, page('Application Error'), /503.*HTML page \(Application Error\)/, true],
    ['plain words', 500, 'upstream went away', /^upstream went away$/, true],
    ['nothing', 500, '', /500.*body/, true],
    ['half a JSON body', 500, '{"error":{"message":"Failed to exec', /Failed to exec/, true],
    ['a page with 200', 200, page('Sign in'), /200.*HTML page \(Sign in\)/, false],
    ['plain words with 200', 200, 'upstream went away', /^upstream went away$/, false],
  ])('%s', async (_what, status, body, message, isRetryable) => {
    const init = { status, headers: { 'content-type': 'text/html', 'x-trace': 'abc' } };
    for (const call of [generate, stream]) {
      const error = await rejection(call(body, init));
      expect(error.message).toMatch(message);
      expect(error.message).not.toContain('<');
      expect(error).toMatchObject({ statusCode: status, isRetryable });
      expect(error.responseHeaders).toMatchObject({ 'x-trace': 'abc' });
    }
  });
});

describe('the way out is told', () => {
  test.each<[status: number, words: string, way: string]>([
    [400, 'unrecognized request argument supplied: stream_options', 'includeUsage'],
    [400, 'unrecognized request argument supplied: foo', 'allowIgnoredParams'],
    [403, 'You do not have access to that model', 'attachment'],
    [408, 'Request Timeout', 'generateByStreaming'],
  ])('%d %s: %s', async (status, words, way) => {
    const { message } = await rejection(generate(JSON.stringify({ error: words }), { status }));
    expect(message.startsWith(words)).toBe(true);
    expect(message).toContain(way);
  });

  test('that of JSON output only to who asked for it', async () => {
    const words = 'ValidationException: toolConfig.toolChoice.tool is not supported';
    const { fetch } = scriptedFetch(JSON.stringify({ error: words }), { status: 400 });
    const model = modelWith(fetch);
    const json = { prompt: TEST_PROMPT, responseFormat: { type: 'json' } } as const;
    expect((await rejection(model.doGenerate(json))).message).toContain("'prompt'");
    expect((await rejection(model.doGenerate({ prompt: TEST_PROMPT }))).message).toBe(words);
  });

  test('but not one that was already taken', async () => {
    const { fetch } = scriptedFetch('{"error":"Request Timeout"}', { status: 408 });
    const model = modelWith(fetch, undefined, { generateByStreaming: true });
    const { message } = await rejection(model.doGenerate({ prompt: TEST_PROMPT }));
    expect(message).toBe('Request Timeout');
  });
});

test.each(Object.entries(POSITIONS))(
  'the key shows in no error: %s',
  async (_position, toAnswer) => {
    for (const { toBody } of SHAPES) {
      const error = { code: 401, message: 'no such key: inf-test-key', type: 'inf-test-key' };
      const [body, status] = toAnswer(JSON.stringify(toBody(error)), 401);
      const shown = await rejection(
        generate(body, { status, headers: { 'x-echo': 'inf-test-key' } }),
      );
      expect(shown.message).toContain('no such key');
      expect(inspect(shown, { depth: 9 }) + JSON.stringify(shown)).not.toContain('inf-test-key');
    }
  },
);

describe("the AI SDK's retries", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const HELLO = eventOf(chunkOf({ content: 'Hello' })) + eventOf(chunkOf({}, 'stop')) + DONE;

  /** Answers with these one after the other; the last again and again. */
  function answering(...answers: [body: string, init?: ResponseInit][]) {
    const times: number[] = [];
    const fetch: typeof globalThis.fetch = async () => {
      const [body, init] = answers[Math.min(times.length, answers.length - 1)] ?? [''];
      times.push(Date.now());
      return new Response(body, init);
    };
    return { times, model: modelWith(fetch) };
  }

  type Model = ReturnType<typeof modelWith>;

  const CALLS: [what: string, call: (model: Model) => PromiseLike<string>][] = [
    ['generateText', async (model) => (await generateText({ model, prompt: 'Hi' })).text],
    [
      'streamText',
      async (model) => {
        let failure: unknown;
        const result = streamText({
          model,
          prompt: 'Hi',
          onError: ({ error }) => {
            failure = error;
          },
        });
        let text = '';
        for await (const delta of result.textStream) text += delta;
        if (failure !== undefined) throw failure;
        return text;
      },
    ],
  ];

  /** Runs the call on a clock of its own and gives the waits between its requests, in milliseconds. */
  async function waitsOf(times: number[], call: PromiseLike<unknown>): Promise<number[]> {
    const settled = Promise.allSettled([call]);
    await vi.advanceTimersByTimeAsync(300_000);
    await settled;
    return times.slice(1).map((time, i) => time - (times[i] ?? 0));
  }

  function useClock(): void {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  }

  const USED_UP = { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '51s' };
  const SLOW_DOWN = JSON.stringify({ error: { code: 429, message: 'slow down' } });

  describe.each(CALLS)('%s', (_what, call) => {
    test.each<[what: string, body: string, init: ResponseInit, wait: number]>([
      ['429 waits until the window is back', SLOW_DOWN, { status: 429, headers: USED_UP }, 51_000],
      ['429 in a first frame, too', eventOf(SLOW_DOWN), { headers: USED_UP }, 51_000],
      ['429 in a body with 200, too', SLOW_DOWN, { headers: USED_UP }, 51_000],
      [
        'a wait over a minute is cut to one that is honoured',
        SLOW_DOWN,
        { status: 429, headers: { ...USED_UP, 'x-ratelimit-reset-tokens': '120s' } },
        59_000,
      ],
      [
        'a retry-after of the server goes before',
        SLOW_DOWN,
        { status: 429, headers: { ...USED_UP, 'retry-after': '7' } },
        7_000,
      ],
      ['without headers the usual wait', SLOW_DOWN, { status: 429 }, 2_000],
      ['503', '{"error":"Service Unavailable"}', { status: 503 }, 2_000],
      ['an error in a first frame', eventOf({ error: { code: 500, message: 'x' } }), {}, 2_000],
      [
        'an error in a first frame with id and model',
        eventOf({ id: '1', model: 'm', error: { code: 500, message: 'x' } }),
        {},
        2_000,
      ],
      [
        'an overload without a code',
        eventOf({ error: { type: 'overloaded_error', message: 'x' } }),
        {},
        2_000,
      ],
    ])('%s', async (_case, body, init, wait) => {
      useClock();
      const { times, model } = answering([body, init], [HELLO]);
      const result = call(model);
      expect(await waitsOf(times, result)).toEqual([wait]);
      expect(await result).toBe('Hello');
    });

    test.each<[what: string, body: string, init: ResponseInit]>([
      ['400', '{"error":{"code":400,"message":"too hot"}}', { status: 400 }],
      ['400 in a first frame', eventOf({ error: { code: 400, message: 'too hot' } }), {}],
      ['400 in a body with 200', '{"error":{"code":400,"message":"too hot"}}', {}],
      ['an error without a code', eventOf({ error: 'too hot' }), {}],
    ])('%s is final', async (_case, body, init) => {
      useClock();
      const { times, model } = answering([body, init]);
      const error = rejection(call(model));
      expect(await waitsOf(times, error)).toEqual([]);
      expect((await error).message).toBe('too hot');
    });

    test('when it gives up, the words are in the error', async () => {
      useClock();
      const { times, model } = answering(['{"error":"Failed to execute chat"}', { status: 500 }]);
      const failure = Promise.resolve(call(model)).catch((error: Error) => error.message);
      expect(await waitsOf(times, failure)).toEqual([2_000, 4_000]);
      expect(await failure).toContain('Failed to execute chat');
    });
  });

  test('generateText asks again for an answer that was cut off', async () => {
    useClock();
    const { times, model } = answering([eventOf(chunkOf({ content: 'Hel' }))], [HELLO]);
    const result = generateText({ model, prompt: 'Hi' });
    expect(await waitsOf(times, result)).toEqual([2_000]);
    expect((await result).text).toBe('Hello');
  });
});
