import type { JSONObject } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assistant, call, functionTool, providerTool, result, tool, user } from '../prompts';
import { acceptedBody, refusalOf, requestFor, warningsOf } from '../request-for';

const parametersOf = (schema: unknown) => {
  const { tools } = requestFor({ tools: [functionTool('look', schema)] }).body;
  return tools?.[0]?.function.parameters;
};

describe('the schema of a tool', () => {
  test.each<[string, unknown, JSONObject]>([
    [
      'an object stays',
      { type: 'object', properties: { a: {} }, required: ['a'] },
      { type: 'object', properties: { a: {} }, required: ['a'] },
    ],
    [
      '$schema goes',
      { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: {} },
      { type: 'object', properties: {} },
    ],
    ['an absent schema', undefined, { type: 'object', properties: {} }],
    ['an empty schema', {}, { type: 'object', properties: {} }],
    ['no properties', { type: 'object' }, { type: 'object', properties: {} }],
    ['no type', { properties: { a: {} } }, { type: 'object', properties: { a: {} } }],
    [
      'a record',
      { type: 'object', additionalProperties: { type: 'number' } },
      { type: 'object', properties: {}, additionalProperties: { type: 'number' } },
    ],
    ['true, which takes anything', true, { type: 'object', properties: {} }],
    [
      'a property called $schema stays',
      { type: 'object', properties: { a: { properties: { $schema: { type: 'string' } } } } },
      { type: 'object', properties: { a: { properties: { $schema: { type: 'string' } } } } },
    ],
  ])('%s', (_, schema, expected) => {
    const look = { ...functionTool('look'), inputSchema: schema as JSONObject };
    const request = requestFor({ tools: [look] });
    expect(request.body.tools?.[0]?.function.parameters).toEqual(expected);
    expect(refusalOf(request.body)).toBeUndefined();
    expect(request.warnings).toEqual([]);
  });

  test('a zod object with an id, which zod writes as a reference, shows its properties at the root', () => {
    const schema = z.toJSONSchema(z.object({ city: z.string() }).meta({ id: 'Place' }), {
      target: 'draft-7',
    });
    expect(parametersOf(schema)).toMatchObject({
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    });
  });

  test('references below the root stay and still lead somewhere', () => {
    type Node = { name: string; children: Node[] };
    const node: z.ZodType<Node> = z
      .object({
        name: z.string(),
        get children() {
          return z.array(node);
        },
      })
      .meta({ id: 'Node' });
    const parameters = JSON.stringify(parametersOf(z.toJSONSchema(node, { target: 'draft-7' })));
    const [reference = ''] = /#\/[^"]*/.exec(parameters) ?? [];
    const target = reference
      .split('/')
      .slice(1)
      .reduce((value, key) => value?.[key], JSON.parse(parameters));
    expect(target).toMatchObject({ properties: { name: { type: 'string' } } });
  });

  test.each<[string, unknown]>([
    ['anyOf', { anyOf: [{ type: 'array' }, { type: 'string' }] }],
    ['oneOf', { oneOf: [{ type: 'string' }] }],
    ['anyOf of what is elsewhere', { anyOf: [{ $ref: 'https://example.com/a.json' }] }],
    ['a string', { type: 'string' }],
    ['an array', { type: 'array', items: {} }],
  ])(
    'a root that is no object (%s) is sent as it is, with a warning that names the tool',
    (_, schema) => {
      const request = requestFor({ tools: [functionTool('look', schema)] });
      expect(request.body.tools?.[0]?.function.parameters).toMatchObject(schema as object);
      expect(warningsOf(request)).toEqual([expect.stringMatching(/"look".*root|root.*"look"/)]);
    },
  );
});

