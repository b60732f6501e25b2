import { APICallError } from '@ai-sdk/provider';
import { describe, expect, it, test } from 'vitest';
import { createHeroku } from '../../src';
import { createHeroku as createHerokuV3 } from '../../src/v3';
import { createHeroku as createHerokuV4 } from '../../src/v4';
import { scriptedJson } from '../support/json-server';

const KEY = 'inf-12345678-secret';

/** One embedding for each value of the request, made of the value's number. */
const answerTo = ({ input }: { input: string[] }) => ({
  object: 'list',
  data: input.map((value, index) => ({ object: 'embedding', index, embedding: [Number(value)] })),
  model: 'cohere-embed-v4',
  usage: { prompt_tokens: input.length, total_tokens: input.length },
});

const modelWith = (...answers: Parameters<typeof scriptedJson>) => {
  const script = scriptedJson(...answers);
  const settings = { baseURL: 'http://heroku.test', apiKey: KEY, fetch: script.fetch };
  return {
    ...script,
    model: createHeroku(settings).embedding('cohere-embed-v4'),
    modelV3: createHerokuV3(settings).embedding('cohere-embed-v4'),
    modelV4: createHerokuV4(settings).embedding('cohere-embed-v4'),
  };
};

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

async function errorOf(call: Promise<unknown>): Promise<APICallError> {
  const error = await call.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toBeInstanceOf(APICallError);
  return error;
}

describe('the request', () => {
  it('is model and input', async () => {
    const { model, bodies, requests } = modelWith(answerTo);
    await model.doEmbed({ values: ['1', '2'] });
    expect(bodies).toEqual([{ model: 'cohere-embed-v4', input: ['1', '2'] }]);
    expect(requests).toMatchObject([
      {
        url: 'http://heroku.test/v1/embeddings',
        headers: {
          authorization: `Bearer ${KEY}`,
          'content-type': 'application/json',
          'user-agent': expect.stringContaining('ai-sdk-provider-heroku/'),
        },
      },
    ]);
  });

  it('has what was asked for', async () => {
    const { model, bodies } = modelWith(answerTo);
    await model.doEmbed({
      values: ['1'],
      providerOptions: {
        heroku: {
          inputType: 'search_query',
          embeddingType: 'int8',
          allowIgnoredParams: true,
          extraBody: { output_dimension: 256 },
        },
      },
    });
    expect(bodies).toEqual([
      {
        model: 'cohere-embed-v4',
        input: ['1'],
        input_type: 'search_query',
        embedding_type: 'int8',
        allow_ignored_params: true,
        output_dimension: 256,
      },
    ]);
  });

  it('has at most 96 values: more are sent in turn', async () => {
    const { model, bodies } = modelWith(answerTo);
    const { embeddings, usage, response } = await model.doEmbed({ values: numbers(250) });
    expect(bodies.map(({ input }) => (input as string[]).length)).toEqual([96, 96, 58]);
    expect(embeddings).toEqual(numbers(250).map((value) => [Number(value)]));
    expect(usage).toEqual({ tokens: 250 });
    expect(response?.body).toHaveLength(3);
  });

  it('has no half characters, which texts that were cut by length end with', async () => {
    const { model, bodies } = modelWith({ data: [{ embedding: [1] }, { embedding: [2] }] });
    const values = [`1${'🎈'.slice(0, 1)}`, '🎈'];
    await model.doEmbed({ values });
    expect(bodies[0]?.input).toEqual(['1\ufffd', '🎈']);
    expect(values[0]).toBe('1\ud83c');
  });

  it('is not made without values', async () => {
    const { model, bodies } = modelWith(answerTo);
    expect(await model.doEmbed({ values: [] })).toEqual({
      embeddings: [],
      usage: { tokens: 0 },
      warnings: [],
    });
    expect(bodies).toEqual([]);
  });
});

describe('the answer', () => {
  const item = (index: number | undefined, embedding: unknown) => ({ index, embedding });

  it('is put in the order of its indexes', async () => {
    const { model } = modelWith({ data: [item(2, [2]), item(0, [0]), item(1, [1])] });
    const { embeddings } = await model.doEmbed({ values: numbers(3) });
    expect(embeddings).toEqual([[0], [1], [2]]);
  });

  it('may be float32 as base64', async () => {
    const bytes = new Uint8Array(new Float32Array([0.5, -2]).buffer);
    const { model } = modelWith({ data: [item(0, btoa(String.fromCharCode(...bytes)))] });
    const { embeddings } = await model.doEmbed({
      values: ['1'],
      providerOptions: { heroku: { extraBody: { encoding_format: 'base64' } } },
    });
    expect(embeddings).toEqual([[0.5, -2]]);
  });

  it.each([
    ['embeddings', { embeddings: [0.5, -2] }],
    ['embedding, before the other', { embedding: [0.5, -2], embeddings: [9] }],
    ['embeddings, beside an empty one', { embedding: null, embeddings: [0.5, -2] }],
  ])('may have its numbers under the key %s', async (_, numbers) => {
    const { model } = modelWith({ data: [{ index: 0, ...numbers }] });
    expect((await model.doEmbed({ values: ['1'] })).embeddings).toEqual([[0.5, -2]]);
  });

  test.each([
    ['prompt_tokens', { prompt_tokens: 3, total_tokens: 4 }, { tokens: 3 }],
    ['total_tokens', { total_tokens: 4 }, { tokens: 4 }],
    ['no figures', {}, undefined],
    ['words', { prompt_tokens: '3' }, undefined],
    ['nothing', undefined, undefined],
  ])('usage of %s', async (_, usage, expected) => {
    const { model } = modelWith({ data: [item(0, [1])], usage });
    expect((await model.doEmbed({ values: ['1'] })).usage).toEqual(expected);
  });

  test.each([
    [{}, 'no list of embeddings'],
    [[], 'no list of embeddings'],
    [{ data: [item(0, [1])] }, '1 embeddings for 2 values'],
    [{ data: [item(0, [1]), item(1, [1]), item(2, [1])] }, '3 embeddings for 2 values'],
    [{ data: [item(0, [1]), item(0, [1])] }, 'embeddings whose indexes are not those'],
    [{ data: [item(0, [1]), item(1, { float: [1] })] }, 'an embedding for values[1] that is'],
  ])('%j is an error that is not retried', async (answer, message) => {
    const { model } = modelWith(answer);
    const error = await errorOf(model.doEmbed({ values: ['1', '2'] }));
    expect(error.message).toContain(message);
    expect(error).toMatchObject({ isRetryable: false, statusCode: 200 });
  });
});

