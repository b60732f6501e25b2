import { getEventListeners } from 'node:events';
import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createHeroku, type HerokuProvider } from '../../src';
import { toSdk } from '../ai-sdk/sdk';
import type { Exchange } from '../faults/exchange';
import { type FaultServer, type Script, startFaultServer } from '../faults/fault-server';
import { tappedFetch } from '../faults/tapped-fetch';
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

let server: FaultServer;
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);

beforeAll(async () => {
  // AI SDK 6 and 7 would print that they adapt the model.
  vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);
  server = await startFaultServer();
  process.on('unhandledRejection', onUnhandled);
});

afterAll(async () => {
  vi.unstubAllGlobals();
  process.off('unhandledRejection', onUnhandled);
  await server.close();
});

const WORDS = ['one ', 'two ', 'three '].map((content) => eventOf(chunkOf({ content })));
const WHOLE = [...WORDS, eventOf(chunkOf({}, 'stop')), DONE].join('');

/** A model whose one request is answered by the script, or never. */
function serve(script: Script = () => {}) {
  let arrive: (exchange: Exchange) => void;
  const exchange = new Promise<Exchange>((resolve) => {
    arrive = resolve;
  });
  const { fetch, taken } = tappedFetch();
  const baseURL = server.serve((exchange) => {
    arrive(exchange);
    return script(exchange);
  });
  const model = createHeroku({ baseURL, apiKey: 'inf-test-key', fetch })('claude-4-5-sonnet');
  return { model, exchange, taken };
}

function sending(text: string): Script {
  return (exchange) => {
    exchange.head();
    return exchange.send(text);
  };
}

type Reader = ReadableStreamDefaultReader<LanguageModelV2StreamPart>;

async function readUntilText(reader: Reader): Promise<void> {
  for (;;) if ((await reader.read()).value?.type === 'text-delta') return;
}

const REASONS: [string, unknown][] = [
  ['the default reason', undefined],
  ['an error of the caller', new Error('The user left.')],
  ['a string', 'The user left.'],
  ['an object', { why: 'The user left.' }],
  ['null', null],
  ['a time limit', new DOMException('5 s are over.', 'TimeoutError')],
];

/** What a call must fail with: AI SDK 5 and 6 know an abort by the name of the error alone. */
function toRejection(reason: unknown) {
  if (reason === undefined) return expect.objectContaining({ name: 'AbortError' });
  if (reason instanceof DOMException) return reason;
  return expect.objectContaining({ name: 'AbortError', cause: reason });
}

