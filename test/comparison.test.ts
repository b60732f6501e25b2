import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { ImageModelV2, LanguageModelV2 } from '@ai-sdk/provider';
import {
  type EmbeddingModel,
  embedMany,
  experimental_generateImage as generateImage,
  generateObject,
  generateText,
  jsonSchema,
  type ModelMessage,
  stepCountIs,
  streamText,
  tool,
} from 'ai';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHeroku } from '../src';
import {
  type ChatRequest,
  createLocalHeroku,
  type LocalHeroku,
  type LocalHerokuOptions,
} from '../src/local';
import { recordsOf } from './support/recorded';
import { chunkOf, DONE, eventOf } from './support/scripted-model';

// The table of docs/versions.md: what the generic package does on Heroku, and what this one does. The server and both providers
// run in process, so the status text is that of HTTP/2: empty.

let answer: (request: ChatRequest) => Response | undefined = () => undefined;
const server = createLocalHeroku({
  answer: (request) => (request.endpoint === 'chat' ? answer(request) : undefined),
});
const { fetch } = server;

const genericSettings = {
  name: 'heroku',
  baseURL: 'http://heroku.test/v1',
  apiKey: server.key,
};
const ourSettings = { baseURL: 'http://heroku.test', apiKey: server.key };
const generic = createOpenAICompatible({ ...genericSettings, fetch })('claude-4-5-sonnet');
const ours = createHeroku({ ...ourSettings, fetch })('claude-4-5-sonnet');

beforeEach(() => {
  answer = () => undefined;
  server.requests.length = 0;
});

const statuses = () => server.requests.map(({ status }) => status);

/** What a stream comes to, with its errors in words. */
async function streamed(
  model: LanguageModelV2,
  options: Partial<Parameters<typeof streamText>[0]>,
) {
  const errors: string[] = [];
  const result = streamText({
    model,
    prompt: 'Hello',
    maxRetries: 0,
    onError: ({ error }) => {
      errors.push(error instanceof Error ? error.message : String(error));
    },
    ...options,
  } as Parameters<typeof streamText>[0]);
  await result.consumeStream();
  const given = <T>(value: PromiseLike<T>) => Promise.resolve(value).catch(() => undefined);
  return {
    errors,
    steps: (await given(result.steps))?.length,
    text: await given(result.text),
    finishReason: await given(result.finishReason),
    usage: await given(result.usage),
  };
}

const eventsOf = (...frames: unknown[]) =>
  new Response(frames.map((frame) => eventOf(frame)).join('') + DONE, {
    headers: { 'content-type': 'text/event-stream', 'retry-after-ms': '1' },
  });

describe('parallel tool calls in a stream', () => {
  const asked: string[] = [];
  const question = (name: string) =>
    tool({
      inputSchema: jsonSchema<{ place: string }>({
        type: 'object',
        properties: { place: { type: 'string' } },
        required: ['place'],
      }),
      execute: async ({ place }) => {
        asked.push(`${name} of ${place}`);
        return 'fine';
      },
    });
  const options = {
    prompt: 'The weather and the population of Lisbon?',
    tools: {
      weather: question('weather'),
      population: question('population'),
    },
    stopWhen: stepCountIs(3),
  };

  beforeEach(() => {
    asked.length = 0;
  });

  it('generic: the input of one goes to the other, and a tool runs with none', async () => {
    await streamed(generic, options);
    expect(asked).toEqual(['population of undefined']);
    expect(recordsOf(server)[1]?.body.messages[1].tool_calls).toMatchObject([
      { function: { name: 'weather', arguments: expect.stringContaining('}{') } },
      { function: { name: 'population' } },
    ]);
  });

  it('ours: each has its own', async () => {
    expect(await streamed(ours, options)).toMatchObject({ errors: [], steps: 2 });
    expect(asked).toEqual(['weather of Lisbon', 'population of Lisbon']);
  });
});

