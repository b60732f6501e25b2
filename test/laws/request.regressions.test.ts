import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { toRequest } from '../../src/chat/request/to-request';
import { signThinking } from '../../src/local/signature';
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
} from '../chat/request/prompts';
import { checkLaw } from './request/check-law';

type Call = LanguageModelV2CallOptions & { reasoning?: string };
type Case = [what: string, call: Call | Call['prompt'], modelId?: string];

const signed = (text: string) => reasoning(text, { signature: signThinking(text) });
const heroku = (options: NonNullable<Call['providerOptions']>[string]) => ({
  providerOptions: { heroku: options },
});
const content = (...value: object[]) => ({ type: 'content', value });
const image = (more: object = {}) => ({ mediaType: 'image/png', data: 'iVBORw0KGgo=', ...more });
const thinking = heroku({ extendedThinking: { enabled: true, budgetTokens: 2000 } });

/** What the law has found, shrunk, and what it was most likely to miss. */
const PROMPTS: Case[] = [
  ['an empty prompt', []],
  ['a prompt of nothing but blanks', [system(' '), user(''), assistant(' \n'), user()]],
  ['a blank message before one that says something', [user(), user('Hello')]],
  [
    'a blank message, a system message, and one that says something',
    [user(), system('s'), user('a')],
  ],
  ['a user who says what stands for nothing', [user('.'), user('a'), assistant('.'), user('.')]],
  ['a blank message behind a system message', [user('a'), system('s'), user(' '), system('t')]],
  [
    'a blank message after the image of a result',
    [
      user('a'),
      assistant(call('c')),
      tool(result('c', content({ type: 'image-data', ...image() }))),
      user(''),
    ],
  ],
  ['white space at the end, before a system message', [user('a'), assistant('b \n'), system('s')]],
  [
    'reasoning alone between two messages of the user',
    [user('a'), assistant(reasoning('b')), user('c')],
  ],
  [
    'a text in a data URL that ends like the path of an image',
    [
      user('a'),
      assistant(call('c')),
      tool(
        result('c', content({ type: 'file-url', url: 'data:,https%3A%2F%2Fhost.test%2Fa.png' })),
      ),
    ],
  ],
  ['a result before its call', [user('a'), tool(result('c')), assistant(call('c'))]],
  [
    'a call answered twice',
    [user('a'), assistant(call('c')), tool(result('c'), result('c', 'again'))],
  ],
  [
    'a call answered after the user has spoken',
    [user('a'), assistant(call('c')), user('b'), tool(result('c')), assistant('d')],
  ],
  [
    'an id used for two calls of two turns',
    [
      user('a'),
      assistant(call('c', 1)),
      tool(result('c', '1')),
      assistant(call('c', 2)),
      tool(result('c', '2')),
    ],
  ],
  [
    'an alias that is the id of another call',
    [
      user('a'),
      assistant(call('c:1'), call('c_1'), call('c:1'), call('c_1_2')),
      tool(result('c_1')),
    ],
  ],
  [
    'a call that a provider answered inside the message',
    [
      user('a'),
      assistant('b', { ...call('c'), providerExecuted: true }, result('c'), 'd'),
      user('e'),
    ],
  ],
  [
    'a result of one call after the assistant has gone on',
    [
      user('a'),
      assistant(call('c'), call('d')),
      tool(result('d')),
      assistant('b'),
      tool(result('c')),
    ],
  ],
  [
    'images of two results beside a result without a call',
    [
      user('a'),
      assistant(call('c'), call('d')),
      tool(
        result('d', content({ type: 'text', text: 'x' }, { type: 'media', ...image() })),
        result('e', content({ type: 'image-url', url: 'https://example.com/a.png' })),
        result(
          'c',
          content({ type: 'file', mediaType: 'image', data: { type: 'data', data: 'R0lGOD==' } }),
        ),
      ),
      user('b'),
    ],
  ],
  [
    'arguments of all kinds',
    [
      user('a'),
      assistant(
        call('c', null),
        call('d', '{"a":"\\ud800"}'),
        call('e', [1]),
        call('f', '{"a":'),
        call('g', { '\ud800': '\udfff' }),
        call('h', undefined),
      ),
    ],
  ],
  [
    'results that are JSON but no object',
    [
      user('a'),
      assistant(call('c'), call('d'), call('e')),
      tool(result('c', '[1'), result('d', ' [1]'), result('e', { type: 'json', value: '' })),
    ],
  ],
  [
    'a result of nothing',
    [user('a'), assistant(call('c')), tool(result('c', { type: 'json', value: undefined }))],
  ],
  [
    'a tool that a user did not allow, for a blank reason',
    [user('a'), assistant(call('c')), tool(result('c', { type: 'execution-denied', reason: ' ' }))],
  ],
  [
    'an empty text file',
    [
      user(file('text/plain', new Uint8Array())),
      assistant(file('text/csv', 'data:text/csv;base64,')),
      user('a'),
    ],
  ],
  [
    'a text file of a result whose type only its data URL tells',
    [
      user('a'),
      assistant(call('c')),
      tool(result('c', content({ type: 'file-url', url: 'data:text/plain;base64,SGk=' }))),
    ],
  ],
  [
    'base64 without padding, of URLs, and with line breaks',
    [
      user(
        file('image', 'iVBORw0KGgo'),
        file('image/png', 'AA-_'),
        file('image/*', 'iVBORw0K\r\nGgoA'),
      ),
    ],
  ],
  [
    'image/jpg, upper case, and a type that only the data URL tells',
    [
      user(
        file('image/jpg', '/9j/AA=='),
        file('IMAGE/PNG', 'AAAA'),
        file('image/*', 'data:image/png;base64,AQ=='),
      ),
    ],
  ],
  ['an image of no bytes', [user(file('image/png', new Uint8Array()))]],
  ['an image that is not base64', [user(file('image/png', 'not base64 at all!'))]],
  ['an image of a format that Bedrock does not read', [user(file('image/svg+xml', 'PHN2Zy8+'))]],
  [
    'the same in a tool result',
    [
      user('a'),
      assistant(call('c')),
      tool(
        result(
          'c',
          content(
            { type: 'image-data', mediaType: 'image/tiff', data: 'SUkqAA==' },
            { type: 'image-data', mediaType: 'image/png', data: '' },
          ),
        ),
      ),
    ],
  ],
  ['images of other schemes', [user(file('image/png', new URL('ftp://example.com/a.png')))]],
  [
    'the same in a tool result',
    [
      user('a'),
      assistant(call('c')),
      tool(
        result(
          'c',
          content(
            { type: 'image-url', url: 's3://bucket/a.png' },
            { type: 'image-url', url: 'https://' },
          ),
        ),
      ),
    ],
  ],
  [
    'lone surrogates everywhere',
    [
      system('\ud800'),
      user('\udfff'),
      assistant('\ud83d', call('\ud800', { a: '\ud800' }, '\ud800')),
      tool(result('\ud800', '\udc00')),
    ],
  ],
];

