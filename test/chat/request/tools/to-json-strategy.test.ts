import type { JSONSchema7, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { HerokuChatProviderOptions } from '../../../../src';
import { MODELS } from '../../../../src/local';
import { toModelProfile } from '../../../../src/models/to-model-profile';
import { functionTool, providerTool, system, user } from '../prompts';
import { acceptedBody, type Call, refusalOf, requestFor, warningsOf } from '../request-for';

const RECIPE: JSONSchema7 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { name: { type: 'string' } },
  required: ['name'],
};
const CHAT_MODELS = Object.keys(MODELS).filter((id) => (MODELS[id]?.kind ?? 'chat') === 'chat');
const look = functionTool('look');
const named = (name: string) => ({ type: 'function', function: { name } });

type Mode = HerokuChatProviderOptions['structuredOutputMode'];

function jsonCall(schema: JSONSchema7 | undefined, mode?: Mode, more: Call = {}): Call {
  return {
    responseFormat: { type: 'json', schema },
    providerOptions: { heroku: { ...(mode && { structuredOutputMode: mode }) } },
    ...more,
  };
}

/** How a request asks for JSON: by the tool, by an instruction, by `response_format`. */
function waysOf(call: Call): string[] {
  const { body, json } = requestFor(call);
  const instruction = body.messages.some(
    ({ role, content }) => role === 'system' && /JSON/.test(String(content)),
  );
  return [
    ...(body.tools?.some(({ function: { name } }) => name === json?.toolName) ? ['tool'] : []),
    ...(instruction ? ['prompt'] : []),
    ...(body.response_format ? ['response_format'] : []),
  ];
}

describe('which way JSON is asked for', () => {
  const thinking = { extendedThinking: { enabled: true } };
  const SCORE: JSONSchema7 = { type: 'object', properties: { score: { type: 'number' } } };
  const anyOf: JSONSchema7 = { anyOf: [RECIPE, { type: 'null' }] };
  const withId = z.toJSONSchema(z.object({ name: z.string() }).meta({ id: 'Recipe' }), {
    target: 'draft-7',
  }) as JSONSchema7;

  test.each<[string, Call, string[]]>([
    ['an object schema', jsonCall(RECIPE), ['tool']],
    ['auto', jsonCall(RECIPE, 'auto'), ['tool']],
    ['an object schema that zod writes as a reference', jsonCall(withId), ['tool']],
    ['a record', jsonCall({ type: 'object', additionalProperties: {} }), ['tool']],
    ['no schema', jsonCall(undefined), ['prompt']],
    ['a union at the root', jsonCall(anyOf), ['prompt']],
    ['a union of objects at the root', jsonCall({ anyOf: [RECIPE, SCORE] }), ['prompt']],
    ['the same with a type', jsonCall({ type: 'object', anyOf: [RECIPE, SCORE] }), ['prompt']],
    ['one of objects at the root', jsonCall({ oneOf: [RECIPE, SCORE] }), ['prompt']],
    [
      'names that Claude refuses',
      jsonCall({ type: 'object', properties: { 'a b': {} } }),
      ['prompt'],
    ],
    ['an array at the root', jsonCall({ type: 'array', items: {} }), ['prompt']],
    ['a string at the root', jsonCall({ type: 'string' }), ['prompt']],
    ['anything', jsonCall({}), ['prompt']],
    ['under thinking', { ...jsonCall(RECIPE), providerOptions: { heroku: thinking } }, ['prompt']],
    [
      'under an effort, which makes Claude think',
      { ...jsonCall(RECIPE), providerOptions: { heroku: { reasoningEffort: 'low' } } },
      ['prompt'],
    ],
    ["'tool'", jsonCall(RECIPE, 'tool'), ['tool']],
    ["'tool' without a schema", jsonCall(undefined, 'tool'), ['tool']],
    ["'tool' with another root", jsonCall({ type: 'array' }, 'tool'), ['tool']],
    [
      "'tool' under thinking",
      {
        ...jsonCall(RECIPE),
        providerOptions: { heroku: { ...thinking, structuredOutputMode: 'tool' } },
      },
      ['tool'],
    ],
    ["'prompt'", jsonCall(RECIPE, 'prompt'), ['prompt']],
    ["'prompt' without a schema", jsonCall(undefined, 'prompt'), ['prompt']],
    ["'json_schema'", jsonCall(RECIPE, 'json_schema'), ['response_format']],
    ["'json_schema' without a schema", jsonCall(undefined, 'json_schema'), ['response_format']],
    ['no JSON asked for', { providerOptions: { heroku: { structuredOutputMode: 'tool' } } }, []],
    [
      'text asked for',
      {
        responseFormat: { type: 'text' },
        providerOptions: { heroku: { structuredOutputMode: 'prompt' } },
      },
      [],
    ],
  ])('%s: %j', (_, call, expected) => {
    expect(waysOf(call)).toEqual(expected);
  });

  const bound = (mode: NonNullable<Mode>): Call => ({
    ...jsonCall(RECIPE),
    providerOptions: { heroku: { ...thinking, structuredOutputMode: mode } },
  });
  test.each<
    [
      modelId: string,
      mode: NonNullable<Mode>,
      way: 'tool' | 'prompt' | 'response_format',
      told: number,
    ]
  >([
    ['claude-haiku-5-5', 'auto', 'prompt', 0],
    ['claude-haiku-5-5', 'prompt', 'prompt', 0],
    ['claude-haiku-5-5', 'tool', 'prompt', 1],
    ['claude-haiku-5-5', 'json_schema', 'response_format', 0],
    // Its thoughts are bound to nothing.
    ['claude-opus-4-8', 'auto', 'tool', 0],
  ])('thoughts of %s are bound to the tools before them: %j -> %s', (modelId, mode, way, told) => {
    const { body, json, warnings } = requestFor(bound(mode), modelId);
    expect(Boolean(json?.toolName)).toBe(way === 'tool');
    expect(Boolean(json?.instruction)).toBe(way === 'prompt');
    expect(Boolean(body.response_format)).toBe(way === 'response_format');
    const texts = warnings.map((warning) => JSON.stringify(warning));
    expect(texts).toEqual(Array(told).fill(expect.stringMatching(/instruction: the thoughts of/)));
  });

  test.each(CHAT_MODELS)('%s takes each of them', (modelId) => {
    for (const mode of ['auto', 'tool', 'prompt', 'json_schema'] as const) {
      const request = requestFor(jsonCall(RECIPE, mode), modelId);
      expect(refusalOf(request.body)).toBeUndefined();
      const { forcedTools } = toModelProfile(modelId);
      expect(request.warnings).toHaveLength(mode === 'tool' && !forcedTools ? 1 : 0);
      expect(JSON.stringify(request.body)).toMatch(/required.*name/);
    }
  });
});