describe('schemas with $schema, and assistant turns without text', () => {
  const tools = {
    weather: tool({ description: 'w', inputSchema: z.object({ city: z.string() }) }),
  };
  const call = { toolCallId: 'tooluse_1', toolName: 'weather' };
  const messages: ModelMessage[] = [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: [{ type: 'tool-call', ...call, input: { city: 'Lisbon' } }] },
    {
      role: 'tool',
      content: [{ type: 'tool-result', ...call, output: { type: 'text', value: 'clear' } }],
    },
  ];

  it('generic: 400', async () => {
    await expect(generateText({ model: generic, prompt: 'Hello', tools })).rejects.toThrow();
    await expect(generateText({ model: generic, messages })).rejects.toThrow();
    expect(server.requests.map(({ refusedBy }) => refusedBy)).toEqual([
      'tool-schema-dollar',
      'content-required',
    ]);
  });

  it('ours: adapted', async () => {
    await generateText({ model: ours, prompt: 'Hello', tools });
    await generateText({ model: ours, messages, tools });
    expect(statuses()).toEqual([200, 200]);
  });
});

describe('generateObject', () => {
  const schema = z.object({ city: z.string() });

  it('generic: the model never sees the schema', async () => {
    const call = generateObject({ model: generic, schema, prompt: 'A city' });
    await expect(call).rejects.toThrow('No object generated');
    expect(JSON.stringify(server.requests[0]?.body)).not.toContain('"city"');
  });

  it('ours: a forced tool', async () => {
    const { object } = await generateObject({ model: ours, schema, prompt: 'A city' });
    expect(schema.parse(object)).toEqual(object);
  });
});

describe('reasoning objects', () => {
  const genericOptions = {
    extended_thinking: { enabled: true, budget_tokens: 1024, include_reasoning: true },
    max_tokens: 2000,
  };
  const ourOptions = { extendedThinking: { enabled: true, budgetTokens: 1024 } };

  it('generic: validation errors', async () => {
    const providerOptions = { heroku: genericOptions };
    const { errors } = await streamed(generic, { providerOptions });
    expect(errors[0]).toContain('Type validation failed');
    const whole = generateText({ model: generic, prompt: 'Hello', providerOptions });
    await expect(whole).rejects.toThrow('Invalid JSON response');
  });

  it('ours: reasoning parts with their signature', async () => {
    const { reasoning } = await generateText({
      model: ours,
      prompt: 'Hello',
      providerOptions: { heroku: ourOptions },
    });
    expect(reasoning).toMatchObject([
      {
        text: 'A scripted thought about: Hello',
        providerMetadata: { heroku: { signature: expect.any(String) } },
      },
    ]);
  });
});

describe.each([
  ['JSON in a string', { error: '{"code":400,"message":"Too long","type":"invalid_request"}' }],
  ['bare', { code: 400, message: 'Too long', type: 'invalid_request' }],
  ['text', { error: 'Too long' }],
])('errors that are %s', (_shape, body) => {
  const refuse = () => Response.json(body, { status: 400, statusText: 'Bad Request' });

  it('generic: the status text', async () => {
    answer = refuse;
    const call = generateText({ model: generic, prompt: 'Hello', maxRetries: 0 });
    await expect(call).rejects.toThrow(/^Bad Request$/);
  });

  it("ours: Heroku's words", async () => {
    answer = refuse;
    const call = generateText({ model: ours, prompt: 'Hello', maxRetries: 0 });
    await expect(call).rejects.toThrow('Too long');
  });
});

describe('an error as first frame', () => {
  const script = () =>
    server.requests.length === 0
      ? eventsOf({ error: '{"code":503,"message":"Overloaded"}' })
      : eventsOf(chunkOf({ content: 'Hello' }, 'stop'));

  it('generic: a validation error', async () => {
    answer = script;
    const { errors } = await streamed(generic, { maxRetries: 1 });
    expect(errors[0]).toContain('Type validation failed');
    expect(statuses()).toEqual([200]);
  });

  it('ours: retried by the AI SDK', async () => {
    answer = script;
    expect(await streamed(ours, { maxRetries: 1 })).toMatchObject({ errors: [], text: 'Hello' });
    expect(statuses()).toEqual([200, 200]);
  });
});

describe('a stream cut off half-way', () => {
  const cut = () => new Response(eventOf(chunkOf({ content: 'Half an ans' })));

  it('generic: no error', async () => {
    answer = cut;
    expect(await streamed(generic, {})).toMatchObject({ errors: [], text: 'Half an ans' });
  });

  it('ours: an error', async () => {
    answer = cut;
    const { errors, text, finishReason } = await streamed(ours, {});
    expect(errors.join()).toContain('cut off');
    expect({ text, finishReason }).toEqual({ text: 'Half an ans', finishReason: 'error' });
  });
});