describe.each(REASONS)('by signal, with %s', (_, reason) => {
  const rejection = toRejection(reason);

  describe.each(['doStream', 'doGenerate'] as const)('%s', (mode) => {
    test('before the request: none is made', async () => {
      const { model } = serve();
      const before = server.connections;
      const call = model[mode]({ prompt: TEST_PROMPT, abortSignal: AbortSignal.abort(reason) });
      await expect(call).rejects.toEqual(rejection);
      expect(server.connections).toBe(before);
    });

    const waiting: [string, Script, number | undefined][] = [
      ['the headers', () => {}, undefined],
      ['the first frame', (exchange) => exchange.head(), 0],
      ['the rest of the first frame', sending('data: {"ch'), 1],
      ['something other than comments', sending(': wait\n\n'), 1],
      [
        "the rest of an error's body",
        (exchange) => {
          exchange.head({ status: 500 });
          return exchange.send('{"err');
        },
        1,
      ],
    ];

    test.each(waiting)('while waiting for %s', async (_, script, bytes) => {
      const { model, exchange, taken } = serve(script);
      const controller = new AbortController();
      const call = model[mode]({ prompt: TEST_PROMPT, abortSignal: controller.signal });
      const rejected = expect(call).rejects.toEqual(rejection);
      const { gone } = await exchange;
      if (bytes !== undefined) await taken(bytes);
      controller.abort(reason);
      await rejected;
      await gone;
    });
  });

  test('doGenerate, in the middle of the answer', async () => {
    const { model, exchange, taken } = serve(sending(WORDS.join('')));
    const controller = new AbortController();
    const call = model.doGenerate({ prompt: TEST_PROMPT, abortSignal: controller.signal });
    const rejected = expect(call).rejects.toEqual(rejection);
    await taken(WORDS.join('').length);
    controller.abort(reason);
    await rejected;
    await (await exchange).gone;
  });

  const middles: [string, string, boolean][] = [
    ['parts are buffered', WORDS.join(''), false],
    ['a read is pending', WORDS[0] ?? '', true],
    ['the whole answer is buffered', WHOLE, false],
  ];

  test.each(middles)('doStream, when %s: no parts after', async (_, text, isPending) => {
    const { model, exchange } = serve(sending(text));
    const controller = new AbortController();
    const { stream } = await model.doStream({
      prompt: TEST_PROMPT,
      abortSignal: controller.signal,
    });
    const reader = stream.getReader();
    await readUntilText(reader);
    const pending = isPending ? expect(reader.read()).rejects.toEqual(rejection) : undefined;
    controller.abort(reason);
    await pending;
    await expect(reader.read()).rejects.toEqual(rejection);
    await expect(reader.closed).rejects.toEqual(rejection);
    await (await exchange).gone;
  });

  test('doStream, before anything is read', async () => {
    const { model, exchange } = serve(sending(WHOLE));
    const controller = new AbortController();
    const { stream } = await model.doStream({
      prompt: TEST_PROMPT,
      abortSignal: controller.signal,
    });
    controller.abort(reason);
    await expect(readAll(stream)).rejects.toEqual(rejection);
    await (await exchange).gone;
  });

  test('after the end: nothing happens', async () => {
    const { model } = serve((exchange) => {
      exchange.head({ headers: { connection: 'close' } });
      exchange.send(WHOLE);
      exchange.end();
    });
    const controller = new AbortController();
    const { stream } = await model.doStream({
      prompt: TEST_PROMPT,
      abortSignal: controller.signal,
    });
    const parts = await readAll(stream);
    controller.abort(reason);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
  });

  test('a fetch that ignores the signal cannot hold the caller', async () => {
    const cancel = vi.fn();
    const { fetch } = scriptedFetch(() => new ReadableStream({ cancel }));
    const controller = new AbortController();
    const call = modelWith(fetch).doStream({
      prompt: TEST_PROMPT,
      abortSignal: controller.signal,
    });
    const rejected = expect(call).rejects.toEqual(rejection);
    await vi.waitFor(() => expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1));
    controller.abort(reason);
    await rejected;
    expect(cancel).toHaveBeenCalledTimes(1);
  });
});

test('a time limit of the caller ends the stream with its own error', async () => {
  const { model, exchange } = serve(sending(WORDS.join('')));
  const abortSignal = AbortSignal.timeout(200);
  const reading = model
    .doStream({ prompt: TEST_PROMPT, abortSignal })
    .then(({ stream }) => readAll(stream));
  await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
  await (await exchange).gone;
});

