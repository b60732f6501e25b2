import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { createHeroku, type HerokuProviderSettings } from '../../src';
import { scriptedJson } from '../support/json-server';

const ALIASES = ['INFERENCE', 'EMBEDDING', 'RERANK', 'DIFFUSION', 'TEAL'];
const VARIABLES = ALIASES.flatMap((alias) =>
  ['KEY', 'URL', 'MODEL_ID'].map((name) => `${alias}_${name}`),
);

afterEach(() => vi.unstubAllEnvs());

type Given = Partial<Record<string, ('KEY' | 'URL' | 'MODEL_ID')[]>>;

/** Sets NAME_KEY to `key-of-NAME`, and so on. */
function attach(given: Given): void {
  for (const variable of VARIABLES) vi.stubEnv(variable, undefined);
  for (const [alias, names = []] of Object.entries(given)) {
    const host = `https://${alias.toLowerCase()}.test`;
    const values = { KEY: `key-of-${alias}`, URL: host, MODEL_ID: `model-of-${alias}` };
    for (const name of names) vi.stubEnv(`${alias}_${name}`, values[name]);
  }
}

const OWN: ('KEY' | 'URL' | 'MODEL_ID')[] = ['KEY', 'URL', 'MODEL_ID'];
/** An attachment of a shared plan. */
const SHARED: ('KEY' | 'URL' | 'MODEL_ID')[] = ['KEY', 'URL'];

const KINDS = [
  {
    kind: 'embedding',
    alias: 'EMBEDDING',
    path: 'embeddings',
    async call(settings: HerokuProviderSettings, id?: string) {
      const answer = { data: [{ index: 0, embedding: [1] }] };
      const { fetch, requests, bodies } = scriptedJson(answer);
      await createHeroku({ fetch, ...settings })
        .embedding(id)
        .doEmbed({ values: ['a'] });
      return { ...requests[0], body: bodies[0] };
    },
  },
  {
    kind: 'reranking',
    alias: 'RERANK',
    path: 'rerank',
    async call(settings: HerokuProviderSettings, id?: string) {
      const { fetch, requests, bodies } = scriptedJson({ results: [] });
      const model = createHeroku({ fetch, ...settings }).reranking(id);
      await model.doRerank({ query: 'a', documents: { type: 'text', values: ['a'] } });
      return { ...requests[0], body: bodies[0] };
    },
  },
  {
    kind: 'image',
    alias: 'DIFFUSION',
    path: 'images/generations',
    async call(settings: HerokuProviderSettings, id?: string) {
      const { fetch, requests, bodies } = scriptedJson({ data: [{ b64_json: 'AAAA' }] });
      const model = createHeroku({ fetch, ...settings }).image(id);
      const rest = { size: undefined, aspectRatio: undefined, seed: undefined };
      await model.doGenerate({ prompt: 'a', n: 1, ...rest });
      return { ...requests[0], body: bodies[0] };
    },
  },
];

