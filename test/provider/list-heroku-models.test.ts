import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { listHerokuModels } from '../../src';
import { scriptedJson } from '../support/json-server';

afterEach(() => vi.unstubAllEnvs());

const list = (answer: object, baseURL?: string) => {
  const script = scriptedJson(answer);
  return { ...script, models: listHerokuModels({ baseURL, fetch: script.fetch }) };
};

it('reads what the list says, and keeps what is new in it', async () => {
  const haiku = {
    model_id: 'claude-3-5-haiku',
    regions: ['us'],
    state: 'deprecated',
    deprecation_date: '2026-05-12T00:00:00Z',
    eol_date: '2026-06-12T00:00:00Z',
    replacement_model: 'claude-4-5-haiku',
    type: ['text-to-text'],
  };
  const future = {
    model_id: 'x',
    regions: ['jp'],
    type: ['text-to-video'],
    state: 'preview',
    a: 1,
  };
  const old = { model_id: 'y', regions: ['eu', 'us'], type: 'text-to-score' };
  expect(await list([haiku, future, old]).models).toEqual([
    {
      id: 'claude-3-5-haiku',
      kinds: ['text-to-text'],
      regions: ['us'],
      state: 'deprecated',
      deprecationDate: '2026-05-12T00:00:00Z',
      endOfLifeDate: '2026-06-12T00:00:00Z',
      replacement: 'claude-4-5-haiku',
      raw: haiku,
    },
    { id: 'x', kinds: ['text-to-video'], regions: ['jp'], state: 'preview', raw: future },
    { id: 'y', kinds: ['text-to-score'], regions: ['eu', 'us'], raw: old },
  ]);
});

it('passes over entries that are none', async () => {
  expect(await list([null, 'x', {}, { model_id: 'a', regions: null }]).models).toEqual([
    { id: 'a', kinds: [], regions: [], raw: { model_id: 'a', regions: null } },
  ]);
});

it('does not take a list of something else for one without models', async () => {
  await expect(list([{ name: 'a' }, 'b']).models).rejects.toThrow('no list of models');
  expect(await list([]).models).toEqual([]);
});

describe('the request', () => {
  test.each([
    ['https://eu.test', 'https://eu.test/available-models'],
    ['https://eu.test/v1/', 'https://eu.test/available-models'],
    ['https://eu.test/proxy/v1/chat/completions', 'https://eu.test/proxy/available-models'],
  ])('of %s', async (baseURL, url) => {
    const { models, requests } = list([], baseURL);
    await models;
    expect(requests).toMatchObject([{ url }]);
  });

  it('has no key, wherever one is', async () => {
    vi.stubEnv('INFERENCE_KEY', 'inf-secret-secret');
    vi.stubEnv('INFERENCE_URL', 'https://env.test');
    const { models, requests } = list([]);
    await models;
    expect(requests[0]?.url).toBe('https://env.test/available-models');
    expect(JSON.stringify(requests)).not.toMatch(/authorization|secret/);
    expect(requests[0]?.headers['user-agent']).toContain('ai-sdk-provider-heroku/');
  });
});

test.each([
  [Response.json({ error: 'Down' }, { status: 503 }), 'Down', true],
  [Response.json({ models: [] }), 'no list of models', false],
  [new Response('<title>Hello</title>'), 'an HTML page (Hello)', false],
])('errors have the words of the server', async (answer, message, isRetryable) => {
  const error = await list(answer, 'https://eu.test').models.catch((error) => error);
  expect(error.message).toContain(message);
  expect(error.isRetryable).toBe(isRetryable);
});
