import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { generateText, streamText } from 'ai';
import { describe, expect, test, vi } from 'vitest';
import { createHeroku, type HerokuProviderSettings } from '../../src';
import {
  bodyOf,
  chunkOf,
  DONE,
  eventOf,
  modelWith,
  readAll,
  scriptedFetch,
  TEST_PROMPT,
} from '../support/scripted-model';

const KEY = 'inf-01234567-89ab-4cde-8f01-23456789abcd';

/** All that can be seen of a value, by printing or sending it, hidden properties and causes too. */
function seen(value: unknown): string {
  return [
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null }),
    inspect(value, { depth: 10, showHidden: true, getters: true, showProxy: true }),
    String(value),
    JSON.stringify(value),
  ].join('\n');
}

/** The key counts as shown when any twelve characters in a row of it are. */
function expectNoKey(value: unknown): void {
  const shown = seen(value);
  const pieces = Array.from({ length: KEY.length - 11 }, (_, i) => KEY.slice(i, i + 12));
  expect(pieces.filter((piece) => shown.includes(piece))).toEqual([]);
}

/** The error of a call, whether it rejects or is among the parts. */
async function errorOf(
  mode: 'doStream' | 'doGenerate',
  model: ReturnType<typeof modelWith>,
): Promise<unknown> {
  const call: LanguageModelV2CallOptions = { prompt: TEST_PROMPT };
  try {
    if (mode === 'doGenerate') return { unexpected: await model.doGenerate(call) };
    const { stream } = await model.doStream(call);
    const part = (await readAll(stream)).find(({ type }) => type === 'error');
    return part?.type === 'error' ? part.error : { unexpected: 'no error part' };
  } catch (error) {
    return error;
  }
}

const TEXT = eventOf(chunkOf({ content: 'Hi' }));
const WORDS = `Invalid API key provided: ${KEY}`;
const ERROR = { code: 401, message: WORDS, type: 'authentication_error' };

type Answer = [body: string | string[], init?: ResponseInit];

/** What a server may answer that repeats the key of the request. */
const ECHOES: Record<string, Answer> = {
  'an error object': [JSON.stringify({ error: ERROR }), { status: 401 }],
  'JSON in a string': [JSON.stringify({ error: JSON.stringify(ERROR) }), { status: 401 }],
  'a bare error': [JSON.stringify(ERROR), { status: 401 }],
  'plain text': [WORDS, { status: 500 }],
  'a page': [`<html><title>Bearer ${KEY}</title><body>${KEY}</body></html>`, { status: 403 }],
  'a page without a title': [`<html><body>${KEY}</body></html>`, { status: 502 }],
  'details of a Python gateway': [
    JSON.stringify({ detail: [{ msg: WORDS, input: { authorization: KEY } }] }),
    { status: 422 },
  ],
  'a key beside the message': [
    JSON.stringify({ error: { message: 'no', request: { headers: { authorization: KEY } } } }),
    { status: 400 },
  ],
  'the key as a property name': [JSON.stringify({ message: 'no', [KEY]: 1 }), { status: 400 }],
  'a text cut within the key': [`${'x'.repeat(480)} ${KEY}`, { status: 500 }],
  headers: ['no', { status: 429, headers: { 'x-echo': `Bearer ${KEY}` } }],
  'a JSON error with status 200': [JSON.stringify({ error: ERROR })],
  'a document that is no completion': [JSON.stringify({ hello: KEY })],
  'text with status 200': [WORDS],
  'a page with status 200': [`<html><h1>${KEY}</h1></html>`],
  'the first frame': [eventOf({ error: ERROR })],
  'an error event': [`event: error\ndata: ${WORDS}\n\n`],
  'a later frame': [[TEXT, eventOf({ error: ERROR })]],
  'a later error event': [[TEXT, `event:error\ndata:{"message":"${WORDS}"}\n\n`]],
  'a frame of broken JSON': [[TEXT, `data:{"error":"${WORDS}\n\n`, DONE]],
  'a frame of broken JSON, cut within the key': [
    [TEXT, `data:{"error":"${'x'.repeat(475)}${WORDS}\n\n`, DONE],
  ],
  'a call without a name': [
    [eventOf(chunkOf({ tool_calls: [{ id: KEY, function: { arguments: KEY } }] })), DONE],
  ],
  'headers of an answer that is cut off': [TEXT, { headers: { 'x-echo': `Bearer ${KEY}` } }],
  'headers of an empty answer': ['', { headers: { 'x-echo': KEY } }],
};

describe.each(['doStream', 'doGenerate'] as const)('%s: the key is repeated in', (mode) => {
  test.each(Object.entries(ECHOES))('%s', async (_, [body, init]) => {
    const { fetch } = scriptedFetch(body, init);
    const error = await errorOf(mode, modelWith(fetch, undefined, { apiKey: KEY }));
    expect(error).toBeInstanceOf(Error);
    expectNoKey(error);
  });
});

