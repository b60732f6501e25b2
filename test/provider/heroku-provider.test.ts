import { LoadAPIKeyError, LoadSettingError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { createProviderRegistry, customProvider, generateText, wrapLanguageModel } from 'ai';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import {
  createHeroku,
  HerokuChatLanguageModel,
  type HerokuProviderSettings,
  heroku,
  VERSION,
} from '../../src';
import { createLocalHeroku, LOCAL_KEY } from '../../src/local';
import { scriptedFetch, TEST_PROMPT } from '../support/scripted-model';

const TEAL = 'HEROKU_INFERENCE_TEAL';

beforeEach(() => {
  for (const name of ['KEY', 'URL', 'MODEL_ID']) {
    vi.stubEnv(`INFERENCE_${name}`, undefined);
    vi.stubEnv(`${TEAL}_${name}`, undefined);
  }
});

/** A provider and the requests that arrive. */
function providerWith(settings: HerokuProviderSettings = {}) {
  const server = createLocalHeroku();
  const provider = createHeroku({ apiKey: LOCAL_KEY, fetch: server.fetch, ...settings });
  return { provider, requests: server.requests };
}

const ANSWER = { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] };

/** The headers of a call's one request. */
async function headersOf(
  settings: HerokuProviderSettings,
  headers?: Record<string, string | undefined>,
): Promise<Record<string, string>> {
  const { fetch, requests } = scriptedFetch(JSON.stringify(ANSWER));
  const model = createHeroku({ fetch, ...settings })('claude-4-5-sonnet');
  await model.doGenerate({ prompt: TEST_PROMPT, headers });
  expect(requests).toHaveLength(1);
  return requests[0]?.headers ?? {};
}

describe('models', () => {
  const { provider } = providerWith();

  test.each([
    ['heroku(id)', () => provider('claude-4-5-sonnet')],
    ['heroku.languageModel(id)', () => provider.languageModel('claude-4-5-sonnet')],
    ['heroku.chat(id)', () => provider.chat('claude-4-5-sonnet')],
  ])('%s', (_, create) => {
    const model = create();
    expect(model).toBeInstanceOf(HerokuChatLanguageModel);
    expect(model.modelId).toBe('claude-4-5-sonnet');
    expect(model.provider).toBe('heroku.chat');
    expect(model.specificationVersion).toBe('v2');
  });

  test('any id is taken', () => {
    expect(provider('next-year/1').modelId).toBe('next-year/1');
  });

  test.each([
    ['embedding', 'heroku.embedding', 'v2'],
    ['embeddingModel', 'heroku.embedding', 'v2'],
    ['textEmbeddingModel', 'heroku.embedding', 'v2'],
    ['reranking', 'heroku.reranking', 'v3'],
    ['rerankingModel', 'heroku.reranking', 'v3'],
    ['image', 'heroku.image', 'v2'],
    ['imageModel', 'heroku.image', 'v2'],
  ] as const)('%s', (method, provider_, specificationVersion) => {
    const model = provider[method]('an-id');
    expect(model).toMatchObject({ modelId: 'an-id', provider: provider_, specificationVersion });
  });

  test('without an id, the variable of the attachment names the model', () => {
    expect(() => heroku()).toThrow(LoadSettingError);
    vi.stubEnv('INFERENCE_MODEL_ID', 'claude-4-5-haiku');
    vi.stubEnv(`${TEAL}_MODEL_ID`, 'nova-lite');
    expect(heroku().modelId).toBe('claude-4-5-haiku');
    expect(heroku.languageModel().modelId).toBe('claude-4-5-haiku');
    expect(heroku.chat().modelId).toBe('claude-4-5-haiku');
    expect(createHeroku({ attachment: TEAL })().modelId).toBe('nova-lite');
  });

  test('the name is the prefix of `provider` and the key of the options', async () => {
    const { provider, requests } = providerWith({ name: 'teal' });
    const model = provider('claude-4-5-sonnet');
    expect(model.provider).toBe('teal.chat');
    const { providerMetadata } = await model.doGenerate({
      prompt: TEST_PROMPT,
      providerOptions: { teal: { reasoningEffort: 'low' }, heroku: { unknown: 1 } },
    });
    expect(requests[0]?.body).toHaveProperty('reasoning_effort', 'low');
    expect(Object.keys(providerMetadata ?? {})).toEqual(['teal']);
  });

  test('images: Heroku fetches https URLs itself, with or without a query', () => {
    const [url] = provider('claude-4-5-sonnet').supportedUrls['image/*'] ?? [];
    expect('https://host.test/a.png?x=1').toMatch(url as RegExp);
    expect('http://host.test/a.png').not.toMatch(url as RegExp);
    expect('data:image/png;base64,https://').not.toMatch(url as RegExp);
    expect(Object.keys(provider('x').supportedUrls)).toEqual(['image/*']);
  });
});

