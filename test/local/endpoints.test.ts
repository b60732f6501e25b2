import { describe, expect, it } from 'vitest';
import { createLocalHeroku, errorResponse, type LocalHerokuOptions } from '../../src/local';
import { post } from './requests';

const HOST = 'https://us.inference.heroku.com';

async function ask(path: string, body: object, options: LocalHerokuOptions = {}) {
  const local = createLocalHeroku(options);
  const response = await local.fetch(`${HOST}${path}`, post(body));
  return {
    status: response.status,
    headers: response.headers,
    answer: await response.json(),
    rule: local.requests[0]?.refusedBy,
  };
}

const embed = (more: object = {}, options?: LocalHerokuOptions) =>
  ask('/v1/embeddings', { model: 'cohere-embed-v4', input: ['a cat', 'a dog'], ...more }, options);

const draw = (more: object = {}, options?: LocalHerokuOptions) =>
  ask('/v1/images/generations', { model: 'stable-image-ultra', prompt: 'A cat', ...more }, options);

const rank = (more: object = {}, options?: LocalHerokuOptions) =>
  ask(
    '/v1/rerank',
    {
      model: 'cohere-rerank-3-5',
      query: 'a red boat',
      documents: ['a car', 'boats', 'the red boat'],
      ...more,
    },
    options,
  );

type Refused = [string, Promise<{ status: number; rule: string | undefined }>];

const refuses = (cases: () => Refused[]) => async () => {
  for (const [name, asked] of cases()) {
    const { status, rule } = await asked;
    expect([name, status, rule]).toEqual([name, 400, name]);
  }
};

describe('embeddings', () => {
  it('are one vector for each text, with usage', async () => {
    const { answer } = await embed();
    expect(answer).toMatchObject({
      object: 'list',
      model: 'cohere-embed-v4',
      data: [
        { object: 'embedding', index: 0 },
        { object: 'embedding', index: 1 },
      ],
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
    expect(answer.data[0].embedding).toHaveLength(1536);
    expect(answer.data[0].embedding).not.toEqual(answer.data[1].embedding);
    const one = await embed({ input: 'a dog', model: 'cohere-embed-multilingual' });
    expect(one.answer.data[0].embedding).toHaveLength(1024);
  });

  it('are near where texts share words', async () => {
    const { answer } = await embed({ input: ['a red boat', 'the red boat sails', 'tax law'] });
    const [query, near, far] = answer.data.map(
      ({ embedding }: { embedding: number[] }) => embedding,
    );
    const similarity = (other: number[]) =>
      query.reduce((sum: number, value: number, at: number) => sum + value * (other[at] ?? 0), 0);
    expect(similarity(near)).toBeGreaterThan(similarity(far) + 0.3);
    expect(Math.hypot(...query)).toBeCloseTo(1);
  });

  it('come reversed when asked to, with the right index', async () => {
    const given = await embed();
    const reversed = await embed({}, { embeddingOrder: 'reversed' });
    expect(reversed.answer.data).toEqual([...given.answer.data].reverse());
  });

  it.each(['little', 'big'] as const)(
    'are float32 in base64, %s endian',
    async (embeddingBytes) => {
      const { answer } = await embed();
      const encoded = await embed({ encoding_format: 'base64' }, { embeddingBytes });
      const bytes = Buffer.from(encoded.answer.data[0].embedding, 'base64');
      const values = Array.from({ length: bytes.length / 4 }, (_, at) =>
        embeddingBytes === 'little' ? bytes.readFloatLE(at * 4) : bytes.readFloatBE(at * 4),
      );
      expect(values).toEqual(answer.data[0].embedding);
    },
  );

  it.each([
    ['int8', 1536, -127, 127],
    ['uint8', 1536, 0, 255],
    ['binary', 192, -128, 127],
    ['ubinary', 192, 0, 255],
  ])('are of the type %s', async (embedding_type, length, least, most) => {
    const { answer } = await embed({ embedding_type });
    const values: number[] = answer.data[0].embedding;
    expect(values).toHaveLength(length);
    expect(values.every((value) => Number.isInteger(value))).toBe(true);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...values)).toBeLessThanOrEqual(most);
  });

  it(
    'are refused',
    refuses(() => [
      ['field-types', embed({ input: [] })],
      ['field-types', embed({ input: [1] })],
      ['field-types', embed({ input_type: 'query' })],
      ['field-types', embed({ embedding_type: 'double' })],
      ['unknown-field', embed({ dimensions: 256 })],
      ['unknown-field', embed({ user: 'u' })],
      ['embedding-encoding-format', embed({ encoding_format: 'float' })],
      ['embedding-count', embed({ input: Array.from({ length: 97 }, () => 'a') })],
      ['embedding-empty', embed({ input: ['a', ''] })],
      ['embedding-length', embed({ input: ['a', 'é'.repeat(1025)] })],
      ['model-kind', embed({ model: 'claude-4-5-sonnet' })],
    ]),
  );

  it('are taken at the limits', async () => {
    const input = Array.from({ length: 96 }, () => 'é'.repeat(1024));
    expect((await embed({ input })).answer.data).toHaveLength(96);
    expect((await embed({ dimensions: 256, allow_ignored_params: true })).status).toBe(200);
    const rules = { 'embedding-encoding-format': false };
    expect((await embed({ encoding_format: 'float' }, { rules })).status).toBe(200);
    const characters = { embeddingLength: 'characters' } as const;
    expect((await embed({ input: 'é'.repeat(2048) }, characters)).status).toBe(200);
    expect((await embed({ input: 'é'.repeat(2049) }, characters)).rule).toBe('embedding-length');
  });
});

