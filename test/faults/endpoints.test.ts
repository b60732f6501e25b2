import { APICallError } from '@ai-sdk/provider';
import { embedMany } from 'ai';
import { describe, expect, test } from 'vitest';
import { createHeroku, listHerokuModels } from '../../src';
import { breakAnswer } from './break-answer';
import { CUT, type Fault, LOST } from './fault-table';
import { tappedFetch } from './tapped-fetch';
import type { Transcript } from './transcript';
import { useFaultServer } from './use-fault-server';

// The endpoints that answer with one JSON document, broken byte by byte.

const faults = useFaultServer();

type Access = { baseURL: string; fetch: typeof globalThis.fetch; abortSignal?: AbortSignal };

/** An endpoint: an answer of it, the call that gets it, and what of the result matters. */
type Endpoint = { answer: object; call: (access: Access) => Promise<unknown>; result: unknown };

const providerOf = ({ baseURL, fetch }: Access) =>
  createHeroku({ baseURL, fetch, apiKey: 'inf-test-key' });

const MODEL = { model_id: 'a-model', regions: ['us'], type: ['text-to-text'], note: 'é🎈' };

const ENDPOINTS: Record<string, Endpoint> = {
  embeddings: {
    answer: {
      object: 'list',
      data: [
        { index: 1, embedding: [0.25, -1] },
        { index: 0, embedding: [1e-3, 2] },
      ],
      note: 'é🎈',
      usage: { prompt_tokens: 3, total_tokens: 3 },
    },
    call: async (access) => {
      const { abortSignal } = access;
      const model = providerOf(access).embedding('cohere-embed-v4');
      const { embeddings, usage } = await model.doEmbed({ values: ['a', 'b'], abortSignal });
      return { embeddings, usage };
    },
    result: {
      embeddings: [
        [1e-3, 2],
        [0.25, -1],
      ],
      usage: { tokens: 3 },
    },
  },
  rerank: {
    answer: {
      id: 'r-1',
      results: [
        { index: 1, relevance_score: 0.9 },
        { index: 0, relevance_score: 0.125 },
      ],
      note: 'é🎈',
    },
    call: async (access) => {
      const { abortSignal } = access;
      const documents = { type: 'text' as const, values: ['a', 'b'] };
      const model = providerOf(access).reranking('cohere-rerank-3-5');
      const { ranking } = await model.doRerank({ query: 'q', documents, abortSignal });
      return ranking;
    },
    result: [
      { index: 1, relevanceScore: 0.9 },
      { index: 0, relevanceScore: 0.125 },
    ],
  },
  images: {
    answer: { created: 1, data: [{ b64_json: 'iVBORw0KGgo=', revised_prompt: 'Un café 🎈' }] },
    call: async (access) => {
      const { abortSignal } = access;
      const model = providerOf(access).image('stable-image-ultra');
      const unset = { size: undefined, aspectRatio: undefined, seed: undefined };
      const call = { prompt: 'A dyno', n: 1, ...unset, abortSignal };
      const { images, providerMetadata } = await model.doGenerate(call);
      return { images, metadata: providerMetadata.heroku };
    },
    result: { images: ['iVBORw0KGgo='], metadata: { images: [{ revisedPrompt: 'Un café 🎈' }] } },
  },
  models: {
    answer: [MODEL],
    call: async ({ baseURL, fetch, abortSignal }) => {
      const [model] = await listHerokuModels({ baseURL, fetch, abortSignal });
      return model?.raw;
    },
    result: MODEL,
  },
};

type Outcome = 'whole' | 'aborts' | 'is retried' | 'is not retried';

/** What a fault after so many of all bytes comes to; undefined where it has no meaning. */
function expectedOf(fault: Fault, at: number | undefined, length: number): Outcome | undefined {
  if (fault === 'stall') return 'aborts';
  if (at === undefined) return LOST.includes(fault) || fault === 'HTML' ? 'is retried' : undefined;
  if (CUT.includes(fault)) return at < length ? 'is retried' : 'whole';
  // A page in place of the answer, or behind it, is no answer that was cut off.
  return at === 0 || at === length ? 'is not retried' : 'is retried';
}

/** Nothing, each seventh byte, the last one, all. */
const positionsIn = (length: number) => [
  ...Array.from({ length: Math.ceil(length / 7) }, (_, index) => index * 7),
  length - 1,
  length,
];

