import type { JSONSchema7, LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { chunkOf, DONE, eventOf } from '../../support/scripted-model';

/** One call whose input has a size. */
export type Reading = {
  name: string;
  /** What the server sends. */
  toBody(size: number): string;
  status?: number;
  options?(size: number): Partial<LanguageModelV2CallOptions>;
  /** Default: a stream of the chat model. */
  call?: 'doGenerate' | 'agent';
  /** Default: one of Claude's. */
  modelId?: string;
};

/** What texts of models and of servers may be full of: each is repeated up to the size. */
const PIECES = [
  'a',
  ' ',
  '\n',
  '"',
  '\\',
  '{',
  '[',
  '{"',
  '{"a":',
  '{"a":1}',
  '{}',
  '[]',
  '[{"a":1}, ',
  '```json\n',
  '```\n{"b":1}\n',
  '<',
  '<think>',
  '</think>',
  '<think>a</think>',
  '<|channel|>analysis<|message|>',
  '<|channel|>final<|message|>{"b":',
  'null',
  '1',
  '\\u00e9',
  '\ud83d\ude00',
  '{"a":"\\"}"}\n',
] as const;

const JSON_SCHEMA: JSONSchema7 = { type: 'object', properties: { a: {} }, required: ['a'] };

const TOOLS: LanguageModelV2CallOptions['tools'] = [
  { type: 'function', name: 'look', inputSchema: { type: 'object', properties: { a: {} } } },
];

const heroku = (options: object) => ({ providerOptions: { heroku: options as never } });

type Mode = {
  mode: string;
  /** What stands before the pieces: nothing, or what brings a reader into one of its states. */
  starts: string[];
  toDelta(text: string): object;
  options: Partial<LanguageModelV2CallOptions>;
};

const inText = (text: string) => ({ content: text });
const inCall = (name: string) => (text: string) => ({
  tool_calls: [{ index: 0, id: 'call_1', function: { name, arguments: text } }],
});

const MODES: Mode[] = [
  { mode: 'text', starts: [''], toDelta: inText, options: {} },
  {
    mode: 'thinking tags',
    starts: ['', '<think>'],
    toDelta: inText,
    options: heroku({ thinkingTags: true }),
  },
  {
    mode: 'JSON in text',
    starts: ['', '{"a":"', '{"a":[', '{"a":1}', '<think>', '</think>{"a":1}', '"{'],
    toDelta: inText,
    options: {
      responseFormat: { type: 'json', schema: JSON_SCHEMA },
      ...heroku({ structuredOutputMode: 'prompt' }),
    },
  },
  {
    mode: 'JSON in a call',
    starts: ['', '{"a":"', '{"a":1}'],
    toDelta: inCall('json'),
    options: {
      responseFormat: { type: 'json', schema: JSON_SCHEMA },
      ...heroku({ structuredOutputMode: 'tool' }),
    },
  },
  {
    mode: 'input of a tool',
    starts: ['', '{"a":"', '{"a":1}', '"{'],
    toDelta: inCall('look'),
    options: { tools: TOOLS },
  },
];

/** How long a delta is, in characters: short, or all of the text. */
const SHORT = 3;
const ALL = 0;

const repeat = (piece: string, size: number) =>
  piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

function toEvents(text: string, length: number, toDelta: (text: string) => object): string {
  const events: string[] = [];
  const step = length || text.length;
  for (let at = 0; at < text.length; at += step)
    events.push(eventOf(chunkOf(toDelta(text.slice(at, at + step)))));
  return `${events.join('')}${eventOf(chunkOf({}, 'stop'))}${DONE}`;
}

const TEXTS: Reading[] = MODES.flatMap(({ mode, starts, toDelta, options }) =>
  starts.flatMap((start) =>
    (start === '' ? [SHORT, ALL] : [SHORT]).flatMap((length) =>
      PIECES.map((piece) => ({
        name: `${mode}${length === ALL ? ', in one delta' : ''}: ${JSON.stringify(start + piece)}`,
        toBody: (size) => toEvents(start + repeat(piece, size), length, toDelta),
        options: () => options,
      })),
    ),
  ),
);

const nested = (size: number, one: (inner: unknown) => unknown, most = 150) => {
  let value: unknown = 'a';
  for (let depth = 0; depth < Math.min(most, size); depth++) value = one(value);
  return value;
};

const list = (size: number, one: (nth: number) => unknown) =>
  Array.from({ length: Math.ceil(size / 10) }, (_, nth) => one(nth));

const deltas = (size: number, one: (nth: number) => object): string =>
  `${list(size, (nth) => eventOf(chunkOf(one(nth)))).join('')}${eventOf(chunkOf({}, 'stop'))}${DONE}`;

const FRAMES: Reading[] = [
  {
    name: 'calls, each with an index of its own',
    toBody: (size) =>
      deltas(size, (nth) => ({
        tool_calls: [{ index: nth, id: `c${nth}`, function: { name: 'look', arguments: '{}' } }],
      })),
    options: () => ({ tools: TOOLS }),
  },
  {
    name: 'calls without an index or an id',
    toBody: (size) =>
      deltas(size, () => ({ tool_calls: [{ function: { name: 'look', arguments: '{"a":1}' } }] })),
    options: () => ({ tools: TOOLS }),
  },
  {
    name: 'calls with the same id',
    toBody: (size) =>
      deltas(size, (nth) => ({
        tool_calls: [{ index: nth, id: 'call_0', function: { name: 'look', arguments: '{}' } }],
      })),
    options: () => ({ tools: TOOLS }),
  },
  {
    name: 'a name in pieces',
    toBody: (size) =>
      deltas(size, () => ({ tool_calls: [{ index: 0, function: { name: 'lo' } }] })),
    options: () => ({ tools: TOOLS }),
  },
  {
    name: 'thoughts, each signed',
    toBody: (size) =>
      deltas(size, (nth) => ({ reasoning: { thinking: 'a', signature: `s${nth}` } })),
  },
  {
    name: 'a list of thoughts',
    toBody: (size) =>
      deltas(10, () => ({
        reasoning_details: list(size, () => ({ type: 'thinking', text: 'a' })),
      })),
  },
  {
    name: 'a list of parts',
    toBody: (size) =>
      deltas(10, () => ({ content: list(size, () => ({ type: 'text', text: 'a' })) })),
  },
  {
    name: 'sources',
    toBody: (size) => deltas(size, (nth) => ({ citations: [`https://example.test/${nth}`] })),
  },
  {
    name: 'usage in each frame',
    toBody: (size) =>
      list(size, (nth) =>
        eventOf({ ...chunkOf({ content: 'a' }), usage: { prompt_tokens: 1, total_tokens: nth } }),
      ).join(''),
  },
  {
    name: 'lines in one event',
    toBody: (size) =>
      `data:${list(size, () => JSON.stringify(chunkOf({ content: 'a' }))).join('\ndata:')}\n\n`,
  },
  {
    name: 'frames in a list',
    toBody: (size) => eventOf(list(size, () => chunkOf({ content: 'a' }))),
  },
  { name: 'an event that is no JSON', toBody: (size) => eventOf(`{${'a\\'.repeat(size)}`) },
  { name: 'one line without an end', toBody: (size) => `data: ${'a'.repeat(size)}` },
  { name: 'comments', toBody: (size) => ': a\n\n'.repeat(size) },
  {
    name: 'a document',
    call: 'doGenerate',
    toBody: (size) =>
      JSON.stringify({
        id: '1',
        choices: [{ message: { content: '<think>'.repeat(size) }, finish_reason: 'stop' }],
      }),
    options: () => heroku({ thinkingTags: true }),
  },
  {
    name: 'a document with calls and thoughts',
    call: 'doGenerate',
    toBody: (size) =>
      JSON.stringify({
        choices: [
          {
            message: {
              thinking_blocks: list(size, (nth) => ({ thinking: 'a', signature: `s${nth}` })),
              tool_calls: list(size, () => ({ function: { name: 'look', arguments: '{"a":1}' } })),
            },
            finish_reason: 'tool_calls',
          },
        ],
      }),
    options: () => ({ tools: TOOLS }),
  },
  {
    name: 'choices',
    call: 'doGenerate',
    toBody: (size) =>
      JSON.stringify({ choices: list(size, (index) => ({ index, message: { content: 'a' } })) }),
  },
];

const AGENTS: Reading[] = [
  {
    name: 'calls and results of agents',
    call: 'agent',
    toBody: (size) =>
      `${list(size, (nth) => [
        eventOf({
          id: 'a',
          object: 'chat.completion',
          choices: [
            {
              message: {
                tool_calls: [
                  { id: `c${nth}`, function: { name: 'code_exec_python', arguments: '{}' } },
                ],
              },
              finish_reason: 'tool_calls',
            },
          ],
        }),
        eventOf({
          id: 'a',
          object: 'tool.completion',
          choices: [{ message: { role: 'tool', tool_call_id: `c${nth}`, content: '1' } }],
        }),
      ])
        .flat()
        .join('')}${DONE}`,
  },
];

const errorOf = (message: string) => JSON.stringify({ error: { code: 400, message } });

const ERRORS: Reading[] = [
  ...[
    '{',
    "{'message': \"",
    '\\',
    'inf-test-ke',
    '%69',
    '\\u0069',
    'a.',
    ' ',
    '400 - ',
    "'",
  ].flatMap((piece) => [
    {
      name: `an error of ${JSON.stringify(piece)}`,
      status: 400,
      toBody: (size: number) => errorOf(piece.repeat(size)),
    },
    {
      name: `a page of ${JSON.stringify(piece)}`,
      status: 400,
      toBody: (size: number) => piece.repeat(size),
    },
  ]),
  {
    name: 'a list of errors',
    status: 400,
    toBody: (size) =>
      JSON.stringify({ detail: list(size, (nth) => ({ loc: ['body', nth], msg: 'a' })) }),
  },
  { name: 'an HTML page', status: 502, toBody: (size) => `<html>${'<title'.repeat(size)}` },
];

const schemaOf = (
  toSchema: (size: number) => object,
): Partial<Reading> & { toBody: Reading['toBody'] } => ({
  toBody: () => toEvents('a', 0, inText),
  options: (size) => ({
    tools: [{ type: 'function', name: 'look', inputSchema: toSchema(size) as never }],
  }),
});

const named = (size: number, one: (nth: number) => object) =>
  Object.fromEntries(list(size, (nth) => [`p${nth}`, one(nth)]) as [string, object][]);

const SCHEMAS: Reading[] = [
  [
    'properties',
    (size: number) => ({ type: 'object', properties: named(size, () => ({ type: 'string' })) }),
  ],
  [
    'anyOf at the root',
    (size: number) => ({
      anyOf: list(size, (nth) => ({
        type: 'object',
        properties: { [`p${nth}`]: { type: 'string' } },
        required: [`p${nth}`],
      })),
    }),
  ],
  [
    'oneOf with constants',
    (size: number) => ({
      oneOf: list(size, (nth) => ({ type: 'object', properties: { kind: { const: `k${nth}` } } })),
    }),
  ],
  [
    'allOf at the root',
    (size: number) => ({
      allOf: list(size, (nth) => ({
        type: 'object',
        properties: { [`p${nth}`]: { type: 'string' } },
      })),
    }),
  ],
  [
    'definitions that are used',
    (size: number) => ({
      type: 'object',
      properties: named(size, (nth) => ({ $ref: `#/$defs/p${nth}` })),
      $defs: named(size, () => ({ type: 'string' })),
    }),
  ],
  [
    'definitions, one referring to the next',
    (size: number) => ({
      type: 'object',
      properties: { a: { $ref: '#/$defs/p0' } },
      $defs: named(size, (nth) => ({
        type: 'object',
        properties: { a: { $ref: `#/$defs/p${nth + 1}` } },
      })),
    }),
  ],
  [
    'definitions that refer to all',
    (size: number) => ({
      type: 'object',
      properties: { a: { $ref: '#/$defs/p0' } },
      $defs: named(size, (nth) => ({
        type: 'object',
        properties: { a: { $ref: `#/$defs/p${nth}` }, b: { $ref: '#/$defs/p1' } },
      })),
    }),
  ],
  [
    'names that are refused',
    (size: number) => ({
      type: 'object',
      properties: Object.fromEntries(list(size, (nth) => [`p ${nth} ä`, {}]) as [string, object][]),
    }),
  ],
  [
    'an enum',
    (size: number) => ({ type: 'object', properties: { a: { enum: list(size, (nth) => nth) } } }),
  ],
  [
    'required names',
    (size: number) => ({
      type: 'object',
      properties: named(size, () => ({})),
      required: list(size, (nth) => `p${nth}`),
      additionalProperties: false,
    }),
  ],
  [
    'a nest',
    (size: number) =>
      nested(
        size,
        (inner) => ({ type: 'object', properties: { a: inner === 'a' ? {} : inner } }),
        90,
      ) as object,
  ],
].flatMap(([name, toSchema]) =>
  ['claude-4-5-sonnet', 'nova-lite'].map((modelId) => ({
    name: `schema for ${modelId}: ${name}`,
    modelId,
    ...schemaOf(toSchema as (size: number) => object),
  })),
);

const user = (text: string) => ({
  role: 'user' as const,
  content: [{ type: 'text' as const, text }],
});

const PROMPTS: Reading[] = [
  [
    'messages',
    (size: number) =>
      list(size, () => user('a')).flatMap((at) => [
        at,
        { role: 'assistant', content: [{ type: 'text', text: 'a' }] },
      ]),
  ],
  [
    'system messages',
    (size: number) => [...list(size, () => ({ role: 'system', content: 'a' })), user('a')],
  ],
  [
    'calls with results',
    (size: number) => [
      user('a'),
      ...list(size, (nth) => [
        {
          role: 'assistant',
          content: [
            { type: 'tool-call', toolCallId: `c ${nth}`, toolName: 'look', input: { a: 1 } },
          ],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: `c ${nth}`,
              toolName: 'look',
              output: { type: 'text', value: 'a' },
            },
          ],
        },
      ]).flat(),
    ],
  ],
  [
    'calls of one turn',
    (size: number) => [
      user('a'),
      {
        role: 'assistant',
        content: list(size, (nth) => ({
          type: 'tool-call',
          toolCallId: `c${nth}`,
          toolName: 'look',
          input: {},
        })),
      },
      {
        role: 'tool',
        content: list(size, (nth) => ({
          type: 'tool-result',
          toolCallId: `c${nth}`,
          toolName: 'look',
          output: { type: 'json', value: [nth] },
        })),
      },
    ],
  ],
  [
    'thoughts',
    (size: number) => [
      user('a'),
      {
        role: 'assistant',
        content: list(size, () => ({
          type: 'reasoning',
          text: 'a',
          providerOptions: { heroku: { signature: 's' } },
        })),
      },
      user('a'),
    ],
  ],
  ['a result of lone surrogates', (size: number) => [user('\ud800'.repeat(size))]],
  ['a result of backslashes', (size: number) => [user('\\'.repeat(size))]],
].map(([name, toPrompt]) => ({
  name: `prompt: ${name}`,
  toBody: () => toEvents('a', 0, inText),
  options: (size: number) => ({
    tools: TOOLS,
    prompt: (toPrompt as (size: number) => unknown)(size) as never,
  }),
}));

export const READINGS: Reading[] = [
  ...TEXTS,
  ...FRAMES,
  ...AGENTS,
  ...ERRORS,
  ...SCHEMAS,
  ...PROMPTS,
];