describe('images', () => {
  it('are one PNG or JPEG', async () => {
    const { answer } = await draw({ size: '1344x768', aspect_ratio: '16:9' });
    expect(answer).toMatchObject({ created: expect.any(Number), data: [{ revised_prompt: '' }] });
    expect(answer.data).toHaveLength(1);
    expect(Buffer.from(answer.data[0].b64_json, 'base64').subarray(1, 4).toString()).toBe('PNG');
    const jpeg = Buffer.from(
      (await draw({ output_format: 'jpeg' })).answer.data[0].b64_json,
      'base64',
    );
    expect([...jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  });

  it('are equal for equal seeds', async () => {
    const image = async (seed: number) => (await draw({ seed })).answer.data[0].b64_json;
    expect(await image(7)).toBe(await image(7));
    expect(await image(7)).not.toBe(await image(8));
  });

  it(
    'are refused',
    refuses(() => [
      ['unknown-field', draw({ n: 2 })],
      ['unknown-field', draw({ response_format: 'b64_json' })],
      ['field-types', draw({ size: '512x512' })],
      ['field-types', draw({ aspect_ratio: '4:3' })],
      ['field-types', draw({ seed: 4_294_967_296 })],
      ['field-types', draw({ output_format: 'webp' })],
      ['field-types', draw({ prompt: 'a'.repeat(10_001) })],
      ['field-types', draw({ negative_prompt: 'a'.repeat(10_001) })],
      ['image-prompt-empty', draw({ prompt: ' ' })],
      ['model-kind', draw({ model: 'cohere-embed-v4' })],
      [
        'image-size-and-ratio',
        draw(
          { size: '1024x1024', aspect_ratio: '16:9' },
          { rules: { 'image-size-and-ratio': true } },
        ),
      ],
    ]),
  );
});

describe('reranking', () => {
  it('puts the best first and echoes no documents', async () => {
    const { answer } = await rank();
    expect(answer).toEqual({
      id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
      results: [
        { index: 2, relevance_score: 2 / 3 },
        { index: 0, relevance_score: 1 / 3 },
        { index: 1, relevance_score: 0 },
      ],
      meta: {
        api_version: { version: '2', is_experimental: false },
        billed_units: { search_units: 1 },
      },
    });
    expect((await rank({ top_n: 1 })).answer.results).toHaveLength(1);
    const given = (await rank({}, { rerankOrder: 'given' })).answer.results;
    expect(given.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2]);
  });

  it(
    'is refused',
    refuses(() => [
      ['unknown-field', rank({ return_documents: true })],
      ['unknown-field', rank({ allow_ignored_params: true })],
      ['field-types', rank({ documents: [{ text: 'a' }] })],
      ['field-types', rank({ documents: [] })],
      ['field-types', rank({ top_n: 0 })],
      ['rerank-top-n', rank({ top_n: 4 })],
      ['rerank-count', rank({ documents: Array.from({ length: 1001 }, () => 'a') })],
      ['rerank-empty', rank({ query: '' })],
      ['model-kind', rank({ model: 'nova-lite' })],
    ]),
  );
});

describe('every endpoint', () => {
  const all = [
    ['/v1/embeddings', embed],
    ['/v1/images/generations', draw],
    ['/v1/rerank', rank],
  ] as const;

  it.each(all)('%s answers as scripted', async (_, asked) => {
    const failed = await asked({}, { answer: () => ({ status: 503, error: { message: 'Down' } }) });
    expect(failed).toMatchObject({ status: 503, answer: { error: { message: 'Down' } } });
    const broken = await asked({}, { answer: () => ({ status: 200, error: { message: 'No' } }) });
    expect(broken).toMatchObject({ status: 200, answer: { error: { message: 'No' } } });
    const raw = { code: 418, message: 'Tea', type: 'server_error' };
    const teapot = await asked({}, { answer: () => errorResponse(raw) });
    expect(teapot).toMatchObject({ status: 418, answer: { error: raw } });
    const headers = { 'x-a': 'b' };
    expect((await asked({}, { answer: () => ({ headers }) })).headers.get('x-a')).toBe('b');
  });

  it.each(all)('%s wants the key and a model it knows', async (path, asked) => {
    expect((await asked({}, { key: 'inf-other' })).status).toBe(401);
    expect((await asked({ model: 'none' })).rule).toBe('model');
    expect((await createLocalHeroku().fetch(`${HOST}${path}`)).status).toBe(405);
  });
});

describe('the list of models', () => {
  it('asks for no key and holds the recorded keys', async () => {
    const local = createLocalHeroku();
    const list = await (await local.fetch(`${HOST}/available-models`)).json();
    expect(list).toContainEqual({
      model_id: 'claude-4-5-sonnet',
      regions: ['eu', 'us'],
      state: 'active',
      type: ['text-to-text'],
    });
    expect(list).toContainEqual({
      model_id: 'claude-3-5-haiku',
      regions: ['us'],
      state: 'deprecated',
      deprecation_date: '2026-05-12T00:00:00Z',
      eol_date: '2026-06-12T00:00:00Z',
      replacement_model: 'claude-4-5-haiku',
      type: ['text-to-text'],
    });
    expect(local.requests).toMatchObject([{ method: 'GET', status: 200, body: undefined }]);
  });

  it('is that of the models option', async () => {
    const local = createLocalHeroku({ models: ['claude-opus-9', 'cohere-embed-v9', 'nova-lite'] });
    const list = await (await local.fetch(`${HOST}/available-models`)).json();
    expect(list).toMatchObject([
      { model_id: 'claude-opus-9', type: ['text-to-text'] },
      { model_id: 'cohere-embed-v9', type: ['text-to-embedding'] },
      { model_id: 'nova-lite', type: ['text-to-text'] },
    ]);
  });
});
