import assert from 'node:assert/strict';
import { z } from 'zod';
import type { ScriptedAnswer } from '../../../src/local/answers';
import type { Feature, Lab } from '../feature';
import { ADA, PERSON, person } from '../person';
import { pausedAnswer } from '../raw-answer';
import { readAll } from '../read-all';

const PARTIAL_WAYS: {
  from: string;
  answer: ScriptedAnswer;
  options: { structuredOutputMode?: string };
}[] = [
  { from: 'the tool', answer: { toolCalls: [{ name: 'json', arguments: ADA }] }, options: {} },
  {
    from: 'fenced text',
    answer: { text: `Here:\n\`\`\`json\n${JSON.stringify(ADA)}\n\`\`\`` },
    options: { structuredOutputMode: 'prompt' },
  },
];

export const objectFeatures: Feature[] = [
  ...(['generateObject', 'streamObject'] as const).flatMap((way): Feature[] => [
    {
      name: `${way}: an object, from a tool that holds the schema`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        const result = await sdk[way]({ model: model(), schema: person, prompt: 'Ada, born 1815' });
        const { name, born, likes } = await objectOf(result);
        assert.deepEqual([typeof name, born, likes.length], ['string', 1815, 2]);
        assert.equal(
          await ('partialObjectStream' in result ? 'stop' : result.finishReason),
          'stop',
        );
        assert.equal(await result.finishReason, 'stop');
        const { tools, tool_choice, messages, response_format } = bodyOf(local);
        assert.deepEqual(tools, [
          {
            type: 'function',
            function: {
              name: 'json',
              description: tools[0].function.description,
              parameters: PERSON,
            },
          },
        ]);
        assert.deepEqual(tool_choice, { type: 'function', function: { name: 'json' } });
        assert.deepEqual(messages, [{ role: 'user', content: 'Ada, born 1815' }]);
        assert.equal(response_format, undefined);
      },
    },
    {
      name: `${way}: an array`,
      async run({ sdk, local, model }) {
        const settings = { model: model(), output: 'array' as const, prompt: 'Two people' };
        const result = await sdk[way]({ ...settings, schema: person });
        const people = await objectOf(result);
        assert.equal(people.length, 2);
        assert.equal(typeof people[1]?.name, 'string');
        const { parameters } = bodyOf(local).tools[0].function;
        assert.deepEqual(parameters.properties.elements.items, PERSON);
        assert.equal(parameters.$schema, undefined);
      },
    },
    {
      name: `${way}: JSON without a schema, asked for in the prompt`,
      async run({ sdk, local, model }) {
        const settings = { model: model(), output: 'no-schema' as const };
        const result = await sdk[way]({ ...settings, prompt: 'Some person' });
        assert.equal(typeof (await objectOf(result)), 'object');
        const { tools, messages } = bodyOf(local);
        assert.equal(tools, undefined);
        assert.equal(messages[0].role, 'system');
        assert.match(messages[0].content, /JSON/);
      },
    },
    {
      name: `${way}: while the model thinks it cannot be forced, so the schema is in the prompt`,
      async run({ sdk, local, model }) {
        const result = await sdk[way]({
          model: model(),
          schema: person,
          ...sdk.system('Be exact.'),
          prompt: 'Ada, born 1815',
          providerOptions: { heroku: { extendedThinking: { enabled: true, budgetTokens: 1024 } } },
        });
        assert.equal((await objectOf(result)).born, 1815);
        const { tools, messages, extended_thinking } = bodyOf(local);
        assert.equal(extended_thinking.enabled, true);
        assert.equal(tools, undefined);
        assert.deepEqual(
          messages.map(({ role }: { role: string }) => role),
          ['system', 'system', 'user'],
        );
        assert.ok(messages[1].content.includes('"born":{"type":"number"}'));
      },
    },
    {
      name: `${way}: a schema that is no object goes into the prompt`,
      async run({ sdk, local, model }) {
        const schema = z.union([person, z.object({ nobody: z.boolean() })]);
        const result = await sdk[way]({ model: model(), schema, prompt: 'Ada, born 1815' });
        assert.equal(typeof (await objectOf(result)), 'object');
        assert.equal(bodyOf(local).tools, undefined);
        assert.match(bodyOf(local).messages[0].content, /nobody/);
      },
    },
    {
      name: `${way}: a model that writes the JSON as text still serves`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        const json = JSON.stringify(ADA, null, 2);
        local.answerWith({
          text: `Sure [as asked]:\n\n\`\`\`json\n${json}\n\`\`\`\nAnything else?`,
        });
        const result = await sdk[way]({ model: model(), schema: person, prompt: 'Ada' });
        assert.deepEqual(await objectOf(result), ADA);
      },
    },
    {
      name: `${way}: text beside the JSON call does not reach the object`,
      async run({ sdk, local, model }) {
        local.answerWith({
          text: 'Here you are: {"name": "Bob"}',
          toolCalls: [{ name: 'json', arguments: ADA }],
        });
        const result = await sdk[way]({ model: model(), schema: person, prompt: 'Ada' });
        assert.deepEqual(await objectOf(result), ADA);
      },
    },
    {
      name: `${way}: JSON that the token limit cut off is an error that shows it`,
      async run({ sdk, local, model }) {
        local.answerWith({
          toolCalls: [{ name: 'json', arguments: '{"name": "Ad' }],
          finishReason: 'length',
        });
        const settings = { model: model(), schema: person, prompt: 'Ada' };
        await assert.rejects(
          async () => await objectOf(await sdk[way](settings)),
          (error) => {
            assert.ok(sdk.NoObjectGeneratedError.isInstance(error));
            assert.equal(error.text, '{"name": "Ad');
            return true;
          },
        );
      },
    },
    ...(['nova-lite', 'kimi-k2-5', 'gpt-oss-120b', 'claude-opus-4-8'] as const).map(
      (id): Feature => ({
        name: `${way}: an object from ${id}`,
        async run({ sdk, model }) {
          const result = await sdk[way]({ model: model(id), schema: person, prompt: 'Ada, 1815' });
          assert.equal((await objectOf(result)).born, 1815);
        },
      }),
    ),
  ]),
  {
    name: 'generateObject: one of several words',
    async run({ sdk, local, model }) {
      const settings = { model: model(), output: 'enum' as const, enum: ['sunny', 'rainy'] };
      const { object } = await sdk.generateObject({ ...settings, prompt: 'It is rainy' });
      assert.equal(object, 'rainy');
      const { result } = bodyOf(local).tools[0].function.parameters.properties;
      assert.deepEqual(result.enum, ['sunny', 'rainy']);
    },
  },
  {
    name: 'streamObject: one of several words',
    async run({ sdk, model }) {
      const settings = { model: model(), output: 'enum' as const, enum: ['sunny', 'rainy'] };
      const result = sdk.streamObject({ ...settings, prompt: 'It is rainy' });
      assert.equal(await objectOf(result), 'rainy');
    },
  },
  ...PARTIAL_WAYS.map(
    ({ from, answer, options }): Feature => ({
      name: `streamObject: partial objects from ${from}, before the server has sent it all`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        const paused = pausedAnswer(answer, 20);
        local.answerWith(paused.respond);
        const result = sdk.streamObject({
          model: model(),
          schema: person,
          prompt: 'Ada',
          providerOptions: { heroku: options },
        });
        const partials: unknown[] = [];
        for await (const partial of result.partialObjectStream) {
          partials.push(partial);
          if (partials.length === 4) paused.release();
        }
        assert.ok(partials.length > 6);
        assert.deepEqual(partials.at(-1), ADA);
        assert.deepEqual(await result.object, ADA);
      },
    }),
  ),
  {
    name: 'streamObject: the elements of an array one by one',
    async run({ sdk, local, model }) {
      const people = [ADA, { ...ADA, name: 'Bob' }, { ...ADA, name: 'Cleo' }];
      local.answerWith({ toolCalls: [{ name: 'json', arguments: { elements: people } }] });
      const result = sdk.streamObject({
        model: model(),
        output: 'array',
        schema: person,
        prompt: 'Three people',
      });
      assert.deepEqual(await readAll(result.elementStream), people);
    },
  },
  {
    name: 'the name and description of a schema reach the model',
    async run({ sdk, local, model }) {
      const about = { schemaName: 'Person', schemaDescription: 'Someone who lived.' };
      const settings = { model: model(), schema: person, ...about, prompt: 'Ada' };
      await sdk.generateObject(settings);
      const inPrompt = { heroku: { structuredOutputMode: 'prompt' } };
      await sdk.generateObject({ ...settings, providerOptions: inPrompt });
      const [tool, prompt] = local.requests.map(({ body }) => JSON.stringify(body));
      assert.match(tool ?? '', /"description":"[^"]*Person:? Someone who lived\."/);
      assert.match(prompt ?? '', /Person: Someone who lived\./);
    },
  },
  {
    name: 'structuredOutputMode json_schema sends response_format, for servers that have it',
    async run({ sdk, local, model }) {
      local.answerWith({ text: JSON.stringify(ADA) });
      const { object } = await sdk.generateObject({
        model: model(),
        schema: person,
        prompt: 'Ada',
        providerOptions: { heroku: { structuredOutputMode: 'json_schema' } },
      });
      assert.deepEqual(object, ADA);
      const { response_format, tools } = bodyOf(local);
      assert.equal(tools, undefined);
      assert.equal(response_format.type, 'json_schema');
      assert.deepEqual(response_format.json_schema.schema.properties, PERSON.properties);
    },
  },
];

function bodyOf(local: Lab['local']) {
  return local.requests.at(-1)?.body;
}

/** streamObject reads nothing until somebody asks for its partial objects. */
async function objectOf<T>(result: {
  object: T | PromiseLike<T>;
  partialObjectStream?: AsyncIterable<unknown>;
}): Promise<T> {
  const object = Promise.resolve(result.object);
  // What is wrong with the object is reported below.
  object.catch(() => {});
  await readAll(result.partialObjectStream ?? []);
  return object;
}
