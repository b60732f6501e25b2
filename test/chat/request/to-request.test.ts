import { InvalidArgumentError } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../src/local';
import { signThinking } from '../../../src/local/signature';
import {
  assistant,
  call,
  file,
  functionTool,
  providerTool,
  reasoning,
  result,
  system,
  tool,
  user,
} from './prompts';
import {
  acceptedBody,
  type Call,
  deepFreeze,
  refusalOf,
  requestFor,
  warningsOf,
} from './request-for';

const CLAUDE = 'claude-4-5-sonnet';
const NOVA = 'nova-pro';
const CHAT_MODELS = Object.keys(MODELS).filter((id) => (MODELS[id]?.kind ?? 'chat') === 'chat');
const options = (heroku: object): Call => ({ providerOptions: { heroku: heroku as never } });

describe('the smallest body', () => {
  test('a prompt alone is a model and its messages', () => {
    expect(requestFor()).toEqual({
      body: { model: CLAUDE, messages: [{ role: 'user', content: 'Hello' }] },
      text: '{"model":"claude-4-5-sonnet","messages":[{"role":"user","content":"Hello"}]}',
      headers: {},
      extraFields: [],
      bansCalls: false,
      warnings: [],
      json: undefined,
      toolAliases: new Map(),
      callIds: new Set(),
    });
  });

  test('nothing undefined is in it, also when the SDK says so of every setting', () => {
    const { body } = requestFor({
      maxOutputTokens: undefined,
      temperature: undefined,
      topP: undefined,
      topK: undefined,
      stopSequences: undefined,
      seed: undefined,
      presencePenalty: undefined,
      frequencyPenalty: undefined,
      responseFormat: undefined,
      tools: undefined,
      toolChoice: undefined,
      includeRawChunks: false,
      ...options({ extendedThinking: undefined, reasoningEffort: undefined }),
    });
    expect(Object.keys(body)).toEqual(['model', 'messages']);
  });

  test('nor what is null, as callers without types say it', () => {
    const unset = { maxOutputTokens: null, temperature: null, topP: null, topK: null, seed: null };
    const call = { ...unset, stopSequences: null } as unknown as Call;
    expect(Object.keys(requestFor(call).body)).toEqual(['model', 'messages']);
    expect(warningsOf(requestFor(call))).toEqual([]);
  });

  test.each<[string, Call, object]>([
    ['maxOutputTokens', { maxOutputTokens: 100 }, { max_tokens: 100 }],
    ['temperature', { temperature: 0.5 }, { temperature: 0.5 }],
    ['temperature 0', { temperature: 0 }, { temperature: 0 }],
    ['topP', { topP: 0.5 }, { top_p: 0.5 }],
    ['topK on Claude', { topK: 5 }, { top_k: 5 }],
    ['temperature beside topK', { temperature: 0.5, topK: 5 }, { temperature: 0.5, top_k: 5 }],
    ['stopSequences', { stopSequences: ['END', '\n\nH:'] }, { stop: ['END', '\n\nH:'] }],
    ['no stop sequence', { stopSequences: [] }, {}],
    ['allowIgnoredParams', options({ allowIgnoredParams: true }), { allow_ignored_params: true }],
    ['allowIgnoredParams false', options({ allowIgnoredParams: false }), {}],
    ['no tools', { tools: [] }, {}],
    ['raw chunks are our own business', { includeRawChunks: true }, {}],
    ['options of other providers', { providerOptions: { openai: { user: 'a' } } }, {}],
  ])('%s', (_, call, expected) => {
    const { model, messages, ...fields } = acceptedBody(call);
    expect(fields).toEqual(expected);
    expect(requestFor(call).warnings).toEqual([]);
  });

  test('a model id that nobody knows is sent as it is', () => {
    expect(requestFor({}, 'next-year-1').body.model).toBe('next-year-1');
  });
});

describe('streaming', () => {
  test.each([
    [false, false, {}],
    [false, true, {}],
    [true, false, { stream: true }],
    [true, true, { stream: true, stream_options: { include_usage: true } }],
  ])('stream %s, includeUsage %s', (stream, includeUsage, expected) => {
    const { model, messages, ...fields } = requestFor({}, CLAUDE, { stream, includeUsage }).body;
    expect(fields).toEqual(expected);
  });
});

