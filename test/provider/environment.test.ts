import { LoadAPIKeyError, LoadSettingError } from '@ai-sdk/provider';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { toAttachment } from '../../src/provider/attachment';
import * as environment from '../../src/provider/environment';

const TEAL = 'HEROKU_INFERENCE_TEAL';
const VARIABLES = ['KEY', 'URL', 'MODEL_ID'].flatMap((name) => [
  `INFERENCE_${name}`,
  `${TEAL}_${name}`,
]);

const ofChat = (attachment: string) => toAttachment('chat', { attachment });
const loadApiKey = (setting: string | undefined, attachment: string) =>
  environment.loadApiKey(setting, ofChat(attachment));
const loadModelId = (attachment: string, modelId?: string) =>
  environment.loadModelId(ofChat(attachment), modelId);
const loadUrl = (setting: string | undefined, attachment: string, endpoint: string) =>
  environment.loadUrl(setting, ofChat(attachment), endpoint);

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
});

function errorOf(load: () => unknown): Error {
  try {
    load();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('the key', () => {
  test.each([
    ['the setting', 'inf-a', undefined, 'inf-a'],
    ['the variable', undefined, 'inf-b', 'inf-b'],
    ['the setting before the variable', 'inf-a', 'inf-b', 'inf-a'],
    ['a blank setting is none', ' ', 'inf-b', 'inf-b'],
    ['white space around it goes', ' inf-a\n', undefined, 'inf-a'],
    ['around the variable too', undefined, '\tinf-b\r\n', 'inf-b'],
  ])('%s', (_, setting, variable, expected) => {
    vi.stubEnv('INFERENCE_KEY', variable);
    expect(loadApiKey(setting, 'INFERENCE')).toBe(expected);
  });

  test('of another attachment', () => {
    vi.stubEnv('INFERENCE_KEY', 'inf-wrong');
    vi.stubEnv(`${TEAL}_KEY`, 'inf-teal');
    expect(loadApiKey(undefined, TEAL)).toBe('inf-teal');
  });

  test.each([
    ['INFERENCE', 'INFERENCE_KEY'],
    [TEAL, `${TEAL}_KEY`],
  ])(
    'missing for %s: the error names setting, variable and the command that prints it',
    (attachment, variable) => {
      const error = errorOf(() => loadApiKey(undefined, attachment));
      expect(error).toBeInstanceOf(LoadAPIKeyError);
      expect(error.message).toContain('apiKey');
      expect(error.message).toContain(variable);
      expect(error.message).toContain(`heroku config:get ${variable} -a <app>`);
    },
  );

  test("Heroku's platform key is left alone", () => {
    vi.stubEnv('HEROKU_API_KEY', 'platform');
    expect(() => loadApiKey(undefined, 'INFERENCE')).toThrow(LoadAPIKeyError);
  });

  test.each(['inf-a b', 'inf-a\nx', 'inf-ä', 'inf-\u0000', 'inf-…'])(
    'that no header can carry is refused before a header does, and not shown: %j',
    (key) => {
      const error = errorOf(() => loadApiKey(key, 'INFERENCE'));
      expect(error).toBeInstanceOf(LoadAPIKeyError);
      expect(error.message).toMatch(/INFERENCE_KEY/);
      expect(error.message).not.toContain(key);
    },
  );
});

describe('the model id', () => {
  test('comes from the variable of the attachment', () => {
    vi.stubEnv('INFERENCE_MODEL_ID', ' claude-4-5-haiku ');
    vi.stubEnv(`${TEAL}_MODEL_ID`, 'nova-lite');
    expect(loadModelId('INFERENCE')).toBe('claude-4-5-haiku');
    expect(loadModelId(TEAL)).toBe('nova-lite');
  });

  test.each([undefined, '', ' '])('missing (%j): the error names variable and remedy', (value) => {
    vi.stubEnv('INFERENCE_MODEL_ID', value);
    const error = errorOf(() => loadModelId('INFERENCE'));
    expect(error).toBeInstanceOf(LoadSettingError);
    expect(error.message).toContain('INFERENCE_MODEL_ID');
    expect(error.message).toContain('heroku(id)');
  });

  test('is sent as it is given; a blank one is an error', () => {
    vi.stubEnv('INFERENCE_MODEL_ID', 'nova-lite');
    expect(loadModelId('INFERENCE', 'any-id')).toBe('any-id');
    for (const blank of ['', ' '])
      expect(errorOf(() => loadModelId('INFERENCE', blank))).toBeInstanceOf(LoadSettingError);
  });
});

describe('the URL', () => {
  test.each([
    ['https://eu.inference.heroku.com', 'https://eu.inference.heroku.com/v1/chat/completions'],
    ['https://host.test/', 'https://host.test/v1/chat/completions'],
    ['https://host.test/v1', 'https://host.test/v1/chat/completions'],
    ['https://host.test/v1/', 'https://host.test/v1/chat/completions'],
    ['https://host.test//v1', 'https://host.test/v1/chat/completions'],
    ['https://host.test/v1/v1', 'https://host.test/v1/chat/completions'],
    ['https://host.test/v1//v1/', 'https://host.test/v1/chat/completions'],
    ['https://host.test/v1/chat/completions', 'https://host.test/v1/chat/completions'],
    ['https://host.test/v1/chat/completions/', 'https://host.test/v1/chat/completions'],
    ['https://host.test/chat/completions', 'https://host.test/v1/chat/completions'],
    ['https://host.test/proxy', 'https://host.test/proxy/v1/chat/completions'],
    ['https://host.test/proxy/v1', 'https://host.test/proxy/v1/chat/completions'],
    ['https://host.test/v1beta', 'https://host.test/v1beta/v1/chat/completions'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v1/chat/completions'],
    ['HTTPS://Host.test', 'https://host.test/v1/chat/completions'],
    ['https://host.test/v1?team=a', 'https://host.test/v1/chat/completions?team=a'],
    [' https://host.test\n', 'https://host.test/v1/chat/completions'],
  ])('%j, as a setting and as a variable', (base, expected) => {
    expect(loadUrl(base, 'INFERENCE', 'chat/completions')).toBe(expected);
    vi.stubEnv('INFERENCE_URL', base);
    expect(loadUrl(undefined, 'INFERENCE', 'chat/completions')).toBe(expected);
  });

  test('default: the US region', () => {
    expect(loadUrl(undefined, 'INFERENCE', 'chat/completions')).toBe(
      'https://us.inference.heroku.com/v1/chat/completions',
    );
  });

  test('another attachment has no default where its key is set', () => {
    vi.stubEnv(`${TEAL}_KEY`, 'inf-teal');
    const error = errorOf(() => loadUrl(undefined, TEAL, 'chat/completions'));
    expect(error).toBeInstanceOf(LoadSettingError);
    expect(error.message).toContain(`${TEAL}_URL`);
    expect(loadUrl('https://host.test', TEAL, 'rerank')).toBe('https://host.test/v1/rerank');
  });

  test('the setting before the variable, and each attachment its own', () => {
    vi.stubEnv('INFERENCE_URL', 'https://wrong.test');
    vi.stubEnv(`${TEAL}_URL`, 'https://teal.test');
    expect(loadUrl('https://right.test', 'INFERENCE', 'chat/completions')).toMatch(
      'https://right.test/',
    );
    expect(loadUrl(undefined, TEAL, 'chat/completions')).toMatch('https://teal.test/');
  });

  test('a good one before it lets no bad one pass, nor does asking again', () => {
    const load = (base: string) => () => loadUrl(base, 'INFERENCE', 'rerank');
    expect(load('https://host.test')()).toBe('https://host.test/v1/rerank');
    expect(load('host.test')).toThrow(LoadSettingError);
    expect(load('host.test')).toThrow(LoadSettingError);
    expect(load('')).toThrow(LoadSettingError);
    expect(load('https://host.test')()).toBe('https://host.test/v1/rerank');
  });

  test('a provider that keeps its URLs asks the variables each time', () => {
    const keep = environment.createLoadUrl();
    const load = (endpoint = 'rerank') => keep(undefined, ofChat('INFERENCE'), endpoint);
    vi.stubEnv('INFERENCE_URL', 'https://a.test');
    expect([load(), load(), load('embeddings')]).toEqual([
      'https://a.test/v1/rerank',
      'https://a.test/v1/rerank',
      'https://a.test/v1/embeddings',
    ]);
    vi.stubEnv('INFERENCE_URL', 'https://b.test');
    expect(load()).toBe('https://b.test/v1/rerank');
    vi.stubEnv('INFERENCE_URL', 'b.test');
    expect(load).toThrow(LoadSettingError);
    expect(load).toThrow(LoadSettingError);
  });

  test('a provider that keeps its URLs has none for an attachment whose key is set later', () => {
    const load = environment.createLoadUrl();
    expect(load(undefined, ofChat(TEAL), 'rerank')).toMatch('us.inference.heroku.com');
    vi.stubEnv(`${TEAL}_KEY`, 'inf-teal');
    expect(() => load(undefined, ofChat(TEAL), 'rerank')).toThrow(LoadSettingError);
  });

  const malformed = ['host.test', '/v1', 'ftp://host.test', 'https://', 'https://a b', ''];

  test.each(malformed)(
    'malformed setting %j: the error names setting, value and a valid one',
    (base) => {
      const error = errorOf(() => loadUrl(base, 'INFERENCE', 'chat/completions'));
      expect(error).toBeInstanceOf(LoadSettingError);
      expect(error.message).toContain('baseURL');
      expect(error.message).toContain(`"${base}"`);
      expect(error.message).toMatch(/https:\/\/(us\.inference\.heroku\.com|host\.test)/);
    },
  );

  test.each(malformed.filter(Boolean))(
    'malformed variable %j: the error names it and the value',
    (base) => {
      vi.stubEnv(`${TEAL}_URL`, base);
      const error = errorOf(() => loadUrl(undefined, TEAL, 'chat/completions'));
      expect(error).toBeInstanceOf(LoadSettingError);
      expect(error.message).toContain(`${TEAL}_URL`);
      expect(error.message).toContain(`"${base}"`);
      expect(error.message).toContain(`heroku config:get ${TEAL}_URL -a <app>`);
    },
  );
});

test.each([
  ['without a process', undefined],
  ['where a bundler has put an empty one', {}],
])('a runtime %s has no variables, and says so in the same words', (_, process) => {
  vi.stubGlobal('process', process);
  try {
    expect(loadUrl(undefined, 'INFERENCE', 'chat/completions')).toMatch('us.inference.heroku.com');
    expect(errorOf(() => loadApiKey(undefined, 'INFERENCE'))).toBeInstanceOf(LoadAPIKeyError);
  } finally {
    vi.unstubAllGlobals();
  }
});
