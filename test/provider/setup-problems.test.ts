import { LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';
import { describe, expect, test, vi } from 'vitest';
import { createHeroku, type HerokuProviderSettings } from '../../src';

const KEY = 'inf-01234567-89ab-4cde-8f01-23456789abcd';
const URL_ = 'https://eu.inference.heroku.com';
const RIGHT = { INFERENCE_URL: URL_, INFERENCE_KEY: KEY, INFERENCE_MODEL_ID: 'claude-4-5-sonnet' };

type Variables = Record<string, string | undefined>;
type Row = {
  name: string;
  variables: Variables;
  settings?: HerokuProviderSettings;
  modelId?: string;
  /** Words of the problem and of the remedy. */
  words: (string | RegExp)[];
};

async function errorOf({ variables, settings, modelId }: Row): Promise<Error | undefined> {
  for (const name of Object.keys(process.env))
    if (/^(INFERENCE|HEROKU)_/.test(name)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const fetch = async () => new Response('{"choices":[{"message":{"content":"Hello"}}]}');
  try {
    await createHeroku({ fetch, ...settings })(modelId).doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    });
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

const without = (name: string): Variables => ({ ...RIGHT, [name]: undefined });
const withKey = (INFERENCE_KEY: string) => ({ ...RIGHT, INFERENCE_KEY });
const withUrl = (INFERENCE_URL: string) => ({ ...RIGHT, INFERENCE_URL });
const withModel = (INFERENCE_MODEL_ID: string) => ({ ...RIGHT, INFERENCE_MODEL_ID });

const keys: Row[] = [
  {
    name: 'a key that was not exported',
    variables: without('INFERENCE_KEY'),
    words: ['INFERENCE_KEY', '`export INFERENCE_KEY=$(heroku config:get INFERENCE_KEY -a <app>)`'],
  },
  {
    name: "a key of Heroku's platform in another variable",
    variables: { ...without('INFERENCE_KEY'), HEROKU_API_KEY: 'HRKU-0123' },
    words: ['HEROKU_API_KEY', 'platform', 'heroku config:get INFERENCE_KEY -a <app>'],
  },
  {
    name: 'a key under another attachment',
    variables: { ...without('INFERENCE_KEY'), HEROKU_INFERENCE_TEAL_KEY: KEY },
    words: ['HEROKU_INFERENCE_TEAL_KEY', "createHeroku({ attachment: 'HEROKU_INFERENCE_TEAL' })"],
  },
  {
    name: 'an attachment in lower case',
    variables: RIGHT,
    settings: { attachment: 'inference' },
    words: ['inference_KEY', "attachment: 'INFERENCE'"],
  },
  {
    name: 'an attachment named by its add-on',
    variables: RIGHT,
    settings: { attachment: 'heroku-inference-teal' },
    words: ["attachment: 'HEROKU_INFERENCE_TEAL'"],
  },
  {
    name: 'an attachment named by its variable',
    variables: RIGHT,
    settings: { attachment: 'INFERENCE_KEY' },
    words: ["attachment: 'INFERENCE'"],
  },
  {
    name: 'a key behind the word Bearer',
    variables: withKey(`Bearer ${KEY}`),
    words: ['INFERENCE_KEY begins with "Bearer"', 'Remove that word'],
  },
  {
    name: 'the same as a setting',
    variables: RIGHT,
    settings: { apiKey: `bearer ${KEY}` },
    words: ['apiKey begins with "Bearer"'],
  },
  ...['"', "'", '`'].map((quote) => ({
    name: `a key in ${quote}`,
    variables: withKey(`${quote}${KEY}${quote}`),
    words: ['INFERENCE_KEY has quotation marks', 'Remove them'],
  })),
  ...[`"${KEY}`, `${KEY}'`].map((value) => ({
    name: `a key with one quotation mark, ${value.replace(KEY, 'KEY')}`,
    variables: withKey(value),
    words: ['INFERENCE_KEY has a quotation mark at one end', 'Remove it'],
  })),
  {
    name: 'a key with a line end that was not read as one',
    variables: withKey(`${KEY}\\n`),
    words: ['INFERENCE_KEY ends with the characters \\n', 'Remove them'],
  },
  ...[`INFERENCE_KEY=${KEY}`, `INFERENCE_KEY: ${KEY}`, `export TEAL_KEY=${KEY}`].map((value) => ({
    name: `a key with its variable, ${value.replace(KEY, 'KEY')}`,
    variables: withKey(value),
    words: ['INFERENCE_KEY begins with the name of a variable'],
  })),
  ...['<your key>', 'your-key-here', 'inf-...', '****'].map((value) => ({
    name: `a placeholder, ${value}`,
    variables: withKey(value),
    words: [`INFERENCE_KEY is a placeholder: "${value}"`],
  })),
  {
    name: 'a URL in place of the key',
    variables: withKey(URL_),
    words: ['INFERENCE_KEY is a URL', 'heroku config:get INFERENCE_KEY -a <app>'],
  },
  {
    name: "a key of Heroku's platform",
    variables: withKey('HRKU-01234567-89ab'),
    words: ['INFERENCE_KEY', 'platform'],
  },
  {
    name: 'a command that no shell ran',
    variables: withKey('$(heroku config:get INFERENCE_KEY -a app)'),
    words: ['INFERENCE_KEY contains a shell command'],
  },
  {
    name: 'the word undefined',
    variables: withKey('undefined'),
    words: ['INFERENCE_KEY is the word "undefined"'],
  },
  {
    name: 'white space inside',
    variables: withKey(KEY.replace('-89', ' -89')),
    words: ['INFERENCE_KEY contains a character that is not allowed in an HTTP header'],
  },
];

const settings: Row[] = [
  ...[
    ['us.inference.heroku.com', 'https://us.inference.heroku.com'],
    ['eu.inference.heroku.com/v1', 'https://eu.inference.heroku.com/v1'],
    ['//us.inference.heroku.com', 'https://us.inference.heroku.com'],
    ['localhost:5000', 'http://localhost:5000'],
    ['127.0.0.1:5000', 'http://127.0.0.1:5000'],
  ].map(([url = '', right = '']) => ({
    name: `a URL without scheme, ${url}`,
    variables: withUrl(url),
    words: ['INFERENCE_URL does not begin with https://', `"${url}"`, `Use ${right}.`],
  })),
  {
    name: 'the same as a setting',
    variables: RIGHT,
    settings: { baseURL: 'us.inference.heroku.com' },
    words: ['baseURL does not begin with https://'],
  },
  {
    name: 'the key in place of the URL',
    variables: withUrl(KEY),
    words: ['INFERENCE_URL contains an API key', 'heroku config:get INFERENCE_URL -a <app>'],
  },
  ...[`https://${KEY}@eu.inference.heroku.com`, `${URL_}/v1?key=${KEY}`, `${URL_}/${KEY}`].map(
    (url) => ({
      name: `a URL with a key in it, ${url.replace(KEY, 'KEY')}`,
      variables: withUrl(url),
      words: ['INFERENCE_URL contains an API key', /inf-\.\.\.|\/\/\.\.\.@/],
    }),
  ),
  {
    name: 'a URL in quotation marks',
    variables: withUrl(`"${URL_}"`),
    words: ['INFERENCE_URL has quotation marks'],
  },
  {
    name: 'a URL made of an unset value',
    variables: withUrl('undefined/v1'),
    words: ['INFERENCE_URL is the word "undefined/v1"'],
  },
  {
    name: 'a URL that would send the key unencrypted',
    variables: withUrl('http://eu.inference.heroku.com'),
    words: ['INFERENCE_URL begins with http://', 'Use https://eu.inference.heroku.com.'],
  },
  {
    name: 'the URL of another service',
    variables: withUrl('postgres://someone:inf-secret@db.test/x'),
    words: ['INFERENCE_URL', 'heroku config:get INFERENCE_URL -a <app>'],
  },
  {
    name: 'a URL with its variable',
    variables: withUrl(`INFERENCE_URL=${URL_}`),
    words: ['INFERENCE_URL begins with the name of a variable'],
  },
  {
    name: 'the address of the platform API',
    variables: withUrl('https://api.heroku.com'),
    words: ['INFERENCE_URL', 'https://us.inference.heroku.com'],
  },
  {
    name: 'an attachment with a key and without URL',
    variables: { ...RIGHT, TEAL_KEY: KEY },
    settings: { attachment: 'TEAL' },
    words: ['TEAL_KEY is set, but TEAL_URL is not', 'heroku config:get TEAL_URL -a <app>'],
  },
  {
    name: 'a blank model id',
    variables: RIGHT,
    modelId: '',
    words: ['model id is blank', "heroku('claude-4-5-sonnet')", 'ai-sdk-provider-heroku models'],
  },
];

const badModelIds: Row[] = [
  ['an API key', KEY, 'API key'],
  ['a URL', 'https://us.inference.heroku.com', 'URL'],
  ['two words', 'nova lite', 'white space: "nova lite"'],
].map(([name = '', modelId = '', words = '']) => ({
  name: `${name} as model id`,
  variables: RIGHT,
  modelId,
  words: [words, "heroku('claude-4-5-sonnet')", 'ai-sdk-provider-heroku models'],
}));

const noModelId: Row[] = [
  ...['teal', ' TEAL', 'TEAL_URL'].map((attachment) => ({
    name: `no model id and the attachment "${attachment}"`,
    variables: { TEAL_KEY: KEY, TEAL_URL: URL_ },
    settings: { attachment },
    words: ["Use attachment: 'TEAL'"],
  })),
  {
    name: 'no model id and a blank attachment',
    variables: RIGHT,
    settings: { attachment: ' ' },
    words: ['attachment is blank', 'Leave it out'],
  },
  {
    name: 'no model id on the standard plan',
    variables: without('INFERENCE_MODEL_ID'),
    words: ['INFERENCE_MODEL_ID', 'standard plan', "heroku('claude-4-5-sonnet')"],
  },
  {
    name: 'no model id and nothing else',
    variables: {},
    words: ["heroku('claude-4-5-sonnet')", 'heroku config:get INFERENCE_MODEL_ID -a <app>'],
  },
  {
    name: 'a blank variable',
    variables: withModel(' '),
    words: ['There is no model id', "heroku('claude-4-5-sonnet')"],
  },
  {
    name: 'a model id in quotation marks',
    variables: withModel("'nova-lite'"),
    words: ['INFERENCE_MODEL_ID has quotation marks'],
  },
];

describe.each([
  ['LoadAPIKeyError', LoadAPIKeyError, keys],
  ['LoadSettingError', LoadSettingError, [...settings, ...badModelIds]],
  ['LoadSettingError without a model id', LoadSettingError, noModelId],
] as const)('%s', (_, errorClass, rows) => {
  test.each([...rows])('$name', async (row) => {
    const modelId = row.modelId ?? (rows === noModelId ? undefined : 'claude-4-5-sonnet');
    const error = await errorOf({ ...row, ...(modelId !== undefined && { modelId }) });
    expect(error).toBeInstanceOf(errorClass);
    for (const words of row.words) expect(error?.message).toMatch(words);
    // No remedy costs money, and no key is shown.
    expect(error?.message).not.toMatch(/models:create|addons:create/);
    expect(error?.message).not.toContain(KEY.slice(4));
  });
});

test.each<[string, Variables]>([
  ['all three variables', RIGHT],
  ['white space around them', { ...RIGHT, INFERENCE_KEY: ` ${KEY}\n`, INFERENCE_URL: ` ${URL_} ` }],
  ['no URL: the US region', without('INFERENCE_URL')],
  ['a key of another form', withKey('secret')],
  ['a key in base64', withKey('QUJDRA==')],
  ['a local server without TLS', withUrl('http://127.0.0.1:5000')],
  ['a host that begins like a key', withUrl('https://inf-proxy.test')],
  ["the platform's key beside the right one", { ...RIGHT, HEROKU_API_KEY: 'HRKU-0123' }],
])('no error: %s', async (name, variables) => {
  expect(await errorOf({ name, variables, words: [], modelId: 'any' })).toBeUndefined();
});

test('white space around a model id is not sent', () => {
  expect(createHeroku()(' nova-lite\n').modelId).toBe('nova-lite');
});