test('name, description and parameters are all that is sent: `strict` and examples are not, with one warning', () => {
  const call = {
    tools: [
      {
        ...functionTool('look'),
        description: 'Looks',
        providerOptions: { acme: { a: 1 } },
        ...{ strict: true, inputExamples: [{ input: {} }] },
      },
      { ...functionTool('listen'), description: ' \n', ...{ strict: true } },
    ],
  };
  const { tools } = acceptedBody(call);
  expect(warningsOf(requestFor(call))).toEqual([expect.stringMatching(/strict.*inputExamples/)]);
  expect(tools?.map((tool) => Object.keys(tool.function))).toEqual([
    ['name', 'description', 'parameters'],
    ['name', 'parameters'],
  ]);
  expect(tools?.[0]).toEqual({
    type: 'function',
    function: {
      name: 'look',
      description: 'Looks',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
    },
  });
});

describe('tool choice', () => {
  test.each([
    [undefined, 'auto'],
    [{ type: 'auto' as const }, 'auto'],
    [{ type: 'none' as const }, 'none'],
    [{ type: 'required' as const }, 'required'],
    [
      { type: 'tool' as const, toolName: 'look' },
      { type: 'function', function: { name: 'look' } },
    ],
    [
      { type: 'tool' as const, toolName: 'a/b' },
      { type: 'function', function: { name: 'a_b' } },
    ],
  ])('%j becomes %j', (toolChoice, expected) => {
    const call = { tools: [functionTool('look'), functionTool('a/b')], toolChoice };
    expect(acceptedBody(call).tool_choice).toEqual(expected);
    expect(requestFor(call).warnings).toEqual([]);
  });

  test.each([['auto' as const], ['none' as const], ['required' as const]])(
    'without tools there is no choice: %s',
    (type) => {
      const body = acceptedBody({ toolChoice: { type } });
      expect(body).not.toHaveProperty('tool_choice');
      expect(body).not.toHaveProperty('tools');
    },
  );

  test.each([
    ['a tool that the provider runs', 'search'],
    ['a tool that is not active', 'hidden'],
  ])('a choice of %s, which is not sent, becomes auto with a warning', (_, toolName) => {
    const call = {
      tools: [functionTool('look'), providerTool('search')],
      toolChoice: { type: 'tool' as const, toolName },
    };
    expect(acceptedBody(call).tool_choice).toBe('auto');
    expect(warningsOf(requestFor(call))).toContainEqual(
      expect.stringMatching(new RegExp(`^toolChoice: .*${toolName}`)),
    );
  });
});

describe('tools that the provider runs', () => {
  test.each(['provider-defined', 'provider'])('%s: not sent, with a warning', (type) => {
    const search = providerTool('search', type);
    const call = { tools: [search, functionTool('look')] };
    expect(acceptedBody(call).tools?.map((tool) => tool.function.name)).toEqual(['look']);
    expect(requestFor(call).warnings).toEqual([
      { type: 'unsupported', feature: search, details: expect.stringMatching(/function tools/) },
    ]);
  });

  test('alone: no tools and no choice are sent', () => {
    const body = acceptedBody({
      tools: [providerTool('search')],
      toolChoice: { type: 'required' },
    });
    expect(body).not.toHaveProperty('tools');
    expect(body).not.toHaveProperty('tool_choice');
  });
});

describe('a history with calls but no tools', () => {
  const prompt = [
    user('Hi'),
    assistant(call('1', {}, 'look'), call('2', {}, 'a/b'), call('3', {}, 'look')),
    tool(result('1'), result('2', 'done', 'a/b'), result('3')),
  ];

  test('declares the tools again, once each, and lets the model call none', () => {
    const { tools, tool_choice } = acceptedBody({ prompt });
    expect(tools).toEqual(
      ['look', 'a_b'].map((name) => ({
        type: 'function',
        function: { name, parameters: { type: 'object', properties: {} } },
      })),
    );
    expect(tool_choice).toBe('none');
  });

  test('says so in one warning, and names no tool when there is nothing to declare', () => {
    expect(warningsOf(requestFor({ prompt }))).toEqual([expect.stringMatching(/tools/)]);
    expect(requestFor({ prompt: [user('Hi')] }).warnings).toEqual([]);
  });

  test('needs nothing when the call has tools, even others', () => {
    const { tools } = acceptedBody({ prompt, tools: [functionTool('other')] });
    expect(tools).toHaveLength(1);
    expect(requestFor({ prompt, tools: [functionTool('other')] }).warnings).toEqual([]);
  });

  test('needs them when all tools of the call are run by the provider', () => {
    const call = { prompt, tools: [providerTool('search')] };
    expect(acceptedBody(call).tools).toHaveLength(2);
    expect(acceptedBody(call).tool_choice).toBe('none');
  });

  test('is answered by the JSON tool alone', () => {
    const body = acceptedBody({
      prompt,
      responseFormat: { type: 'json', schema: { type: 'object', properties: {} } },
    });
    expect(body.tools?.map((tool) => tool.function.name)).toEqual(['json']);
  });
});