describe('settings that would be refused or do nothing', () => {
  test.each<[string, Call, string, object, string[]]>([
    [
      'temperature above 1',
      { temperature: 1.5 },
      CLAUDE,
      { temperature: 1 },
      ['temperature: temperature 1.5 is sent as 1'],
    ],
    [
      'temperature below 0',
      { temperature: -1 },
      NOVA,
      { temperature: 0 },
      ['temperature: temperature -1 is sent as 0'],
    ],
    ['topP above 1', { topP: 2 }, NOVA, { top_p: 1 }, ['topP: topP 2 is sent as 1']],
    [
      'temperature and topP on Claude',
      { temperature: 0.5, topP: 0.9 },
      CLAUDE,
      { temperature: 0.5 },
      ['topP: topP is not sent'],
    ],
    [
      'temperature 0 and topP on Claude',
      { temperature: 0, topP: 0.9 },
      CLAUDE,
      { temperature: 0 },
      ['topP: topP is not sent'],
    ],
    [
      'temperature and topP elsewhere',
      { temperature: 0.5, topP: 0.9 },
      NOVA,
      { temperature: 0.5, top_p: 0.9 },
      [],
    ],
    ['topK elsewhere', { topK: 5 }, NOVA, {}, ['topK: topK is not sent']],
    ['topK on an unknown model', { topK: 5 }, 'next-year-1', {}, ['topK: topK is not sent']],
    ['seed', { seed: 0 }, CLAUDE, {}, ['seed: seed is not sent']],
    [
      'presencePenalty',
      { presencePenalty: 0 },
      CLAUDE,
      {},
      ['presencePenalty: presencePenalty is not sent'],
    ],
    [
      'frequencyPenalty',
      { frequencyPenalty: 1 },
      CLAUDE,
      {},
      ['frequencyPenalty: frequencyPenalty is not sent'],
    ],
  ])('%s', (_, call, modelId, expected, warnings) => {
    const request = requestFor(call, modelId);
    const { model, messages, ...fields } = request.body;
    expect(fields).toEqual(expected);
    expect(refusalOf(request.body)).toBeUndefined();
    expect(warningsOf(request)).toEqual(warnings.map((text) => expect.stringContaining(text)));
  });

  test.each(CHAT_MODELS)('%s takes the body of a call with every setting', (modelId) => {
    const call: Call = {
      prompt: [system('Be brief.'), user('Hi')],
      maxOutputTokens: 100,
      temperature: 1.2,
      topP: 0.9,
      topK: 5,
      stopSequences: ['END'],
      seed: 1,
      presencePenalty: 1,
      frequencyPenalty: 1,
      tools: [functionTool('get-weather'), functionTool('1 odd/name')],
      toolChoice: { type: 'required' },
      ...options({
        extendedThinking: { enabled: true, budgetTokens: 1024 },
        parallelToolCalls: true,
      }),
    };
    acceptedBody(call, modelId, { stream: true });
  });
});

describe('provider options', () => {
  test.each([
    [true, {}],
    [undefined, {}],
    [false, { 'x-heroku-prompt-caching': 'false' }],
  ])('promptCaching %s: headers %j, nothing in the body', (promptCaching, headers) => {
    const request = requestFor(options({ promptCaching }));
    expect(request.headers).toEqual(headers);
    expect(Object.keys(request.body)).toEqual(['model', 'messages']);
  });

  test('extraBody is merged as it is, over what the provider writes', () => {
    const metadata = { nested: ['a', null], $schema: '' };
    const { body, warnings } = requestFor({
      temperature: 0.5,
      ...options({ extraBody: { temperature: 3, metadata, tool_options: {} } }),
    });
    expect(body).toEqual({
      model: CLAUDE,
      messages: [{ role: 'user', content: 'Hello' }],
      temperature: 3,
      metadata,
      tool_options: {},
    });
    expect(warnings).toEqual([]);
  });

  test("are read under the provider's own name, in calls and in parts", () => {
    const prompt = [
      user('Hi'),
      assistant(reasoning('Hm', { signature: signThinking('Hm') }, 'teal'), call('a')),
      tool(result('a')),
    ];
    const request: Call = {
      prompt,
      tools: [functionTool('look')],
      providerOptions: { teal: { extendedThinking: { enabled: true } }, heroku: { unknown: 1 } },
    };
    const { body } = requestFor(request, CLAUDE, { name: 'teal' });
    expect(body.extended_thinking?.enabled).toBe(true);
    expect(body.messages[1]).toHaveProperty('reasoning.thinking', 'Hm');
  });

  test('that are invalid are refused before anything is sent', () => {
    expect(() =>
      requestFor(options({ extendedThinking: { enabled: true, budgetTokens: 5 } })),
    ).toThrow(InvalidArgumentError);
  });
});

describe('a prompt that ends with the assistant', () => {
  const prompt = [user('Hi'), assistant('The answer is')];

  test.each(['claude-4-6-sonnet', 'claude-opus-4-7', 'claude-sonnet-5'])(
    '%s refuses it: sent as it is, with a warning',
    (modelId) => {
      const request = requestFor({ prompt }, modelId);
      expect(refusalOf(request.body, ['prefill'])).toBeUndefined();
      expect(request.body.messages.at(-1)).toEqual({ role: 'assistant', content: 'The answer is' });
      expect(warningsOf(request)).toEqual([
        expect.stringMatching(/does not end with a user message.*Claude/),
      ]);
    },
  );

  test('also with a system message behind it', () => {
    const request = requestFor({ prompt: [...prompt, system('S')] }, 'claude-4-6-sonnet');
    expect(warningsOf(request)).toEqual([
      expect.stringMatching(/does not end with a user message/),
    ]);
  });

  test.each([CLAUDE, NOVA, 'next-year-1'])('%s may take it: no warning', (modelId) => {
    expect(requestFor({ prompt }, modelId).warnings).toEqual([]);
  });

  test('an open tool loop is none', () => {
    const loop = [user('Hi'), assistant(call('a')), tool(result('a'))];
    const request = requestFor(
      { prompt: loop, tools: [functionTool('look')] },
      'claude-4-6-sonnet',
    );
    expect(request.warnings).toEqual([]);
  });
});