describe('the environment is read at the call', () => {
  test('not when the provider or the model is made', async () => {
    const server = createLocalHeroku();
    const model = createHeroku({ fetch: server.fetch })('claude-4-5-sonnet');
    vi.stubEnv('INFERENCE_KEY', LOCAL_KEY);
    vi.stubEnv('INFERENCE_URL', 'https://eu.inference.heroku.com');
    await model.doGenerate({ prompt: TEST_PROMPT });
    expect(server.requests[0]).toMatchObject({
      status: 200,
      url: 'https://eu.inference.heroku.com/v1/chat/completions',
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
  });

  test('a key that was rotated is taken at the next call', async () => {
    const server = createLocalHeroku();
    const model = createHeroku({ fetch: server.fetch })('claude-4-5-sonnet');
    vi.stubEnv('INFERENCE_KEY', 'inf-old');
    await expect(model.doGenerate({ prompt: TEST_PROMPT })).rejects.toThrow('Invalid API key');
    vi.stubEnv('INFERENCE_KEY', LOCAL_KEY);
    await model.doGenerate({ prompt: TEST_PROMPT });
  });

  test('of the attachment that was named', async () => {
    const server = createLocalHeroku();
    vi.stubEnv('INFERENCE_KEY', 'inf-wrong');
    vi.stubEnv(`${TEAL}_KEY`, LOCAL_KEY);
    vi.stubEnv(`${TEAL}_URL`, 'https://teal.test/v1');
    await createHeroku({ attachment: TEAL, fetch: server.fetch })('nova-lite').doGenerate({
      prompt: TEST_PROMPT,
    });
    expect(server.requests[0]?.url).toBe('https://teal.test/v1/chat/completions');
  });

  test.each(['doGenerate', 'doStream'] as const)(
    'a missing key rejects %s before anything is sent',
    async (mode) => {
      const server = createLocalHeroku();
      const model = createHeroku({ fetch: server.fetch })('claude-4-5-sonnet');
      await expect(model[mode]({ prompt: TEST_PROMPT })).rejects.toThrow(LoadAPIKeyError);
      expect(server.requests).toEqual([]);
    },
  );

  test.each(['doGenerate', 'doStream'] as const)('a malformed URL rejects %s', async (mode) => {
    const { provider, requests } = providerWith({ baseURL: 'undefined/v1' });
    await expect(provider('claude-4-5-sonnet')[mode]({ prompt: TEST_PROMPT })).rejects.toThrow(
      '"undefined/v1"',
    );
    expect(requests).toEqual([]);
  });

  test.each(['doGenerate', 'doStream'] as const)('what cannot be sent rejects %s', async (mode) => {
    const { provider } = providerWith();
    const prompt = [
      {
        role: 'user' as const,
        content: [{ type: 'file' as const, mediaType: 'application/pdf', data: 'AAAA' }],
      },
    ];
    await expect(provider('claude-4-5-sonnet')[mode]({ prompt })).rejects.toThrow(
      UnsupportedFunctionalityError,
    );
  });
});

describe('headers', () => {
  test('of a plain call', async () => {
    expect(await headersOf({ apiKey: 'inf-a' })).toEqual({
      authorization: 'Bearer inf-a',
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(
        new RegExp(
          `^ai-sdk-provider-heroku/${VERSION.replaceAll('.', '\\.')} ai-sdk/provider-utils/`,
        ),
      ),
    });
  });

  test.each<
    [
      string,
      HerokuProviderSettings['headers'],
      Record<string, string | undefined> | undefined,
      object,
    ]
  >([
    ["the settings'", { 'X-App': 'a' }, undefined, { 'x-app': 'a' }],
    ["the call's", undefined, { 'X-App': 'b' }, { 'x-app': 'b' }],
    ['the call wins, whatever the case', { 'x-app': 'a' }, { 'X-APP': 'b' }, { 'x-app': 'b' }],
    ['both are sent', { 'x-a': 'a' }, { 'x-b': 'b' }, { 'x-a': 'a', 'x-b': 'b' }],
    ['the later of one source too', { 'x-app': 'a', 'X-App': 'b' }, undefined, { 'x-app': 'b' }],
    ['one that was removed, set again', { 'x-a': undefined }, { 'X-A': 'b' }, { 'x-a': 'b' }],
    ['an empty value', { 'x-a': 'a' }, { 'x-a': '' }, { 'x-a': '' }],
    [
      'an authorization of the caller',
      { Authorization: 'Basic x' },
      undefined,
      { authorization: 'Basic x' },
    ],
    [
      'one of the call',
      { authorization: 'Basic x' },
      { Authorization: 'Basic y' },
      { authorization: 'Basic y' },
    ],
    [
      'a content type of the caller, once',
      undefined,
      { 'Content-Type': 'application/json; charset=utf-8' },
      { 'content-type': 'application/json; charset=utf-8' },
    ],
  ])('%s', async (_, ofSettings, ofCall, expected) => {
    expect(await headersOf({ apiKey: 'inf-a', headers: ofSettings }, ofCall)).toMatchObject(
      expected,
    );
  });

  test('undefined removes one, of the settings and of the provider', async () => {
    const headers = await headersOf(
      { apiKey: 'inf-a', headers: { 'x-a': 'a', 'x-b': 'b' } },
      { 'X-A': undefined, Authorization: undefined },
    );
    expect(headers).not.toHaveProperty('x-a');
    expect(headers).not.toHaveProperty('authorization');
    expect(headers['x-b']).toBe('b');
  });

  test('a caller who brings or removes the authorization needs no key', async () => {
    await headersOf({ headers: { authorization: 'Basic x' } });
    await headersOf({}, { authorization: undefined });
  });

  test("the caller's User-Agent stays, ours comes after it", async () => {
    for (const name of ['User-Agent', 'user-agent']) {
      const headers = await headersOf({ apiKey: 'inf-a' }, { [name]: 'my-app/1.0' });
      expect(headers['user-agent']).toMatch(/^my-app\/1\.0 ai-sdk-provider-heroku\/\d/);
      expect(headers['user-agent']?.match(/ai-sdk-provider-heroku/g)).toHaveLength(1);
    }
  });

  test('promptCaching: false sends the header, and a header of the caller wins', async () => {
    const requests: Record<string, string>[] = [];
    const server = createLocalHeroku({ onRequest: ({ headers }) => requests.push(headers) });
    const model = createHeroku({ apiKey: LOCAL_KEY, fetch: server.fetch })('claude-4-5-sonnet');
    const providerOptions = { heroku: { promptCaching: false } };
    await model.doGenerate({ prompt: TEST_PROMPT, providerOptions });
    await model.doGenerate({ prompt: TEST_PROMPT });
    await model.doGenerate({
      prompt: TEST_PROMPT,
      providerOptions,
      headers: { 'X-Heroku-Prompt-Caching': 'true' },
    });
    expect(requests.map((headers) => headers['x-heroku-prompt-caching'])).toEqual([
      'false',
      undefined,
      'true',
    ]);
  });

  test('the objects of the caller are left alone', async () => {
    const settings = Object.freeze({ 'X-A': 'a' });
    const call = Object.freeze({ 'X-B': undefined });
    await headersOf(Object.freeze({ apiKey: 'inf-a', headers: settings }), call);
  });
});

describe('with the AI SDK', () => {
  afterEach(() => {
    globalThis.AI_SDK_DEFAULT_PROVIDER = undefined;
  });

  test('the example of its Heroku page, with another import and factory', async () => {
    const server = createLocalHeroku();
    vi.stubEnv('INFERENCE_URL', 'https://us.inference.heroku.com');
    vi.stubEnv('INFERENCE_KEY', LOCAL_KEY);
    const provider = createHeroku({
      name: 'heroku',
      baseURL: `${process.env.INFERENCE_URL}/v1`,
      apiKey: process.env.INFERENCE_KEY,
      fetch: server.fetch,
    });
    const { text } = await generateText({ model: provider('claude-4-5-haiku'), prompt: 'Hello' });
    expect(text).toContain('You said: Hello');
  });

  test.each<
    [
      string,
      (provider: ReturnType<typeof createHeroku>) => Parameters<typeof generateText>[0]['model'],
    ]
  >([
    [
      'createProviderRegistry',
      (provider) =>
        createProviderRegistry({ heroku: provider }).languageModel('heroku:claude-4-5-sonnet'),
    ],
    [
      'customProvider',
      (provider) =>
        customProvider({ languageModels: { fast: provider('claude-4-5-sonnet') } }).languageModel(
          'fast',
        ),
    ],
    [
      'a fallback provider',
      (provider) =>
        customProvider({ fallbackProvider: provider }).languageModel('claude-4-5-sonnet'),
    ],
    [
      'wrapLanguageModel',
      (provider) => wrapLanguageModel({ model: provider('claude-4-5-sonnet'), middleware: {} }),
    ],
    [
      'the global default provider',
      (provider) => {
        globalThis.AI_SDK_DEFAULT_PROVIDER = provider;
        return 'claude-4-5-sonnet';
      },
    ],
  ])('%s', async (_, toModel) => {
    const { provider, requests } = providerWith();
    const { text } = await generateText({ model: toModel(provider), prompt: 'Hello' });
    expect(text).toContain('You said: Hello');
    expect(requests[0]?.body).toHaveProperty('model', 'claude-4-5-sonnet');
  });
});

test('VERSION is that of the package', () => {
  expect(VERSION).toBe(packageJson.version);
});