describe.each(['doStream', 'doGenerate'] as const)('%s: the connection fails', (mode) => {
  test('before it is made', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const model = createHeroku({ apiKey: KEY, baseURL: `http://127.0.0.1:${port}` })('any');
    const error = await errorOf(mode, model);
    expect(error).toMatchObject({ message: expect.stringContaining('Cannot connect') });
    expectNoKey(error);
  });

  test.each([
    ['with the request in the message', new Error(`POST failed, authorization: Bearer ${KEY}`)],
    [
      'with the request in the cause',
      new TypeError('fetch failed', { cause: new Error(`sent ${KEY}`) }),
    ],
  ])('%s', async (_, failure) => {
    const fetch = async () => Promise.reject(failure);
    expectNoKey(await errorOf(mode, modelWith(fetch, undefined, { apiKey: KEY })));
  });

  test('in mid-stream, with the request in the message and in the cause', async () => {
    const failing = () => {
      const pieces = [TEXT];
      return new ReadableStream({
        pull(controller) {
          const piece = pieces.shift();
          if (piece) return controller.enqueue(new TextEncoder().encode(piece));
          const cause = new Error(`sent ${KEY}`);
          controller.error(new TypeError(`terminated ${KEY}`, { cause }));
        },
      });
    };
    const { fetch } = scriptedFetch(failing);
    const error = await errorOf(mode, modelWith(fetch, undefined, { apiKey: KEY }));
    expect(error).toMatchObject({ message: expect.stringContaining('cut off') });
    expectNoKey(error);
  });
});

const BROKEN = KEY.replace('-89ab', '\n-89ab');

test.each<[string, HerokuProviderSettings]>([
  ['a line break inside', { apiKey: BROKEN }],
  ['a space inside', { apiKey: KEY.replace('-89ab', ' -89ab') }],
  ['a character that is not ASCII', { apiKey: `${KEY}\u2028x` }],
  ['a header with a line break inside', { headers: { Authorization: `Bearer ${BROKEN}` } }],
  ['a header with a character beyond Latin-1', { headers: { authorization: `Bearer ${KEY}…` } }],
])('a malformed key: %s', async (_, settings) => {
  const { fetch, requests } = scriptedFetch(DONE);
  for (const mode of ['doStream', 'doGenerate'] as const) {
    const model = modelWith(fetch, undefined, { apiKey: undefined, ...settings });
    const error = await errorOf(mode, model);
    expect(error).toBeInstanceOf(Error);
    expectNoKey(error);
  }
  expect(requests).toEqual([]);
});

test('a malformed key in the environment', async () => {
  vi.stubEnv('INFERENCE_KEY', BROKEN);
  const model = modelWith(scriptedFetch(DONE).fetch, undefined, { apiKey: undefined });
  const error = await errorOf('doStream', model);
  expect(error).toMatchObject({ message: expect.stringContaining('INFERENCE_KEY') });
  expectNoKey(error);
});

test('a key in place of the URL', async () => {
  vi.stubEnv('INFERENCE_URL', KEY);
  vi.stubEnv('INFERENCE_KEY', KEY);
  const model = createHeroku()('any');
  expectNoKey(await errorOf('doStream', model as ReturnType<typeof modelWith>));
});

describe('what can be inspected', () => {
  const sources: [string, HerokuProviderSettings][] = [
    ['the setting', { apiKey: KEY }],
    ['the environment', { apiKey: undefined }],
    ['a header', { apiKey: undefined, headers: { Authorization: `Bearer ${KEY}` } }],
  ];

  test.each(sources)('provider, model and results, with the key from %s', async (_, settings) => {
    vi.stubEnv('INFERENCE_KEY', KEY);
    const answer = [TEXT, eventOf(chunkOf({}, 'stop')), DONE];
    const { fetch, requests } = scriptedFetch(answer);
    const provider = createHeroku({ baseURL: 'http://heroku.test', fetch, ...settings });
    const model = provider('claude-4-5-sonnet');
    expectNoKey([provider, model]);

    const call: LanguageModelV2CallOptions = {
      prompt: TEST_PROMPT,
      seed: 1,
      temperature: 3,
      topP: 0.5,
      responseFormat: { type: 'json' },
      tools: [{ type: 'provider-defined', id: 'a.b', name: 'b', args: {} }],
    };
    const streamed = await model.doStream(call);
    expectNoKey([provider, model, streamed]);
    expectNoKey(await readAll(streamed.stream));
    expectNoKey([streamed, provider, model, await model.doGenerate(call)]);

    const sent = requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`]);
    expectNoKey(requests.map(({ url, body }) => ({ url, body })));
  });

  test('errors that the AI SDK makes of ours', async () => {
    const { fetch } = scriptedFetch(() => bodyOf([JSON.stringify({ error: ERROR })]), {
      status: 503,
      headers: { 'retry-after-ms': '1', 'x-echo': KEY },
    });
    const model = modelWith(fetch, undefined, { apiKey: KEY });
    const error = await generateText({ model, prompt: 'Hi', maxRetries: 1 }).catch((e) => e);
    expect(error).toMatchObject({ name: 'AI_RetryError' });
    expectNoKey(error);

    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }) => void errors.push(error);
    await streamText({ model, prompt: 'Hi', maxRetries: 1, onError }).consumeStream();
    expect(errors).toHaveLength(1);
    expectNoKey(errors);
  });
});