test('thinking that is off for an open loop leaves the JSON tool its forced choice', () => {
  const body = acceptedBody({
    prompt: [user('Hi'), assistant(call('a')), tool(result('a'))],
    responseFormat: { type: 'json', schema: { type: 'object', properties: {} } },
    ...options({ extendedThinking: { enabled: true } }),
  });
  expect(body.tool_choice).toEqual({ type: 'function', function: { name: 'json' } });
});

test('the names that had to change are handed to the reader of the answer', () => {
  const { toolAliases } = requestFor({ tools: [functionTool('a/b'), functionTool('fine')] });
  expect([...toolAliases]).toEqual([['a_b', 'a/b']]);
});

/** Everything that a prompt can hold, from AI SDK 5, 6 and 7. */
const EVERYTHING: Call = deepFreeze({
  prompt: [
    system('Be brief.'),
    user(
      'Look:',
      file('image/png', Uint8Array.of(137, 80, 78, 71)),
      file('image', { type: 'data', data: 'iVBORw0KGgo=' }),
      file('image/*', { type: 'url', url: new URL('https://host.test/a.png') }),
      file('text/plain', { type: 'text', text: 'notes' }),
      '\ud800',
    ),
    assistant(
      reasoning('Hm', { signature: signThinking('Hm') }),
      'I look.',
      call('a:1', { city: 'Oslo' }, 'get weather'),
      call('b', 'broken {', 'look'),
    ),
    tool(
      result('b', { type: 'execution-denied', reason: 'No' }),
      result(
        'a:1',
        {
          type: 'content',
          value: [
            { type: 'text', text: 'See' },
            { type: 'image-data', data: 'iVBORw0KGgo=', mediaType: 'image/png' },
            { type: 'file-id', fileId: 'f1' },
          ],
        },
        'get weather',
      ),
    ),
    assistant('', reasoning('unsigned')),
    system(' '),
    user(''),
    assistant(call('b', [1], 'look'), result('b', { type: 'error-json', value: [1] }), 'So.'),
    user('Thanks'),
  ],
  tools: [
    { ...functionTool('get weather', { $schema: 'x', type: 'object' }), description: 'Weather' },
    providerTool('search', 'provider'),
  ],
  toolChoice: { type: 'tool', toolName: 'get weather' },
  temperature: 0.5,
  reasoning: 'provider-default',
  providerOptions: { heroku: { extendedThinking: { enabled: true, budgetTokens: 2000 } } },
});

describe('a prompt with everything in it', () => {
  test('is accepted, and loses no word, argument or image', () => {
    const text = JSON.stringify(acceptedBody(EVERYTHING));
    for (const word of [
      'Be brief.',
      'Look:',
      'notes',
      'Hm',
      'I look.',
      'Oslo',
      'broken {',
      'No',
      'See',
      'f1',
      'So.',
      'Thanks',
      '{\\"input\\":[1]}',
      '{\\"result\\":[1]}',
      'https://host.test/a.png',
    ]) {
      expect(text).toContain(word);
    }
    expect(text.match(/data:image\/png;base64,/g)).toHaveLength(3);
    expect(text).not.toMatch(/\[object|undefined|unsigned|\$schema/);
  });

  test('keeps the order of what was said', () => {
    const { messages } = acceptedBody(EVERYTHING);
    expect(messages.map(({ role }) => role)).toEqual([
      'system',
      // Asks for the call that thinking does not let be forced.
      'system',
      'user',
      'assistant',
      'tool',
      'tool',
      'user',
      'assistant',
      'tool',
      'assistant',
      'user',
    ]);
  });

  test('makes a warning of each thing that changed, each once', () => {
    expect(warningsOf(requestFor(EVERYTHING)).toSorted()).toEqual([
      expect.stringMatching(/^A tool result's .*file-id/),
      expect.stringMatching(/^search: /),
      expect.stringMatching(/^temperature: /),
      expect.stringMatching(/^toolChoice: /),
    ]);
  });

  test('gives the same request each time, and no hint of a key', () => {
    expect(requestFor(EVERYTHING)).toEqual(requestFor(EVERYTHING));
    expect(JSON.stringify(requestFor(EVERYTHING))).not.toMatch(/authorization|bearer/i);
  });

  test.each(CHAT_MODELS)('is accepted by %s', (modelId) => {
    acceptedBody(EVERYTHING, modelId);
    acceptedBody({ ...EVERYTHING, tools: undefined, toolChoice: undefined }, modelId);
  });
});