const CALLS: Case[] = [
  [
    'names that Nova refuses',
    {
      prompt: [user('a')],
      tools: ['', '_', '1st', 'a-b', 'a_b'].map((name) => functionTool(name)),
    },
    'nova-lite',
  ],
  [
    'names that become the same',
    {
      prompt: [user('a')],
      tools: ['a b', 'a.b', 'a_b', 'a_b_2', 'x'.repeat(65), 'x'.repeat(66)].map((name) =>
        functionTool(name),
      ),
    },
  ],
  [
    'a choice of a tool that is not sent',
    {
      prompt: [user('a')],
      tools: [functionTool('a'), providerTool('b')],
      toolChoice: { type: 'tool', toolName: 'b' },
    },
  ],
  [
    'a choice of a tool that there is not',
    {
      prompt: [user('a')],
      tools: [functionTool('a')],
      toolChoice: { type: 'tool', toolName: 'gone' },
    },
  ],
  [
    "calls in the history, and no tool but a provider's",
    {
      prompt: [user('a'), assistant(call('c', {}, 'a b')), tool(result('c', 'x', 'a b'))],
      tools: [providerTool('b', 'provider')],
    },
  ],
  [
    'a root that points to a definition',
    {
      prompt: [user('a')],
      tools: [
        functionTool('a', {
          $ref: '#/definitions/A',
          definitions: { A: { type: 'object', properties: { b: {} } } },
        }),
      ],
    },
  ],
  [
    'a root that is no object',
    { prompt: [user('a')], tools: [functionTool('a', { type: 'string' })] },
  ],
  [
    'JSON whose root is no object, through a tool',
    {
      prompt: [user('a')],
      responseFormat: { type: 'json', schema: { type: 'string' } },
      ...heroku({ structuredOutputMode: 'tool' }),
    },
  ],
  [
    'JSON beside a tool named json',
    {
      prompt: [user('a')],
      tools: [functionTool('json')],
      responseFormat: { type: 'json', schema: { type: 'object' } },
    },
  ],
  [
    'JSON while thinking',
    {
      prompt: [user('a')],
      responseFormat: { type: 'json', schema: { type: 'object' } },
      ...thinking,
    },
  ],
  ['numbers that are none', { prompt: [user('a')], temperature: Number.NaN, topK: Number.NaN }],
  ['numbers that are none', { prompt: [user('a')], topP: Number.NaN }],
  ['no end of temperature', { prompt: [user('a')], temperature: Number.POSITIVE_INFINITY }],
  [
    'signed thinking after that of another provider',
    {
      prompt: [
        user('a'),
        assistant(reasoning('foreign'), 'b'),
        assistant(signed('own'), call('c')),
        tool(result('c')),
      ],
      ...thinking,
    },
  ],
  [
    'thinking with a late signature',
    {
      prompt: [
        user('a'),
        assistant(reasoning('own'), reasoning('', { signature: signThinking('own') }), call('c')),
        tool(result('c')),
      ],
      ...thinking,
    },
  ],
  [
    'an unsigned loop behind a result without a call',
    {
      prompt: [
        user('a'),
        assistant(signed('b'), call('c')),
        tool(result('c'), result('c')),
        assistant(call('d')),
        tool(result('d')),
      ],
      ...thinking,
    },
  ],
  [
    'an unsigned loop, asked to think by the level of AI SDK 7',
    { prompt: [user('a'), assistant(call('c')), tool(result('c'))], reasoning: 'high' },
  ],
  [
    'a blank message before an unsigned loop',
    {
      prompt: [
        user('a'),
        assistant(signed('b'), call('c')),
        tool(result('c')),
        user(),
        assistant(call('d')),
        tool(result('d')),
      ],
      ...thinking,
    },
  ],
  [
    'a blank message behind the image of an unsigned loop',
    {
      prompt: [
        user('a'),
        assistant(call('c')),
        tool(result('c', content({ type: 'image-data', ...image() }))),
        user(''),
      ],
      ...thinking,
    },
  ],
  [
    'one blank message before an unsigned loop, and one behind the image of its result',
    {
      prompt: [
        user(),
        assistant(signed('a'), call('b')),
        tool(result('b')),
        user(),
        assistant(call('c')),
        tool(result('c', content({ type: 'image-data', ...image() }))),
        user(),
      ],
      ...thinking,
    },
  ],
  [
    'an unsigned loop that is over',
    { prompt: [user('a'), assistant(call('c')), tool(result('c')), user('b')], ...thinking },
  ],
  ['a prefill while thinking', { prompt: [user('a'), assistant('b ')], ...thinking }],
];

const SETTINGS = {
  modelId: 'claude-4-5-sonnet',
  name: 'heroku',
  stream: true,
  includeUsage: false,
};

test.each([...PROMPTS, ...CALLS])('%s', (_, call, modelId = 'claude-4-5-sonnet') => {
  checkLaw({
    call: Array.isArray(call) ? { prompt: call } : call,
    settings: { ...SETTINGS, modelId },
  });
});

test('a choice without tools is dropped without a word about tools', () => {
  const toolChoice = { type: 'tool', toolName: 'gone' } as const;
  const { body, warnings } = toRequest({ prompt: [user('a')], toolChoice }, SETTINGS);
  expect({ choice: body.tool_choice, warnings }).toEqual({ choice: undefined, warnings: [] });
});

test('JSON without name and description is asked for in whole sentences', () => {
  const responseFormat = { type: 'json', schema: { type: 'object' } } as const;
  const { body } = toRequest({ prompt: [user('a')], responseFormat }, SETTINGS);
  expect(body.tools?.[0]?.function.description).toMatch(/\w$/);
});