async function outcomeOf(endpoint: Endpoint, fault: Fault, at: number | undefined) {
  const bytes = Buffer.from(JSON.stringify(endpoint.answer));
  const never = Number.POSITIVE_INFINITY;
  const transcript: Transcript = {
    name: 'a document',
    body: 'JSON',
    bytes,
    ends: [bytes.length],
    complete: never,
    done: never,
  };
  const { fetch, taken } = tappedFetch();
  const controller = new AbortController();
  const abort = () => controller.abort('enough');
  const baseURL = faults.server.serve((exchange) =>
    breakAnswer(exchange, { transcript, fault, at, taken, abort }),
  );
  const abortSignal = controller.signal;
  try {
    expect(await endpoint.call({ baseURL, fetch, abortSignal })).toEqual(endpoint.result);
    return 'whole';
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return 'aborts';
    if (!APICallError.isInstance(error)) return String(error);
    return error.isRetryable ? 'is retried' : 'is not retried';
  }
}

describe.each(Object.entries(ENDPOINTS))('%s', (_, endpoint) => {
  const { length } = Buffer.from(JSON.stringify(endpoint.answer));

  test.each([...CUT, 'HTML', 'stall'] satisfies Fault[])('%s', async (fault) => {
    const positions = [undefined, ...positionsIn(length)];
    const cases = positions.flatMap((at) => {
      const expected = expectedOf(fault, at, length);
      return expected ? [{ at, expected }] : [];
    });
    const outcomes = await Promise.all(
      cases.map(async ({ at, expected }) => ({
        at,
        expected,
        outcome: await outcomeOf(endpoint, fault, at),
      })),
    );
    expect(outcomes.length).toBeGreaterThan(8);
    expect(outcomes.filter(({ outcome, expected }) => outcome !== expected)).toEqual([]);
  });

  test.each([
    ['JSON of another kind', '{"data":"no","results":{},"models":5}', 'is not retried'],
    ['a number', '7', 'is not retried'],
    ['words', 'upstream connect error', 'is not retried'],
    ['an error with HTTP 200', '{"error":{"code":400,"message":"No"}}', 'is not retried'],
    ['a time-out with HTTP 200', '{"error":{"message":"Request timed out"}}', 'is retried'],
    ['nothing', '', 'is retried'],
  ])('%s', async (_what, text, expected) => {
    const baseURL = faults.server.serve(async (exchange) => {
      exchange.head({ headers: { 'content-type': 'application/json', connection: 'close' } });
      await exchange.send(text);
      exchange.end();
    });
    const call = endpoint.call({ baseURL, fetch: globalThis.fetch });
    const error = (await call.catch((it) => it)) as APICallError;
    expect(APICallError.isInstance(error), String(error)).toBe(true);
    expect(error.isRetryable ? 'is retried' : 'is not retried').toBe(expected);
  });
});

test('a body that does not end is an error in the end', async () => {
  const baseURL = faults.server.serve(async (exchange) => {
    exchange.head({ headers: { 'content-type': 'application/json' } });
    await exchange.send('{"data":[');
    await exchange.pour('0.123456789,'.repeat(50_000));
  });
  const call = ENDPOINTS.embeddings?.call({ baseURL, fetch: globalThis.fetch });
  await expect(call).rejects.toThrow(/64 Mi|longer|too long/i);
});

test('embedMany asks again where an answer was cut off, and only for its part', async () => {
  const asked: number[] = [];
  const baseURL = faults.server.serve(async (exchange) => {
    const { input } = JSON.parse(exchange.body) as { input: string[] };
    asked.push(input.length);
    const data = input.map((value, index) => ({ index, embedding: [Number(value)] }));
    const text = JSON.stringify({ data });
    exchange.head({ headers: { 'content-type': 'application/json', connection: 'close' } });
    await exchange.send(asked.length === 2 ? text.slice(0, -20) : text);
    exchange.end();
  });
  const values = Array.from({ length: 150 }, (_, index) => String(index));
  const heroku = createHeroku({ baseURL, apiKey: 'inf-test-key' });
  const { embeddings } = await embedMany({
    model: heroku.embedding('cohere-embed-v4'),
    values,
    maxParallelCalls: 1,
  });
  expect(embeddings.map(([value]) => String(value))).toEqual(values);
  expect(asked).toEqual([96, 54, 54]);
});

faults.testThatNothingIsLeft();