describe('the synthetic tool', () => {
  test('has the schema as its parameters, and tells the model what it is for', () => {
    const { tools, tool_choice } = acceptedBody({
      responseFormat: {
        type: 'json',
        schema: RECIPE,
        name: 'recipe',
        description: 'Something to cook',
      },
    });
    expect(tools).toEqual([
      {
        type: 'function',
        function: {
          name: 'json',
          description: 'Answer with this JSON\nrecipe: Something to cook',
          parameters: {
            type: 'object',
            properties: { name: { type: 'string' } },
            required: ['name'],
          },
        },
      },
    ]);
    expect(tool_choice).toEqual(named('json'));
  });

  test.each<[string, LanguageModelV2CallOptions['toolChoice'], unknown]>([
    ['no choice', undefined, 'required'],
    ['auto', { type: 'auto' }, 'required'],
    ['none: only the JSON is left to ask for', { type: 'none' }, named('json')],
    ["the caller's tool", { type: 'tool', toolName: 'look' }, named('look')],
  ])("beside the caller's tools, with tool choice %s", (_, toolChoice, expected) => {
    const call = jsonCall(RECIPE, undefined, { tools: [look], toolChoice });
    const { tools, tool_choice } = acceptedBody(call);
    expect(tools?.map((tool) => tool.function.name)).toEqual(['look', 'json']);
    expect(tool_choice).toEqual(expected);
    expect(requestFor(call).warnings).toEqual([]);
  });

  test.each([
    ['of which one can be sent', [look, providerTool('web')], 1],
    ['none of which can be sent', [providerTool('web')], 0],
  ])('a required call of tools, %s', (_, tools, count) => {
    const call = jsonCall(RECIPE, undefined, { tools, toolChoice: { type: 'required' } });
    const told = warningsOf(requestFor(call)).filter((text) => text.includes('prepareStep'));
    expect(told).toHaveLength(count);
  });

  test.each([
    ['AI SDK 6', 'ai/6.0.326 runtime/node.js/22'],
    ['AI SDK 7', 'ai/7.0.173'],
    ['an unknown caller', undefined],
  ])('is not offered beside a required call, which %s counts, with a warning', (_, userAgent) => {
    const call = jsonCall(RECIPE, undefined, {
      tools: [look],
      toolChoice: { type: 'required' },
      headers: { 'user-agent': userAgent },
    });
    const { tools, tool_choice, messages } = acceptedBody(call);
    expect(tools?.map((tool) => tool.function.name)).toEqual(['look']);
    expect(tool_choice).toBe('required');
    expect(messages[0]?.content).toMatch(/JSON schema/);
    expect(warningsOf(requestFor(call))).toEqual([expect.stringMatching(/prepareStep/)]);
  });

  test('is offered beside a required call in AI SDK 5, which does not count', () => {
    const call = jsonCall(RECIPE, undefined, {
      tools: [look],
      toolChoice: { type: 'required' },
      headers: { 'user-agent': 'ai/5.0.277 runtime/node.js/22' },
    });
    const { tools, tool_choice } = acceptedBody(call);
    expect(tools?.map((tool) => tool.function.name)).toEqual(['look', 'json']);
    expect(tool_choice).toBe('required');
    expect(requestFor(call).warnings).toEqual([]);
  });

  test.each([
    ['claude-4-5-sonnet', named('json')],
    ['nova-lite', named('json')],
    ['deepseek-v3-2', 'required'],
    ['glm-4-7', 'required'],
    ['next-year-1', 'required'],
  ])('is forced on %s in the form that the model obeys', (modelId, expected) => {
    expect(acceptedBody(jsonCall(RECIPE), modelId).tool_choice).toEqual(expected);
  });

  test.each(['kimi-k2-thinking', 'claude-sonnet-5-5', 'claude-next'])(
    'is not used on %s, which refuses forced tools: an instruction asks for the JSON',
    (modelId) => {
      const request = requestFor(jsonCall(RECIPE), modelId);
      expect(request.body).not.toHaveProperty('tools');
      expect(request.body.messages[0]?.content).toMatch(/JSON schema/);
      expect(request.warnings).toEqual([]);
    },
  );

  test('takes another name where a tool of the caller has its own', () => {
    const call = jsonCall(RECIPE, undefined, {
      tools: [functionTool('json'), functionTool('json_2')],
    });
    const { json } = requestFor(call);
    expect(acceptedBody(call).tools?.map((tool) => tool.function.name)).toEqual([
      'json',
      'json_2',
      'json_3',
    ]);
    expect(json?.toolName).toBe('json_3');
  });

  test('or where an alias has taken it', () => {
    const { tools } = acceptedBody(
      jsonCall(RECIPE, undefined, { tools: [functionTool('json!'), functionTool('json')] }),
    );
    expect(new Set(tools?.map((tool) => tool.function.name)).size).toBe(3);
  });

  test("goes with the caller's parallelToolCalls", () => {
    const call = jsonCall(RECIPE, undefined, {
      providerOptions: { heroku: { parallelToolCalls: false } },
    });
    expect(acceptedBody(call).parallel_tool_calls).toBe(false);
  });

  test('under thinking it is offered, not forced, with a warning that names the option', () => {
    const call: Call = {
      ...jsonCall(RECIPE),
      providerOptions: {
        heroku: { extendedThinking: { enabled: true }, structuredOutputMode: 'tool' },
      },
    };
    expect(acceptedBody(call).tool_choice).toBe('auto');
    expect(warningsOf(requestFor(call))).toEqual([
      expect.stringMatching(/forced tool choice.*"auto"/),
    ]);
  });

  test('a root that is no object is sent as it is, with a warning', () => {
    const request = requestFor(
      jsonCall({ anyOf: [{ type: 'array' }, { type: 'string' }] }, 'tool'),
    );
    expect(request.body.tools?.[0]?.function.parameters).toMatchObject({
      anyOf: [{ type: 'array' }, { type: 'string' }],
    });
    expect(warningsOf(request)).toEqual([
      expect.stringMatching(/Tool "json": the root of its schema is not an object/),
    ]);
  });
});