test.each([{ strict: true }, { inputExamples: [{ input: {} }] }])(
  'what Heroku does not know of a tool is told of: %j',
  (settings) => {
    const tools = [{ ...functionTool('look'), ...settings }];
    expect(warningsOf(requestFor({ tools }))).toEqual([expect.stringMatching(/inputExamples/)]);
  },
);

test('what a schema cannot say on a model stands on a line of its own behind the description', () => {
  const schema = { ...functionTool('look').inputSchema, description: 'A place.' };
  const look = { ...functionTool('look', schema), description: 'Looks.' };
  const { tools } = requestFor({ tools: [look] }, 'nova-lite').body;
  expect(tools?.[0]?.function.description).toBe('Looks.\nA place.');
});

test('a tool without words is sent without any', () => {
  const tools = [{ ...functionTool('look'), description: ' ' }, functionTool('listen')];
  for (const tool of acceptedBody({ tools }).tools ?? []) {
    expect(tool.function).not.toHaveProperty('description');
  }
});

test('parallel_tool_calls goes with tools only', () => {
  const providerOptions = { heroku: { parallelToolCalls: false } };
  expect(acceptedBody({ providerOptions })).not.toHaveProperty('parallel_tool_calls');
  expect(acceptedBody({ providerOptions, tools: [functionTool('look')] }).parallel_tool_calls).toBe(
    false,
  );
});

describe('a forced tool choice while the model thinks', () => {
  test.each([
    ['claude-4-5-sonnet', 'auto', true],
    ['claude-opus-4-8', 'required', false],
    ['claude-sonnet-5', 'required', false],
    ['claude-fable-5', 'required', false],
    // Haiku 5.5 takes it; its thoughts are bound to what stands before them, but no tool choice does.
    ['claude-haiku-5-5', 'required', false],
    ['claude-fable-5-1', 'auto', false],
  ])('%s: %s', (modelId, expected, isAsked) => {
    const { tool_choice, messages } = acceptedBody(
      {
        tools: [functionTool('look')],
        toolChoice: { type: 'required' },
        providerOptions: { heroku: { extendedThinking: { enabled: true } } },
      },
      modelId,
    );
    expect(tool_choice).toBe(expected);
    expect(JSON.stringify(messages).includes('Call a tool.')).toBe(isAsked);
  });

  const SENT = 'toolChoice: A forced tool choice is sent as "auto"';
  test.each([
    ['claude-4-5-sonnet', `${SENT} and an instruction: Claude refuses it while it thinks.`],
    ['claude-fable-5-1', `${SENT}: this model refuses it.`],
  ])('%s: a warning says how it is sent and why', (modelId, warning) => {
    const call = {
      tools: [functionTool('look')],
      toolChoice: { type: 'tool' as const, toolName: 'look' },
      providerOptions: { heroku: { extendedThinking: { enabled: true } } },
    };
    expect(warningsOf(requestFor(call, modelId))).toEqual([warning]);
    expect(
      JSON.stringify(requestFor(call, modelId).body.messages).includes('the tool \\"look'),
    ).toBe(modelId === 'claude-4-5-sonnet');
  });
});