describe('usage in a frame without choices', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const script = () => eventsOf(chunkOf({ content: 'Hello' }), { usage }, chunkOf({}, 'stop'));

  it('generic: an error, usage lost', async () => {
    answer = script;
    const { errors, usage } = await streamed(generic, {});
    expect(errors[0]).toContain('Type validation failed');
    expect(usage?.totalTokens).toBeUndefined();
  });

  it('ours: read', async () => {
    answer = script;
    expect(await streamed(ours, {})).toMatchObject({ errors: [], usage: { totalTokens: 3 } });
  });
});

describe('the embeddings of texts', () => {
  const values = ['dynos', 'add-ons', 'releases'];
  const providersWith = (options: LocalHerokuOptions) => {
    const { fetch, requests } = createLocalHeroku(options);
    const of = (model: EmbeddingModel<string>) =>
      embedMany({ model, values, maxRetries: 0 }).then(({ embeddings }) => embeddings);
    const generic = createOpenAICompatible({ ...genericSettings, fetch });
    const ours = createHeroku({ ...ourSettings, fetch });
    return {
      requests,
      ofGeneric: () => of(generic.textEmbeddingModel('cohere-embed-v4')),
      ofOurs: () => of(ours.embedding('cohere-embed-v4')),
    };
  };

  it('generic: encoding_format float, which is no format of Heroku', async () => {
    const { requests, ofGeneric } = providersWith({});
    await expect(ofGeneric()).rejects.toThrow();
    expect(requests).toMatchObject([{ status: 400, body: { encoding_format: 'float' } }]);
  });

  it('ours: the format is left to Heroku', async () => {
    const { requests, ofOurs } = providersWith({});
    await ofOurs();
    expect(requests).toMatchObject([{ status: 200 }]);
    expect(requests[0]?.body).not.toHaveProperty('encoding_format');
  });

  describe('in an answer of another order', () => {
    const rules = { 'embedding-encoding-format': false };
    const inOrder = () => providersWith({}).ofOurs();

    it('generic: each text has the embedding of another', async () => {
      const { ofGeneric } = providersWith({ embeddingOrder: 'reversed', rules });
      expect(await ofGeneric()).toEqual((await inOrder()).reverse());
    });

    it('ours: sorted by index', async () => {
      const { ofOurs } = providersWith({ embeddingOrder: 'reversed', rules });
      expect(await ofOurs()).toEqual(await inOrder());
    });
  });
});

describe('generateImage with n: 3', () => {
  const imagesOf = async (model: ImageModelV2) => {
    const { images } = await generateImage({ model, prompt: 'A dyno', n: 3 });
    return images.length;
  };

  const genericOn = ({ fetch }: LocalHeroku) =>
    createOpenAICompatible({ ...genericSettings, fetch }).imageModel('stable-image-ultra');

  it('generic: one request with fields that are none of Heroku', async () => {
    await expect(imagesOf(genericOn(server))).rejects.toThrow();
    expect(server.requests).toMatchObject([{ refusedBy: 'unknown-field', body: { n: 3 } }]);
  });

  it('generic: one image where such fields pass', async () => {
    const lenient = createLocalHeroku({ rules: { 'unknown-field': false } });
    expect(await imagesOf(genericOn(lenient))).toBe(1);
  });

  it('ours: three', async () => {
    const model = createHeroku({ ...ourSettings, fetch }).image('stable-image-ultra');
    expect(await imagesOf(model)).toBe(3);
    expect(statuses()).toEqual([200, 200, 200]);
  });
});

describe('URL, key and model in config vars', () => {
  it('ours: read, for any attachment', async () => {
    const environment = {
      TEAL_URL: 'http://teal.test',
      TEAL_KEY: server.key,
      TEAL_MODEL_ID: 'nova-lite',
    };
    Object.assign(process.env, environment);
    try {
      const teal = createHeroku({ attachment: 'TEAL', fetch });
      await generateText({ model: teal(), prompt: 'Hello' });
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
    }
    expect(server.requests).toMatchObject([
      { url: 'http://teal.test/v1/chat/completions', body: { model: 'nova-lite' }, status: 200 },
    ]);
  });
});