describe('the instruction', () => {
  const instructionOf = (format: object) => {
    const { messages } = acceptedBody({
      responseFormat: { type: 'json', ...format },
      providerOptions: { heroku: { structuredOutputMode: 'prompt' } },
    });
    return String(messages[0]?.content);
  };

  test('holds the whole schema, the name and the description', () => {
    const text = instructionOf({
      schema: RECIPE,
      name: 'recipe',
      description: 'Something to cook',
    });
    expect(text).toContain(
      'without prose or code fence.\nThe JSON is: recipe: Something to cook\n',
    );
    expect(text).toContain(JSON.stringify(RECIPE.properties));
  });

  test.each([
    ['nothing', {}],
    ['a name alone', { name: 'recipe' }],
    ['a description alone', { description: 'Something to cook' }],
  ])('asks for JSON with %s', (_, format) => {
    expect(instructionOf(format)).toMatch(/JSON/);
    expect(instructionOf(format)).not.toMatch(/undefined|schema/);
    expect(instructionOf(format)).not.toMatch(/:\s*(:|$)/m);
  });

  test('stands after the system messages at the start, which Heroku caches, and before the talk', () => {
    const prompt = [system('A'), system('B'), user('Hi'), system('C')];
    const { messages } = acceptedBody(jsonCall(undefined, undefined, { prompt }));
    expect(messages.map(({ role, content }) => [role, content])).toEqual([
      ['system', 'A'],
      ['system', 'B'],
      ['system', expect.stringMatching(/JSON/)],
      ['user', 'Hi'],
      ['system', 'C'],
    ]);
  });

  test("leaves the caller's tools and their choice alone", () => {
    const call = jsonCall(RECIPE, 'prompt', { tools: [look], toolChoice: { type: 'required' } });
    const body = acceptedBody(call);
    expect(body.tools).toHaveLength(1);
    expect(body.tool_choice).toBe('required');
    expect(requestFor(call).warnings).toEqual([]);
  });
});