describe('errors', () => {
  const refusal = (status: number, message: string) =>
    Response.json({ error: { code: status, message, type: 'invalid_request' } }, { status });

  it('name the values that are empty or too long in bytes', async () => {
    const values = ['fine', 'ä'.repeat(1025), ' ', 'x'.repeat(2048), 'x'.repeat(2049)];
    const { model } = modelWith(refusal(400, 'Too long'));
    const error = await errorOf(model.doEmbed({ values }));
    expect(error.message).toBe(
      'Too long. values[2] is empty. values[1] and values[4] are longer than 2048 bytes of UTF-8.',
    );
    expect(error).toMatchObject({ isRetryable: false, statusCode: 400 });
  });

  it('count values as the call does, also in later requests', async () => {
    const values = [...numbers(150), ''];
    const { model } = modelWith(answerTo, refusal(400, 'No'));
    const error = await errorOf(model.doEmbed({ values }));
    expect(error.message).toBe('No. values[150] is empty.');
  });

  it('without such a value have the general remedy', async () => {
    const { model } = modelWith(refusal(400, 'unrecognized request argument supplied: x'));
    const error = await errorOf(model.doEmbed({ values: ['fine'] }));
    expect(error.message).toContain('Remove the field, or set allowIgnoredParams.');
  });

  it('of the firewall name the text and its kind', async () => {
    const page = new Response('<html><title>403 Forbidden</title></html>', { status: 403 });
    const { model } = modelWith(page);
    const values = ['fine', 'See http://localhost:3000/', 'SELECT a FROM b, {{x}}'];
    const error = await errorOf(model.doEmbed({ values }));
    expect(error.message).toContain('values[1] (the URL of a private host)');
    expect(error.message).toContain('values[2] (SQL, template braces)');
  });

  it('never offer a stream', async () => {
    const { model } = modelWith(refusal(503, 'Unavailable'));
    const error = await errorOf(model.doEmbed({ values: ['1'] }));
    expect(error.message).toBe('Unavailable');
    expect(error.isRetryable).toBe(true);
  });

  it('keep the key to themselves', async () => {
    const { model } = modelWith(refusal(401, `Invalid key ${KEY}`));
    const error = await errorOf(model.doEmbed({ values: ['1'] }));
    expect(JSON.stringify([error.message, error.responseBody, error])).not.toContain(KEY);
  });

  it('name the option that has a wrong value', async () => {
    const { model, bodies } = modelWith(answerTo);
    const heroku = { inputType: 'query' };
    const call = model.doEmbed({ values: ['1'], providerOptions: { heroku } });
    await expect(call).rejects.toThrow('providerOptions.heroku.inputType is invalid');
    expect(bodies).toEqual([]);
  });
});

describe('warnings', () => {
  const call = {
    values: ['1'],
    dimensions: 256,
    providerOptions: { heroku: { extendedThinking: {} } },
  };
  const unknown = {
    type: 'other',
    message:
      'providerOptions.heroku.extendedThinking is not known here and is ignored. Known are inputType, embeddingType, allowIgnoredParams, extraBody.',
  };
  const details = 'dimensions is not sent: Heroku documents no such field.';

  it.each(['inputtype', 'input_type'])('name what %s is meant to be', async (key) => {
    const { model } = modelWith(answerTo);
    const providerOptions = { heroku: { [key]: 'search_query' } };
    const { warnings } = await model.doEmbed({ values: ['1'], providerOptions });
    const message = expect.stringMatching(`${key} is not known.*Did you mean inputType`);
    expect(warnings).toEqual([{ type: 'other', message }]);
  });

  it('of v2 are sentences in each major', async () => {
    const { model } = modelWith(answerTo);
    const { warnings } = await model.doEmbed(call);
    expect(warnings).toEqual([unknown, { type: 'other', message: details }]);
  });

  it('of v3 and v4 name the feature', async () => {
    const { modelV3, modelV4, bodies } = modelWith(answerTo);
    for (const model of [modelV3, modelV4]) {
      const { warnings } = await model.doEmbed(call);
      expect(warnings).toEqual([unknown, { type: 'unsupported', feature: 'dimensions', details }]);
    }
    expect(bodies[0]).not.toHaveProperty('dimensions');
  });
});

it('ends on abort', async () => {
  const controller = new AbortController();
  const { model, bodies } = modelWith((body: { input: string[] }) => {
    if (bodies.length === 2) controller.abort(new Error('enough'));
    return answerTo(body);
  });
  const call = model.doEmbed({ values: numbers(250), abortSignal: controller.signal });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(bodies).toHaveLength(2);
});
