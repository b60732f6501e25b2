import { createLocalHeroku, type LocalHerokuOptions } from 'ai-sdk-provider-heroku/local';
import { expect, test } from 'vitest';
import { answerQuestion, tellStory } from './app';

/** A local Heroku in this process, and the settings that lead to it. */
function open(options?: LocalHerokuOptions) {
  const local = createLocalHeroku(options);
  return { local, settings: { apiKey: local.key, fetch: local.fetch } };
}

test('a text', async () => {
  const { settings } = open({ answer: () => ({ text: 'Once there was a dyno.' }) });
  expect(await tellStory('dynos', settings)).toBe('Once there was a dyno.');
});

test('a tool loop: the built-in script calls the tool that the question mentions', async () => {
  const { local, settings } = open();
  expect(await answerQuestion('What is the weather in Oslo?', settings)).toContain('"celsius":21');
  const result = { role: 'tool', content: '{"city":"Oslo","celsius":21}' };
  expect(local.requests).toMatchObject([
    { body: { messages: [{ role: 'user' }] } },
    { body: { messages: [{ role: 'user' }, { role: 'assistant' }, result] } },
  ]);
});

test('an error, in the words of Heroku', async () => {
  const { settings } = open({
    answer: () => ({ status: 503, error: { message: 'The model is overloaded' } }),
  });
  await expect(answerQuestion('Are you there?', settings)).rejects.toThrow('overloaded');
});

test('a stream that is cut', async () => {
  const { settings } = open({ answer: () => ({ text: 'Once there was a dyno.', cutAfter: 4 }) });
  expect(await tellStory('dynos', settings)).toMatch(/^Once there .*\[The line broke\.\]$/);
});

test('what Heroku would refuse is refused', async () => {
  const { local, settings } = open();
  const response = await settings.fetch('http://heroku/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: `Bearer ${local.key}` },
    body: JSON.stringify({
      model: 'claude-4-5-sonnet',
      messages: [{ role: 'user', content: '' }],
    }),
  });
  expect(response.status).toBe(400);
  expect(local.requests[0]?.refusedBy).toBe('content-required');
});