describe('by cancelling the reader', () => {
  async function open(text: string) {
    const { model, exchange } = serve(sending(text));
    const { stream } = await model.doStream({ prompt: TEST_PROMPT });
    return { stream, gone: (await exchange).gone };
  }

  test('before anything is read', async () => {
    const { stream, gone } = await open(WORDS.join(''));
    await stream.cancel();
    await gone;
  });

  test('when parts are buffered', async () => {
    const { stream, gone } = await open(WORDS.join(''));
    const reader = stream.getReader();
    await readUntilText(reader);
    await reader.cancel(new Error('Enough.'));
    expect(await reader.read()).toEqual({ done: true, value: undefined });
    await gone;
  });

  test('when a read is pending', async () => {
    const { stream, gone } = await open(WORDS[0] ?? '');
    const reader = stream.getReader();
    await readUntilText(reader);
    const pending = reader.read();
    await reader.cancel();
    expect(await pending).toEqual({ done: true, value: undefined });
    await gone;
  });

  test('by leaving a loop', async () => {
    const { stream, gone } = await open(WORDS.join(''));
    for await (const part of stream) if (part.type === 'text-delta') break;
    await gone;
  });

  test('when the whole answer is buffered but the connection is open', async () => {
    const { stream, gone } = await open(WHOLE);
    await stream.cancel();
    await gone;
  });

  test('twice, and after the end', async () => {
    const { stream, gone } = await open(WHOLE);
    const reader = stream.getReader();
    while (!(await reader.read()).done);
    await reader.cancel();
    await reader.cancel();
    await gone;
  });

  test('and then by signal', async () => {
    const { model, exchange } = serve(sending(WORDS.join('')));
    const controller = new AbortController();
    const { stream } = await model.doStream({
      prompt: TEST_PROMPT,
      abortSignal: controller.signal,
    });
    await stream.cancel();
    controller.abort();
    expect(await stream.getReader().read()).toEqual({ done: true, value: undefined });
    await (await exchange).gone;
  });
});

test('a server that keeps the connection open after [DONE] is left', async () => {
  const { model, exchange } = serve(sending(WHOLE));
  const { stream } = await model.doStream({ prompt: TEST_PROMPT });
  expect((await readAll(stream)).at(-1)).toMatchObject({ finishReason: 'stop' });
  await (await exchange).gone;
});

