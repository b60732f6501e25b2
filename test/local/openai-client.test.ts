import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalHeroku, GREETING, type ListeningHeroku } from '../../src/local';

// Heroku says that it is compatible with the OpenAI API, so its official client must be able to read the regular frames
// (field-reports.md C3).

const local = createLocalHeroku({ toolFrames: 'regular' });
let listening: ListeningHeroku;
let client: OpenAI;

beforeAll(async () => {
  listening = await local.listen();
  client = new OpenAI({ baseURL: `${listening.url}/v1`, apiKey: listening.key, maxRetries: 0 });
});
afterAll(() => listening.close());

const model = 'claude-4-5-sonnet';
const user = (content: string) => ({ role: 'user' as const, content });

describe('the official openai client', () => {
  it('reads a plain answer', async () => {
    const { choices, usage } = await client.chat.completions.create({
      model,
      messages: [user('Hello')],
    });
    expect(choices[0]?.message.content).toBe(`${GREETING} You said: Hello`);
    expect(usage?.total_tokens).toBeGreaterThan(0);
  });

  it('streams a tool loop with runTools', async () => {
    const ran: string[] = [];
    const tool = (name: string) => ({
      type: 'function' as const,
      function: {
        name,
        description: `The ${name} of a city`,
        parameters: {
          type: 'object',
          properties: { city: { type: 'string' } },
          required: ['city'],
        },
        parse: JSON.parse,
        function: async ({ city }: { city: string }) => {
          ran.push(`${name} ${city}`);
          return { [name]: `all of ${city}` };
        },
      },
    });
    const runner = client.chat.completions.runTools({
      model,
      stream: true,
      messages: [user('Give me weather and population of Oslo')],
      tools: [tool('weather'), tool('population')],
    });
    let text = '';
    for await (const { choices } of runner) text += choices[0]?.delta.content ?? '';
    expect(ran).toEqual(['weather Oslo', 'population Oslo']);
    expect(text).toContain('I call weather and population.');
    expect(await runner.finalContent()).toContain('{"weather":"all of Oslo"}');
    expect((await runner.totalUsage()).total_tokens).toBeGreaterThan(0);
  });

  it('cannot read the odd frames', async () => {
    const odd = createLocalHeroku({ toolFrames: 'odd' });
    const other = new OpenAI({ baseURL: 'http://heroku/v1', apiKey: odd.key, fetch: odd.fetch });
    const parameters = { type: 'object', properties: {} };
    const stream = other.chat.completions.stream({
      model,
      messages: [user('The weather?')],
      tools: [{ type: 'function', function: { name: 'get_weather', parameters } }],
    });
    await expect(stream.finalChatCompletion()).rejects.toThrow();
  });

  it('reads embeddings, which it asks for as base64', async () => {
    const { data } = await client.embeddings.create({
      model: 'cohere-embed-v4',
      input: ['a cat', 'a dog'],
    });
    expect(local.requests.at(-1)?.body).toMatchObject({ encoding_format: 'base64' });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([1536, 1536]);
    expect(Math.hypot(...(data[0]?.embedding ?? []))).toBeCloseTo(1, 5);
  });

  it('reads an error', async () => {
    await expect(
      client.chat.completions.create({ model: 'none', messages: [user('Hello')] }),
    ).rejects.toMatchObject({ status: 403, message: /You do not have access to that model/ });
  });
});
