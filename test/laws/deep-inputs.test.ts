import { InvalidArgumentError, type LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { createHeroku, listHerokuMcpServers, listHerokuModels } from '../../src';
import { DONE, eventOf, readAll, TEST_PROMPT } from '../support/scripted-model';

/*
 * Inputs that are nested deeper than a call stack reaches: an answer, an error with a message, but never "Maximum call stack
 * size exceeded".
 */

/** Past what JSON.stringify and functions with some variables stand, and past the 15,600 calls of the smallest function. */
const DEPTHS = [5000, 20_000];

/** JSON text: `inner` within so many brackets. */
const inLists = (depth: number, inner = '1') => `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`;
const inKeys = (depth: number, key: string, inner = '1') =>
  `${`{"${key}":`.repeat(depth)}${inner}${'}'.repeat(depth)}`;
/** The value itself: JSON.parse has no limit of depth. */
const valueIn = (depth: number, key: string, inner?: string) =>
  JSON.parse(inKeys(depth, key, inner));

type Access = { fetch: typeof globalThis.fetch; baseURL: string; apiKey: string };
type Call = (access: Access, depth: number) => Promise<unknown>;

const chat = (access: Access) => createHeroku(access)('claude-4-5-sonnet');

const stream =
  (toOptions: (depth: number) => object = () => ({})): Call =>
  async (access, depth) => {
    const options = { prompt: TEST_PROMPT, ...toOptions(depth) } as LanguageModelV2CallOptions;
    const result = await chat(access).doStream(options);
    return readAll(result.stream);
  };
const whole =
  (toOptions: (depth: number) => object = () => ({})): Call =>
  (access, depth) =>
    chat(access).doGenerate({
      prompt: TEST_PROMPT,
      ...toOptions(depth),
    } as LanguageModelV2CallOptions);
const agent: Call = async (access) => {
  const { stream } = await createHeroku(access)
    .agent('claude-4-5-sonnet')
    .doStream({ prompt: TEST_PROMPT });
  return readAll(stream);
};

const tools = [{ type: 'function', name: 'look', inputSchema: { type: 'object' } }];
const json = {
  responseFormat: {
    type: 'json',
    schema: { type: 'object', properties: { a: {} }, required: ['a'] },
  },
};
const inTags = { providerOptions: { heroku: { thinkingTags: true } } };
const asPrompt = { ...json, providerOptions: { heroku: { structuredOutputMode: 'prompt' } } };
const asTool = { ...json, providerOptions: { heroku: { structuredOutputMode: 'tool' } } };

const events = (delta: string) =>
  `${eventOf(`{"choices":[{"delta":${delta}}]}`)}${eventOf('{"choices":[{"delta":{},"finish_reason":"stop"}]}')}${DONE}`;
const documentOf = (message: string) =>
  `{"choices":[{"message":${message},"finish_reason":"stop"}]}`;
const text = (content: string) => `{"content":${JSON.stringify(content)}}`;
const callOf = (name: string, input: string) =>
  `{"tool_calls":[{"id":"c","function":{"name":"${name}","arguments":${input}}}]}`;

type Row = [name: string, toBody: (depth: number) => string, call: Call, status?: number];

const HOLDERS = ['error', 'message', 'detail', 'cause', 'metadata'];
const FIELDS = [
  'content',
  'reasoning',
  'reasoning_details',
  'thinking_blocks',
  'annotations',
  'tool_calls',
];

const answer = () => events(text('a'));

const ANSWERS: Row[] = [
  ['a frame of lists', (depth) => eventOf(inLists(depth)), stream()],
  ['a frame of objects', (depth) => eventOf(inKeys(depth, 'choices')), stream()],
  ...FIELDS.flatMap((field): Row[] => [
    [`${field} of lists`, (depth) => events(`{"${field}":${inLists(depth, '"a"')}}`), stream()],
    [
      `${field} of objects`,
      (depth) => events(`{"${field}":[${inKeys(depth, 'text', '"a"')}]}`),
      stream(),
    ],
    [
      `${field} of deltas, whole`,
      (depth) => documentOf(`{"${field}":${inKeys(depth, 'delta', '"a"')}}`),
      whole(),
    ],
  ]),
  ['usage', (depth) => eventOf(`{"choices":[],"usage":${inKeys(depth, 'a')}}`), stream()],
  [
    'usage beside a count',
    (depth) =>
      events(`{"content":"a"},"usage":{"prompt_tokens":1,"details":${inKeys(depth, 'a')}}`),
    whole(),
  ],
  [
    'log probabilities',
    (depth) =>
      eventOf(`{"choices":[{"delta":{"content":"a"},"logprobs":{"content":${inLists(depth)}}}]}`),
    stream(),
  ],
  [
    'raw chunks',
    (depth) => events(`{"content":"a","x":${inLists(depth)}}`),
    stream(() => ({ includeRawChunks: true })),
  ],
  [
    'input of a tool',
    (depth) => events(callOf('look', JSON.stringify(inKeys(depth, 'a')))),
    stream(() => ({ tools })),
  ],
  [
    'input of a tool, sent twice',
    (depth) => events(callOf('look', JSON.stringify(inKeys(depth, 'a') + inKeys(depth, 'b')))),
    stream(() => ({ tools })),
  ],
  [
    'input of a tool in a string',
    (depth) => events(callOf('look', JSON.stringify(JSON.stringify(inKeys(depth, 'a'))))),
    stream(() => ({ tools })),
  ],
  [
    'input of a tool that is no text',
    (depth) => events(callOf('look', inKeys(depth, 'a'))),
    stream(() => ({ tools })),
  ],
  ['JSON in text', (depth) => events(text(inKeys(depth, 'a'))), stream(() => asPrompt)],
  ['JSON in prose', (depth) => events(text(`Here: ${inKeys(depth, 'a')}`)), stream(() => asPrompt)],
  [
    'JSON of lists in prose',
    (depth) => events(text(`Here: ${inLists(depth)}`)),
    whole(() => asPrompt),
  ],
  [
    'JSON in a call',
    (depth) => events(callOf('json', JSON.stringify(inKeys(depth, 'a')))),
    stream(() => asTool),
  ],
  [
    'JSON in a call that is written',
    (depth) => events(text(`{"name":"json","arguments":${inKeys(depth, 'a')}}`)),
    stream(() => asTool),
  ],
  [
    'thoughts in thoughts',
    (depth) => events(text('<think>'.repeat(depth) + '</think>'.repeat(depth))),
    stream(() => inTags),
  ],
  [
    'an agent: input',
    (depth) =>
      eventOf(
        documentOf(callOf('code_exec_python', JSON.stringify(inKeys(depth, 'a')))).replace(
          '"stop"',
          '"tool_calls"',
        ),
      ),
    agent,
  ],
  [
    'an agent: a result',
    (depth) =>
      eventOf(
        `{"object":"tool.completion","choices":[{"message":{"role":"tool","tool_call_id":"c","content":${inLists(depth)}}}]}`,
      ),
    agent,
  ],
  [
    'an agent: a result as text',
    (depth) =>
      eventOf(
        `{"object":"tool.completion","choices":[{"message":{"role":"tool","tool_call_id":"c","content":${JSON.stringify(inLists(depth))}}}]}`,
      ),
    agent,
  ],
  [
    'an agent: an error',
    (depth) => eventOf(`{"object":"tool.error","error":${inKeys(depth, 'error', '"a"')}}`),
    agent,
  ],
];

const embed: Call = (access) =>
  createHeroku(access)
    .embedding('m')
    .doEmbed({ values: ['a'] });
const image: Call = (access) =>
  createHeroku(access).image('m').doGenerate({
    prompt: 'a',
    n: 1,
    size: undefined,
    aspectRatio: undefined,
    seed: undefined,
    providerOptions: {},
  });
const ENDPOINTS: [string, Call][] = [
  ['chat', stream()],
  ['chat, whole', whole()],
  ['agent', agent],
  ['embeddings', embed],
  ['images', image],
  ['models', (access) => listHerokuModels(access)],
  ['MCP servers', (access) => listHerokuMcpServers(access)],
];

const ERRORS: Row[] = ENDPOINTS.flatMap(([name, call]) => [
  ...HOLDERS.map(
    (holder): Row => [
      `${name}: an error in ${holder}`,
      (depth) => inKeys(depth, holder, '"a"'),
      call,
      400,
    ],
  ),
  [`${name}: an error of lists`, (depth) => `{"error":${inLists(depth, '"a"')}}`, call, 400],
  [`${name}: lists in place of an answer`, (depth) => inLists(depth), call],
  [`${name}: objects in place of an answer`, (depth) => `{"data":${inKeys(depth, 'data')}}`, call],
  [
    `${name}: a list of lists as data`,
    (depth) =>
      `{"data":[{"embedding":${inLists(depth)},"b64_json":${inLists(depth)},"id":${inLists(depth)},"tools":${inLists(depth)}}]}`,
    call,
  ],
]);

const withSchema = (toSchema: (depth: number) => unknown) =>
  stream((depth) => ({
    tools: [{ type: 'function', name: 'look', inputSchema: toSchema(depth) }],
  }));
const chained = (depth: number) => ({
  type: 'object',
  properties: { a: { $ref: '#/$defs/p0' } },
  $defs: Object.fromEntries(
    Array.from({ length: depth }, (_, nth) => [`p${nth}`, { $ref: `#/$defs/p${nth + 1}` }]),
  ),
});
const KEYWORDS = ['items', 'not', 'properties', 'additionalProperties'];
const message = (part: object, role = 'assistant') => [
  ...TEST_PROMPT,
  { role, content: [part] },
  ...TEST_PROMPT,
];
const called = { type: 'tool-call', toolCallId: 'c', toolName: 'look' };

const REQUESTS: Row[] = [
  ...KEYWORDS.map(
    (key): Row => [
      `a schema of ${key}`,
      answer,
      withSchema((depth) => valueIn(depth, key, '{"type":"object"}')),
    ],
  ),
  ...['anyOf', 'allOf', 'oneOf'].map(
    (key): Row => [
      `a schema of ${key}`,
      answer,
      withSchema((depth) =>
        JSON.parse(`${`{"${key}":[`.repeat(depth)}{"type":"object"}${']}'.repeat(depth)}`),
      ),
    ],
  ),
  ['a chain of references', answer, withSchema(chained)],
  [
    'a schema of JSON output',
    answer,
    stream((depth) => ({
      responseFormat: { type: 'json', schema: valueIn(depth, 'items', '{}') },
    })),
  ],
  [
    'the input of a call',
    answer,
    stream((depth) => ({ prompt: message({ ...called, input: valueIn(depth, 'a') }) })),
  ],
  [
    'the input of a call as text',
    answer,
    stream((depth) => ({ prompt: message({ ...called, input: inKeys(depth, 'a') }) })),
  ],
  ...['json', 'text', 'error-json'].map(
    (type): Row => [
      `a result, ${type}`,
      answer,
      stream((depth) => ({
        prompt: [
          ...TEST_PROMPT,
          { role: 'assistant', content: [{ ...called, input: {} }] },
          {
            role: 'tool',
            content: [
              {
                ...called,
                type: 'tool-result',
                output: { type, value: type === 'text' ? inLists(depth) : valueIn(depth, 'a') },
              },
            ],
          },
        ],
      })),
    ],
  ),
  [
    'options of a part',
    answer,
    stream((depth) => ({
      prompt: message({
        type: 'text',
        text: 'a',
        providerOptions: { heroku: valueIn(depth, 'a') },
      }),
    })),
  ],
  [
    'options of the call',
    answer,
    stream((depth) => ({ providerOptions: { heroku: valueIn(depth, 'a') } })),
  ],
  [
    'extraBody',
    answer,
    stream((depth) => ({ providerOptions: { heroku: { extraBody: valueIn(depth, 'a') } } })),
  ],
];

const failing = (depth: number) => {
  let error: unknown = new Error('lost');
  for (let nth = 0; nth < depth; nth++) error = new Error('lost', { cause: error });
  return error;
};

test.each([...ANSWERS, ...ERRORS, ...REQUESTS])('%s', async (_name, toBody, call, status = 200) => {
  for (const depth of DEPTHS) {
    const body = toBody(depth);
    const type = body.startsWith('event') ? 'text/event-stream' : 'application/json';
    const fetch = async () => new Response(body, { status, headers: { 'content-type': type } });
    await assertNoOverflow(call, fetch, depth);
  }
});

test.each(ENDPOINTS)('%s: an error of fetch with a chain of causes', async (_name, call) => {
  for (const depth of DEPTHS)
    await assertNoOverflow(call, () => Promise.reject(failing(depth)), depth);
});

async function assertNoOverflow(
  call: Call,
  fetch: typeof globalThis.fetch,
  depth: number,
): Promise<void> {
  const access = { fetch, baseURL: 'http://heroku.test', apiKey: 'inf-test-key-123' };
  const outcome = await call(access, depth).catch((error: unknown) => [{ type: 'error', error }]);
  const errors = Array.isArray(outcome) ? outcome.flatMap(({ error }) => error ?? []) : [];
  expect(errors.flatMap(toOverflows), `${depth} levels`).toEqual([]);
}

/** What of an error and of its causes is an overflow. */
function toOverflows(error: unknown): string[] {
  const found: string[] = [];
  let at = error;
  for (let nth = 0; nth < 100 && at; nth++) {
    // The error that is thrown names its cause; the cause may be the overflow that was caught.
    if (InvalidArgumentError.isInstance(at)) break;
    if (at instanceof RangeError || /call stack/.test(String((at as Error).message)))
      found.push(String((at as Error).stack).slice(0, 600));
    at = (at as Error).cause;
  }
  return found;
}