describe('the signal is forgotten', () => {
  const failing = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('no') }));
  const foreign = () => {
    const pieces = [WORDS[0] ?? ''];
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece) controller.enqueue(new TextEncoder().encode(piece));
        else controller.error(new DOMException('A limit of fetch', 'TimeoutError'));
      },
    });
  };

  test.each<[string, typeof fetch]>([
    ['a whole answer', scriptedFetch([WHOLE]).fetch],
    ['an answer that is cut off', scriptedFetch(WORDS).fetch],
    ['an empty answer', scriptedFetch('').fetch],
    ['an error in the first frame', scriptedFetch(eventOf({ error: 'no' })).fetch],
    ['an error in a later frame', scriptedFetch([...WORDS, eventOf({ error: 'no' })]).fetch],
    ['an error status', scriptedFetch('no', { status: 400 }).fetch],
    ['a lost connection', failing],
    ['an abort that is not of the caller', scriptedFetch(foreign).fetch],
    ['the same, at once', async () => Promise.reject(new DOMException('limit', 'TimeoutError'))],
  ])('after %s', async (_, fetch) => {
    const { signal } = new AbortController();
    const model = modelWith(fetch);
    const call = { prompt: TEST_PROMPT, abortSignal: signal };
    await model.doGenerate(call).catch(() => {});
    await model.doStream(call).then(
      ({ stream }) => readAll(stream).catch(() => {}),
      () => {},
    );
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test.each([0, 1, 3])('after a cancel when %i parts have been read', async (count) => {
    const { signal } = new AbortController();
    const { fetch } = scriptedFetch(() => bodyOf(WORDS));
    const { stream } = await modelWith(fetch).doStream({
      prompt: TEST_PROMPT,
      abortSignal: signal,
    });
    const reader = stream.getReader();
    for (let i = 0; i < count; i++) await reader.read();
    await reader.cancel();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a signal that aborts between two steps, with a fetch that ignores it', () => {
  /** Aborts, and only then answers with a body that stays silent. */
  function answerLate(status: number) {
    const controller = new AbortController();
    const cancel = vi.fn();
    const fetch = async () => {
      controller.abort();
      return new Response(new ReadableStream({ cancel }), { status });
    };
    const settings = { apiKey: 'inf-test-key', baseURL: 'https://heroku.test', fetch };
    return { provider: createHeroku(settings), abortSignal: controller.signal, cancel };
  }

  type Call = (provider: HerokuProvider, abortSignal: AbortSignal) => PromiseLike<unknown>;
  const prompt = TEST_PROMPT;
  const calls: [string, number, Call][] = [
    ['doStream', 200, (heroku, abortSignal) => heroku('m').doStream({ prompt, abortSignal })],
    ['doGenerate', 200, (heroku, abortSignal) => heroku('m').doGenerate({ prompt, abortSignal })],
    [
      'doEmbed',
      200,
      (heroku, abortSignal) => heroku.embedding('m').doEmbed({ values: ['a'], abortSignal }),
    ],
    [
      'an error status',
      500,
      (heroku, abortSignal) => heroku('m').doStream({ prompt, abortSignal }),
    ],
  ];

  test.each(calls)('before the body is read, in %s: it is closed', async (_, status, call) => {
    const { provider, abortSignal, cancel } = answerLate(status);
    await expect(call(provider, abortSignal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(getEventListeners(abortSignal, 'abort')).toEqual([]);
  });

  test.each(Array.from({ length: 16 }, (_, steps) => steps))(
    'when the first part has come, %i microtasks later: the signal is forgotten',
    async (steps) => {
      const controller = new AbortController();
      const abortIn = (left: number): void =>
        left > 0 ? queueMicrotask(() => abortIn(left - 1)) : controller.abort();
      const cancel = vi.fn();
      const body = new ReadableStream<Uint8Array>(
        {
          pull(output) {
            abortIn(steps);
            output.enqueue(new TextEncoder().encode(WORDS[0]));
          },
          cancel,
        },
        { highWaterMark: 0 },
      );
      const { fetch } = scriptedFetch(() => body);
      const reading = modelWith(fetch)
        .doStream({ prompt, abortSignal: controller.signal })
        .then(({ stream }) => readAll(stream));
      await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
      expect(cancel).toHaveBeenCalledTimes(1);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    },
  );
});

describe.each([toSdk(5, ai5), toSdk(6, ai6), toSdk(7, ai7)])('AI SDK $major', (sdk) => {
  /** Streams until the condition holds, then aborts. */
  async function abortStream(script: Script, isTime: (part: { type: string }) => boolean) {
    const { model, exchange } = serve(script);
    const controller = new AbortController();
    const onAbort = vi.fn();
    const onError = vi.fn();
    const result = sdk.streamText({
      model,
      prompt: 'Hello',
      abortSignal: controller.signal,
      onAbort,
      onError,
    });
    const types: string[] = [];
    exchange.then(() => isTime({ type: 'request' }) && controller.abort());
    for await (const part of sdk.parts(result)) {
      types.push(part.type);
      if (isTime(part)) controller.abort();
    }
    await (await exchange).gone;
    return { types, onAbort, onError };
  }

  test('streamText, while waiting for the headers', async () => {
    const { types, onAbort } = await abortStream(
      () => {},
      ({ type }) => type === 'request',
    );
    expect(types.at(-1)).toBe('abort');
    expect(onAbort).toHaveBeenCalledTimes(1);
  });

  test('streamText, in mid-stream', async () => {
    const { types, onAbort, onError } = await abortStream(
      sending(WORDS.join('')),
      ({ type }) => type === 'text-delta',
    );
    expect(types.at(-1)).toBe('abort');
    expect(types).not.toContain('finish');
    expect(types).not.toContain('error');
    expect(onAbort).toHaveBeenCalledTimes(1);
    expect(onError).not.toHaveBeenCalled();
  });

  test.each<[string, Script]>([
    ['the headers', () => {}],
    ['the rest of the answer', sending(WORDS.join(''))],
  ])('generateText, while waiting for %s', async (_, script) => {
    const { model, exchange } = serve(script);
    const controller = new AbortController();
    const call = sdk.generateText({ model, prompt: 'Hello', abortSignal: controller.signal });
    const rejected = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    const { gone } = await exchange;
    controller.abort();
    await rejected;
    await gone;
  });
});

test('no promise was left to fail alone, and no connection is left open', async () => {
  await vi.waitFor(() => expect(server.open).toBe(0), 10_000);
  expect(unhandled).toEqual([]);
});
