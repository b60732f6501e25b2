import { describe, expect, it, test } from 'vitest';
import { createHeroku } from '../../src';
import { scriptedJson } from '../support/json-server';

const answerOf = (...results: [index: unknown, score: unknown][]) => ({
  id: '0a1b',
  results: results.map(([index, relevance_score]) => ({ index, relevance_score })),
  meta: {
    api_version: { version: '2', is_experimental: false },
    billed_units: { search_units: 1 },
  },
});

const modelWith = (...answers: Parameters<typeof scriptedJson>) => {
  const script = scriptedJson(...answers);
  const settings = { baseURL: 'http://heroku.test', apiKey: 'inf-key', fetch: script.fetch };
  return { ...script, model: createHeroku(settings).reranking('cohere-rerank-3-5') };
};

const documents = { type: 'text' as const, values: ['x', 'y', 'z'] };

describe('the request', () => {
  it('is model, query and documents', async () => {
    const { model, bodies, requests } = modelWith(answerOf([0, 1]));
    await model.doRerank({ query: 'q', documents });
    expect(requests[0]?.url).toBe('http://heroku.test/v1/rerank');
    expect(bodies).toEqual([
      { model: 'cohere-rerank-3-5', query: 'q', documents: ['x', 'y', 'z'] },
    ]);
  });

  test.each([
    [2, 2, 0],
    [3, 3, 0],
    [10, 3, 0],
    [0, undefined, 1],
    [-1, undefined, 1],
    [1.5, undefined, 1],
    [Number.NaN, undefined, 1],
  ])('topN %d is sent as %s', async (topN, sent, count) => {
    const { model, bodies } = modelWith(answerOf([0, 1]));
    const { warnings } = await model.doRerank({ query: 'q', documents, topN });
    expect(bodies[0]?.top_n).toBe(sent);
    expect(warnings).toHaveLength(count);
  });

  it('has objects as JSON text, with a warning', async () => {
    const { model, bodies } = modelWith(answerOf([0, 1]));
    const { warnings } = await model.doRerank({
      query: 'q',
      documents: { type: 'object', values: [{ a: 1, b: ['ä'] }] },
      providerOptions: { heroku: { extraBody: { max_tokens_per_doc: 9 } } },
    });
    expect(bodies[0]).toMatchObject({ documents: ['{"a":1,"b":["ä"]}'], max_tokens_per_doc: 9 });
    expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'object documents' }]);
  });

  it('has what JSON has no form for as text', async () => {
    const { model, bodies } = modelWith(answerOf([0, 1]));
    const values = [{ count: 1n, tags: new Set(['a']), name: 'x\ud83d' }];
    await model.doRerank({ query: 'q', documents: { type: 'object', values } });
    expect(bodies[0]?.documents).toEqual(['{"count":"1","tags":["a"],"name":"x\ufffd"}']);
  });

  it('has no half characters, which texts that were cut by length end with', async () => {
    const { model, bodies } = modelWith(answerOf([0, 1]));
    const cut = { type: 'text' as const, values: ['fine 🎈', '🎈'.slice(0, 1)] };
    await model.doRerank({ query: `q${'🎈'.slice(1)}`, documents: cut });
    expect(bodies[0]).toMatchObject({ query: 'q\ufffd', documents: ['fine 🎈', '\ufffd'] });
  });

  it('is not made without documents', async () => {
    const { model, bodies } = modelWith(answerOf());
    const empty = { type: 'text' as const, values: [] };
    expect(await model.doRerank({ query: 'q', documents: empty })).toEqual({
      ranking: [],
      warnings: [],
    });
    expect(bodies).toEqual([]);
  });
});

describe('the answer', () => {
  it('is no longer than was asked for', async () => {
    const { model } = modelWith(answerOf([2, 0.9], [0, 0.4], [1, 0.1]));
    const { ranking } = await model.doRerank({ query: 'q', documents, topN: 2 });
    expect(ranking.map(({ index }) => index)).toEqual([2, 0]);
  });

  it('is the ranking as it came', async () => {
    const answer = answerOf([2, 0.9], [0, 0.4]);
    const { model } = modelWith(answer);
    expect(await model.doRerank({ query: 'q', documents, topN: 2 })).toMatchObject({
      ranking: [
        { index: 2, relevanceScore: 0.9 },
        { index: 0, relevanceScore: 0.4 },
      ],
      providerMetadata: { heroku: { searchUnits: 1 } },
      response: { id: '0a1b', modelId: 'cohere-rerank-3-5', body: answer },
    });
  });

  test.each([
    [{}, 'no list of results'],
    [answerOf([3, 1]), 'indexes are not those of the documents'],
    [answerOf([-1, 1]), 'indexes are not those of the documents'],
    [answerOf(['0', 1]), 'indexes are not those of the documents'],
    [answerOf([1, 1], [1, 0.5]), 'indexes are not those of the documents'],
    [answerOf([1, null]), 'documents[1] without a relevance_score'],
  ])('%j is an error that is not retried', async (answer, message) => {
    const { model } = modelWith(answer);
    const error = await model.doRerank({ query: 'q', documents }).catch((error) => error);
    expect(error.message).toContain(message);
    expect(error.isRetryable).toBe(false);
  });

  test.each([
    ['', ['x', ' '], 'query and documents[1] are empty.'],
    ['q', Array(1001).fill('x'), 'the list of documents is longer than 1000: it has 1001.'],
    ['q', ['x'], 'Remove the field, or set allowIgnoredParams.'],
  ])(
    'of a refused request says what is wrong with its texts: %#',
    async (query, values, remedy) => {
      const error = 'unrecognized request argument supplied: x';
      const { model } = modelWith(Response.json({ error }, { status: 400 }));
      const call = model.doRerank({ query, documents: { type: 'text', values } });
      await expect(call).rejects.toThrow(`${error}. ${remedy}`);
    },
  );

  it("of the firewall names the documents in question, Heroku's own has its words", async () => {
    const { model } = modelWith(
      new Response('<title>403 Forbidden</title>', { status: 403 }),
      Response.json({ error: 'No access' }, { status: 403 }),
    );
    const call = () => {
      const values = ['fine', '<script>', 'See ../x'];
      return model.doRerank({ query: '{{q}}', documents: { type: 'text', values } });
    };
    await expect(call()).rejects.toThrow(
      'query (template braces), documents[1] (HTML or JSX) and documents[2] (a relative or system path)',
    );
    await expect(call()).rejects.toThrow(/^No access/);
  });
});