describe.each(KINDS)('$kind', ({ alias, path, call }) => {
  const SET = { apiKey: 'key-in-code', baseURL: 'https://code.test' };

  test.each<[string, Given, HerokuProviderSettings, { key: string; host: string; model?: string }]>(
    [
      [
        'its own attachment',
        { [alias]: OWN, INFERENCE: OWN },
        {},
        { key: alias, host: alias, model: alias },
      ],
      ['its own alone', { [alias]: OWN }, {}, { key: alias, host: alias, model: alias }],
      [
        'its own of a shared plan',
        { [alias]: SHARED, INFERENCE: SHARED },
        {},
        { key: alias, host: alias },
      ],
      ['the shared one', { INFERENCE: SHARED }, {}, { key: 'INFERENCE', host: 'INFERENCE' }],
      [
        'the shared one, which has a model of its own',
        { INFERENCE: OWN },
        {},
        { key: 'INFERENCE', host: 'INFERENCE' },
      ],
      [
        'a URL without its key is not taken',
        { [alias]: ['URL'], INFERENCE: SHARED },
        {},
        { key: 'INFERENCE', host: 'INFERENCE' },
      ],
      [
        'a model id beside the shared key',
        { [alias]: ['MODEL_ID'], INFERENCE: SHARED },
        {},
        { key: 'INFERENCE', host: 'INFERENCE', model: alias },
      ],
      [
        'another alias',
        { TEAL: OWN, [alias]: OWN, INFERENCE: OWN },
        { attachment: 'TEAL' },
        { key: 'TEAL', host: 'TEAL', model: 'TEAL' },
      ],
      [
        'another alias of a shared plan',
        { TEAL: SHARED, [alias]: OWN },
        { attachment: 'TEAL' },
        { key: 'TEAL', host: 'TEAL' },
      ],
      [
        'INFERENCE by name',
        { [alias]: OWN, INFERENCE: OWN },
        { attachment: 'INFERENCE' },
        { key: 'INFERENCE', host: 'INFERENCE', model: alias },
      ],
      [
        'key and URL in code',
        { [alias]: OWN, INFERENCE: OWN },
        SET,
        { key: 'code', host: 'code.test', model: alias },
      ],
      [
        'a key in code',
        { [alias]: SHARED, INFERENCE: OWN },
        { apiKey: SET.apiKey },
        { key: 'code', host: 'INFERENCE' },
      ],
      [
        'a blank key in code is none',
        { [alias]: SHARED },
        { apiKey: ' ' },
        { key: alias, host: alias },
      ],
      [
        'a URL in code',
        { [alias]: OWN, INFERENCE: OWN },
        { baseURL: SET.baseURL },
        { key: alias, host: 'code.test', model: alias },
      ],
      ['nothing but code', {}, SET, { key: 'code', host: 'code.test' }],
    ],
  )('%s', async (_, given, settings, { key, host, model }) => {
    attach(given);
    const { url, headers } = await call(settings, 'an-id');
    const hostname = ALIASES.includes(host) ? `${host.toLowerCase()}.test` : host;
    expect(url).toBe(`https://${hostname}/v1/${path}`);
    expect(headers?.authorization).toBe(`Bearer ${key === 'code' ? SET.apiKey : `key-of-${key}`}`);
    if (model) expect((await call(settings)).body?.model).toBe(`model-of-${model}`);
    else await expect(call(settings)).rejects.toThrow(`${settings.attachment ?? alias}_MODEL_ID`);
  });

  it('the id in the argument wins', async () => {
    attach({ [alias]: OWN });
    expect((await call({}, 'an-id')).body?.model).toBe('an-id');
  });

  it('the environment is read at the call', async () => {
    attach({ INFERENCE: SHARED });
    expect((await call({}, 'an-id')).url).toContain('inference.test');
    attach({ [alias]: SHARED, INFERENCE: SHARED });
    expect((await call({}, 'an-id')).url).toContain(`${alias.toLowerCase()}.test`);
  });

  it('a key without its URL is an error: no other URL is taken for it', async () => {
    attach({ [alias]: ['KEY'], INFERENCE: SHARED });
    await expect(call({}, 'an-id')).rejects.toThrow(`${alias}_URL`);
  });

  it('without a key the error names both variables, and the command for this kind', async () => {
    attach({});
    const error = await call({}, 'an-id').catch((error) => error);
    expect(error.name).toBe('AI_LoadAPIKeyError');
    expect(error.message).toContain(`${alias}_KEY or INFERENCE_KEY`);
    expect(error.message).toContain(`heroku config:get ${alias}_KEY -a <app>`);
  });

  it.each<[Given, HerokuProviderSettings, string]>([
    [{ [alias]: SHARED, INFERENCE: SHARED }, {}, alias],
    [{ INFERENCE: SHARED }, {}, 'INFERENCE'],
    [{ TEAL: SHARED, [alias]: SHARED }, { attachment: 'TEAL' }, 'TEAL'],
  ])('of %j with %j a refused key is named as %s_KEY', async (given, settings, name) => {
    attach(given);
    const refusal = Response.json(
      { error: { message: 'Invalid API key provided' } },
      { status: 401 },
    );
    const refused = call({ ...settings, fetch: async () => refusal }, 'an-id');
    await expect(refused).rejects.toThrow(`Invalid API key provided. Check apiKey or ${name}_KEY.`);
  });

  it('without the key of another alias the error names that alone', async () => {
    attach({ INFERENCE: OWN, [alias]: OWN });
    const error = await call({ attachment: 'TEAL' }, 'an-id').catch((error) => error);
    expect(error.message).toContain('TEAL_KEY');
    expect(error.message).not.toContain('INFERENCE_KEY');
  });
});