describe("'json_schema'", () => {
  test('sends name, description and schema', () => {
    const { response_format } = acceptedBody({
      responseFormat: { type: 'json', schema: RECIPE, name: 'recipe', description: 'To cook' },
      providerOptions: { heroku: { structuredOutputMode: 'json_schema' } },
    });
    expect(response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'recipe', description: 'To cook', schema: RECIPE },
    });
  });

  test.each<[string, JSONSchema7 | undefined, object]>([
    [
      'without a name it has one all the same',
      RECIPE,
      { type: 'json_schema', json_schema: { name: 'response', schema: RECIPE } },
    ],
    ['without a schema', undefined, { type: 'json_object' }],
  ])('%s', (_, schema, expected) => {
    expect(acceptedBody(jsonCall(schema, 'json_schema')).response_format).toEqual(expected);
  });
});

describe('what the reader of the answer is told', () => {
  test.each<[string, Call, object | undefined]>([
    ['the tool', jsonCall(RECIPE), { toolName: 'json', objectOnly: true }],
    [
      'text with an object in it',
      jsonCall(RECIPE, 'prompt'),
      { toolName: undefined, objectOnly: true },
    ],
    ['text with any JSON in it', jsonCall(undefined), { toolName: undefined, objectOnly: false }],
    ['an array may come', jsonCall({ type: 'array' }), { toolName: undefined, objectOnly: false }],
    [
      'a union may be anything',
      jsonCall({ anyOf: [RECIPE] }),
      { toolName: undefined, objectOnly: false },
    ],
    ['json_schema', jsonCall(RECIPE, 'json_schema'), { toolName: undefined, objectOnly: true }],
    ['no JSON', {}, undefined],
  ])('%s', (_, call, expected) => {
    const { json } = requestFor(call);
    expect(json && { toolName: json.toolName, objectOnly: json.objectOnly }).toEqual(expected);
  });

  test.each<[string, JSONSchema7, object]>([
    [
      'its properties',
      { type: 'object', properties: { a: {}, b: {} }, required: ['a'] },
      { keys: ['a', 'b'], required: ['a'] },
    ],
    [
      'a list alone',
      { type: 'object', properties: { a: { type: 'array', items: {} } }, required: ['a'] },
      { keys: ['a'], required: ['a'], listKey: 'a' },
    ],
    [
      'a property alone',
      { type: 'object', properties: { a: { type: 'string' } } },
      { keys: ['a'] },
    ],
    ['a property of any type', { type: 'object', properties: { a: true } }, { keys: ['a'] }],
    [
      'requirements that are no names',
      { type: 'object', properties: { a: {}, b: {} }, required: ['a', 5 as never] },
      { keys: ['a', 'b'], required: ['a'] },
    ],
    [
      'a list beside another',
      { type: 'object', properties: { a: { type: 'array', items: {} }, b: {} } },
      { keys: ['a', 'b'] },
    ],
    ['no list of properties', { type: 'object', additionalProperties: {} }, {}],
    ['no object', { type: 'array', items: {} }, {}],
  ])('%s', (_, schema, expected) => {
    const { keys, required, listKey } = requestFor(jsonCall(schema)).json ?? {};
    expect({ keys, required, listKey }).toEqual(expected);
  });
});
