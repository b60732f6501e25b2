import { expect, test } from 'vitest';
import { toChunk } from '../../../src/chat/response/to-chunk';
import type { Chunk, ReasoningFragment } from '../../../src/parts/chunk';

function read(frame: object): Chunk {
  return toChunk(JSON.parse(JSON.stringify(frame)));
}

function readDelta(delta: unknown): Chunk {
  return read({ choices: [{ index: 0, delta, finish_reason: null }] });
}

test.each<[what: string, delta: object, text: string | undefined]>([
  ['a string', { content: 'Once' }, 'Once'],
  ['white space', { content: ' \n' }, ' \n'],
  ['null', { content: null }, undefined],
  ['an empty string', { content: '' }, undefined],
  ['an odd type', { content: 5 }, undefined],
  ['missing', { role: 'assistant' }, undefined],
  [
    'parts',
    {
      content: [{ type: 'text', text: 'On' }, 'ce', { type: 'image_url' }, null, { text: ' more' }],
    },
    'Once more',
  ],
  ['one part that stands for the list', { content: { type: 'text', text: 'Once' } }, 'Once'],
  ['empty parts', { content: [] }, undefined],
  ['a text with a value', { content: [{ type: 'text', text: { value: 'Once' } }] }, 'Once'],
  ['text without content', { text: 'Once' }, 'Once'],
  ['no refusal', { content: 'Once', refusal: null }, 'Once'],
])('content: %s', (_what, delta, text) => {
  expect(readDelta(delta).text).toBe(text);
});

test.each<[what: string, delta: object, said: object]>([
  ['alone', { content: null, refusal: 'I cannot.' }, { refusal: 'I cannot.' }],
  ['beside blank content', { content: '', refusal: 'I cannot.' }, { refusal: 'I cannot.' }],
  [
    'among the parts',
    { content: [{ type: 'refusal', refusal: 'I cannot.' }] },
    { refusal: 'I cannot.' },
  ],
  ['beside content', { content: 'Well.', refusal: 'No.' }, { text: 'Well.', refusal: 'No.' }],
])('a refusal %s', (_what, delta, said) => {
  const { text, refusal } = readDelta(delta);
  expect({ text, refusal }).toEqual(said);
});

test.each<[what: string, content: unknown[], order: string]>([
  [
    'a thought between texts',
    ['A', { type: 'thinking', thinking: 'x' }, 'B'],
    'text A, thought x, text B',
  ],
  [
    'thoughts, then text',
    [{ thinking: 'x' }, { thinking: 'y' }, 'B', 'C'],
    'thought x, thought y, text BC',
  ],
  [
    'a text behind a call',
    [{ type: 'tool_use', id: 'a', name: 'f', input: {} }, 'B'],
    'call f, text B',
  ],
  ['a text behind a refusal', [{ refusal: 'No.' }, 'B'], 'refusal No., text B'],
])('the order of content parts is kept: %s', (_what, content, order) => {
  const { pieces = [], ...last } = readDelta({ content });
  const said = [...pieces, last].flatMap(({ reasoning = [], text, refusal, toolCalls = [] }) => [
    ...reasoning.map((thought) => `thought ${thought.text}`),
    ...(text ? [`text ${text}`] : []),
    ...(refusal ? [`refusal ${refusal}`] : []),
    ...toolCalls.map(({ name }) => `call ${name}`),
  ]);
  expect(said.join(', ')).toBe(order);
});

test.each<[what: string, delta: object, thought: ReasoningFragment]>([
  ['thinking', { thinking: 'Hm' }, { text: 'Hm' }],
  ['reasoning_text', { reasoning_text: 'Hm' }, { text: 'Hm' }],
  [
    'thinking_blocks beside the same in another field',
    {
      thinking_blocks: [{ type: 'thinking', thinking: 'Hm', signature: 's' }],
      reasoning_content: 'Hm',
    },
    { text: 'Hm', metadata: { signature: 's' } },
  ],
  [
    'a part whose words are its reasoning',
    { content: [{ type: 'reasoning', reasoning: 'Hm' }] },
    { text: 'Hm' },
  ],
  ['reasoning.thinking', { reasoning: { thinking: 'Hm' } }, { text: 'Hm' }],
  ['reasoning as a string', { reasoning: 'Hm' }, { text: 'Hm' }],
  ['reasoning_content', { reasoning_content: 'Hm' }, { text: 'Hm' }],
  [
    'the first that is not empty: object, then reasoning_content',
    { reasoning: { thinking: '' }, reasoning_content: 'Hm' },
    { text: 'Hm' },
  ],
  [
    'the first that is not empty: string, then reasoning_content',
    { reasoning: '', reasoning_content: 'Hm' },
    { text: 'Hm' },
  ],
  [
    'one of two, not both',
    { reasoning: { thinking: 'Hm' }, reasoning_content: 'Hm' },
    { text: 'Hm' },
  ],
  [
    'with a signature',
    { reasoning: { thinking: 'Hm', signature: 's' } },
    { text: 'Hm', metadata: { signature: 's' } },
  ],
  ['a signature alone', { reasoning: { signature: 's' } }, { metadata: { signature: 's' } }],
  [
    'redacted thinking',
    { reasoning: { thinking: '', redacted_thinking: 'xyz' } },
    { metadata: { redacted_thinking: 'xyz' } },
  ],
  ['an empty signature', { reasoning: { thinking: '', signature: '' } }, {}],
  ['a null signature', { reasoning: { thinking: 'Hm', signature: null } }, { text: 'Hm' }],
  ['null', { reasoning: null }, {}],
  ['an empty object', { reasoning: {} }, {}],
  ['an array', { reasoning: ['Hm'] }, { text: 'Hm' }],
])('reasoning: %s', (_what, delta, thought) => {
  const [fragment = {}] = readDelta(delta).reasoning ?? [];
  expect(fragment).toEqual(thought);
});

test.each<[what: string, call: unknown, fragment: object]>([
  [
    'whole',
    { index: 0, id: 'tooluse_1', type: 'function', function: { name: 'f', arguments: '{}' } },
    { index: 0, id: 'tooluse_1', name: 'f', arguments: '{}' },
  ],
  [
    'a blank name and no id, as Heroku continues a call',
    { index: 0, function: { name: '', arguments: '{"a' } },
    { index: 0, arguments: '{"a' },
  ],
  [
    'no index',
    { id: 'a', function: { name: 'f', arguments: '' } },
    { id: 'a', name: 'f', arguments: '' },
  ],
  [
    'a null index',
    { index: null, id: 'a', function: { name: 'f' } },
    { id: 'a', name: 'f', arguments: '' },
  ],
  ['an empty id', { id: '', function: { name: 'f' } }, { name: 'f', arguments: '' }],
  ['an integer id', { id: 0, function: { name: 'f' } }, { id: '0', name: 'f', arguments: '' }],
  [
    'a null type',
    { id: 'a', type: null, function: { name: 'f' } },
    { id: 'a', name: 'f', arguments: '' },
  ],
  [
    'arguments as an object',
    { id: 'a', function: { name: 'f', arguments: { a: [1] } } },
    { id: 'a', name: 'f', arguments: '{"a":[1]}' },
  ],
  [
    'null arguments',
    { id: 'a', function: { name: 'f', arguments: null } },
    { id: 'a', name: 'f', arguments: '' },
  ],
  [
    'an index in a string',
    { index: '1', id: 'a', function: { name: 'f' } },
    { index: 1, id: 'a', name: 'f', arguments: '' },
  ],
  [
    'without a function around it',
    { id: 'a', name: 'f', arguments: '{}' },
    { id: 'a', name: 'f', arguments: '{}' },
  ],
  ['a null function', { id: 'a', function: null }, { id: 'a', arguments: '' }],
  ['null', null, { arguments: '' }],
  ['a string', 'f', { arguments: '' }],
])('tool call: %s', (_what, call, fragment) => {
  expect(readDelta({ tool_calls: [call] }).toolCalls).toEqual([fragment]);
});

test.each<[what: string, delta: object]>([
  ['one call that stands for the list', { tool_calls: { id: 'a', function: { name: 'f' } } }],
  [
    'a call among the parts, of Converse',
    { content: [{ toolUse: { toolUseId: 'a', name: 'f', input: {} } }] },
  ],
  ['a call among the parts', { content: [{ type: 'tool_use', id: 'a', name: 'f', input: {} }] }],
])('%s', (_what, delta) => {
  expect(readDelta(delta).toolCalls).toMatchObject([{ id: 'a', name: 'f' }]);
});

test.each([[null], ['none'], [{}], [0]])('tool_calls %j are none', (calls) => {
  expect(readDelta({ content: 'Once', tool_calls: calls })).toMatchObject({ text: 'Once' });
  expect(readDelta({ content: 'Once', tool_calls: calls }).toolCalls).toBeUndefined();
});

test.each<[what: string, choice: object]>([
  ['a message', { message: { content: 'Once' } }],
  ['a message beside an empty delta', { delta: {}, message: { content: 'Once' } }],
  ['a message beside a null delta', { delta: null, message: { content: 'Once' } }],
])('%s is read', (_what, choice) => {
  expect(read({ choices: [choice] }).message?.text).toBe('Once');
});

test('a delta without index is read', () => {
  expect(read({ choices: [{ delta: { content: 'Once' } }] }).text).toBe('Once');
});

test.each<[what: string, delta: object, thoughts: ReasoningFragment[]]>([
  [
    'parts of the content',
    { content: [{ type: 'thinking', thinking: 'Hm', signature: 's' }] },
    [{ text: 'Hm', metadata: { signature: 's' } }],
  ],
  [
    'a part with a list of texts',
    { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'H' }, 'm'] }] },
    [{ text: 'Hm' }],
  ],
  [
    'a part of type reasoning',
    {
      content: [
        { type: 'reasoning', text: 'Hm' },
        { type: 'reasoning', summary: ['So'] },
      ],
    },
    [{ text: 'Hm' }, { text: 'So' }],
  ],
  [
    'a redacted part',
    { content: [{ type: 'redacted_thinking', data: 'xyz' }] },
    [{ metadata: { redacted_thinking: 'xyz' } }],
  ],
  ['reasoning.text', { reasoning: { text: 'Hm' } }, [{ text: 'Hm' }]],
  [
    'reasoning_details, rather than the same as a string',
    {
      reasoning: 'Hm',
      reasoning_details: [{ type: 'reasoning.text', text: 'Hm', signature: 's' }],
    },
    [{ text: 'Hm', metadata: { signature: 's' } }],
  ],
  [
    'two signed thoughts',
    {
      reasoning_details: [
        { text: 'A', signature: 'a' },
        { text: 'B', signature: 'b' },
      ],
    },
    [
      { text: 'A', metadata: { signature: 'a' } },
      { text: 'B', metadata: { signature: 'b' } },
    ],
  ],
  ['reasoningText', { reasoningText: 'Hm' }, [{ text: 'Hm' }]],
  ['reasoning.content', { reasoning: { content: 'Hm' } }, [{ text: 'Hm' }]],
  ['a summary as a part', { content: [{ type: 'summary_text', text: 'Hm' }] }, [{ text: 'Hm' }]],
  [
    'a delta as a part',
    { content: [{ type: 'thinking_delta', thinking: 'Hm' }] },
    [{ text: 'Hm' }],
  ],
  [
    'the signature of a delta as a part',
    { content: [{ type: 'signature_delta', signature: 's' }] },
    [{ metadata: { signature: 's' } }],
  ],
  [
    'reasoningContent',
    { reasoningContent: { reasoningText: { text: 'Hm', signature: 's' } } },
    [{ text: 'Hm', metadata: { signature: 's' } }],
  ],
  [
    'reasoningContent of a delta',
    { content: [{ reasoningContent: { text: 'Hm' } }] },
    [{ text: 'Hm' }],
  ],
  [
    'content_blocks',
    { content_blocks: [{ index: 0, delta: { thinking: 'Hm' } }] },
    [{ text: 'Hm' }],
  ],
])('reasoning in other places: %s', (_what, delta, thoughts) => {
  const chunk = readDelta(delta);
  expect(chunk.reasoning).toEqual(thoughts);
  expect(chunk.text).toBeUndefined();
});

test('text blocks beside the content are not read twice', () => {
  const delta = { content: 'Hi', content_blocks: [{ index: 1, delta: { text: 'Hi' } }] };
  expect(readDelta(delta)).toMatchObject({ text: 'Hi', reasoning: undefined });
});

test.each<[what: string, frame: object]>([
  [
    'annotations',
    {
      choices: [
        {
          delta: {
            annotations: [
              { type: 'url_citation', url_citation: { url: 'https://a.test', title: 'A' } },
            ],
          },
        },
      ],
    },
  ],
  ['citations', { choices: [{ delta: {} }], citations: [{ url: 'https://a.test', title: 'A' }] }],
  [
    'citations of a delta',
    { choices: [{ delta: { citations: [{ url: 'https://a.test', title: 'A' }] } }] },
  ],
])('%s are sources', (_what, frame) => {
  expect(read(frame).sources).toEqual([{ url: 'https://a.test', title: 'A' }]);
});

test('usage may stand in the choice', () => {
  expect(read({ choices: [{ delta: {}, usage: { prompt_tokens: 3 } }] }).usage).toEqual({
    prompt_tokens: 3,
  });
});

test.each([
  ['stop', 'stop'],
  ['', undefined],
  [null, undefined],
  [7, undefined],
])('finish_reason %j', (finish_reason, expected) => {
  expect(read({ choices: [{ delta: {}, finish_reason }] }).finishReason).toBe(expected);
});

test('metadata', () => {
  expect(read({ id: 'chatcmpl-1', model: 'claude-4-sonnet', created: 1700000000 })).toMatchObject({
    id: 'chatcmpl-1',
    modelId: 'claude-4-sonnet',
    created: 1700000000,
  });
  expect(read({ id: 17 }).id).toBe('17');
});

test('the service tier, and the logprobs of the tokens in a chunk', () => {
  const tokens = [{ token: 'Hi', logprob: -0.1, bytes: [72, 105], top_logprobs: [] }];
  const delta = { content: 'Hi' };
  const logprobs = { content: tokens, refusal: null };
  expect(read({ service_tier: 'default', choices: [{ delta, logprobs }] })).toMatchObject({
    serviceTier: 'default',
    logprobs: tokens,
  });
  const none = read({ service_tier: null, choices: [{ delta, logprobs: null }] });
  expect([none.serviceTier, none.logprobs]).toEqual([undefined, undefined]);
});

test.each([[0], [-1], [1e20], ['1700000000'], [null]])('created %j is no time', (created) => {
  expect(read({ created }).created).toBeUndefined();
});

test('usage is read with a choice, without choices, and with none in them', () => {
  const usage = { prompt_tokens: 14, completion_tokens: 51, total_tokens: 65 };
  for (const choices of [[{ delta: {} }], [], null, undefined]) {
    expect(read({ choices, usage }).usage).toEqual(usage);
  }
});

test.each([[undefined], [null], [{}], [[]], ['14'], [14], [{ prompt_tokens: null }]])(
  'usage %j has no figures, so it wipes out none',
  (usage) => {
    expect(read({ usage }).usage).toBeUndefined();
  },
);

test.each<[object]>([
  [{}],
  [{ choices: [] }],
  [{ choices: [null] }],
  [{ choices: ['x'] }],
  [{ choices: { 0: { delta: { content: 'x' } } } }],
  [{ choices: [{ delta: 'x', message: 5 }] }],
  [{ type: 'ping' }],
  [{ id: null, model: 5, created: {}, usage: 'none' }],
])('%j says nothing', (frame) => {
  const { isError, ...said } = read(frame);
  for (const value of Object.values(said)) expect(value).toBeUndefined();
  expect(isError).not.toBe(true);
});

test.each<[what: string, frame: object, isError: boolean | undefined]>([
  ['own form', { object: 'chat.completion.chunk', choices: [{ index: 0, delta: {} }] }, false],
  ['of usage', { choices: [], usage: { prompt_tokens: 1 } }, false],
  ['with an error', { choices: [], error: { message: 'No.' } }, undefined],
  ['with an error in the choice', { choices: [{ error: { message: 'No.' } }] }, undefined],
  ['with an error in the delta', { choices: [{ delta: { error: 'No.' } }] }, undefined],
  ['that is called an error', { object: 'error', choices: [] }, undefined],
  ['that ends with an error', { choices: [{ finish_reason: 'overloaded_error' }] }, undefined],
  ['with words', { choices: [], message: 'No.' }, undefined],
  ['with another choice', { choices: [{ index: 1, delta: {} }] }, undefined],
])('whether it is an error is known of a frame: %s', (_what, frame, isError) => {
  expect(read(frame).isError).toBe(isError);
});

test('keys like __proto__ do nothing', () => {
  const text =
    '{"__proto__":{"polluted":1},"constructor":{"x":1},"choices":[{"delta":{"__proto__":{"content":"x"},"reasoning":{"__proto__":{"polluted":1},"signature":"s"}}}]}';
  const chunk = toChunk(JSON.parse(text));
  expect(chunk.text).toBeUndefined();
  expect(chunk.reasoning?.[0]?.metadata?.signature).toBe('s');
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test.each<[what: string, frame: object, finishReason: string | undefined]>([
  ['in the choice', { choices: [{ delta: {}, finish_reason: 'length' }] }, 'length'],
  ['in camel case', { choices: [{ delta: {}, finishReason: 'length' }] }, 'length'],
  ['as Anthropic calls it', { choices: [{ delta: {}, stop_reason: 'end_turn' }] }, 'end_turn'],
  [
    'a stop sequence beside it',
    { choices: [{ delta: {}, finish_reason: 'stop', stop_reason: '###' }] },
    'stop',
  ],
  ['a stop token', { choices: [{ delta: {}, stop_reason: 128008 }] }, undefined],
  ['in the delta', { choices: [{ delta: { finish_reason: 'length' } }] }, 'length'],
  ['in the message', { choices: [{ message: { stop_reason: 'length' } }] }, 'length'],
  ['in the frame', { choices: [{ delta: {} }], finish_reason: 'length' }, 'length'],
  ['the word null', { choices: [{ delta: {}, finish_reason: 'null' }] }, undefined],
  ['null', { choices: [{ delta: {}, finish_reason: null }] }, undefined],
])('finish reason: %s', (_what, frame, finishReason) => {
  expect(read(frame).finishReason).toBe(finishReason);
});

const USAGE = { prompt_tokens: 5, completion_tokens: 2 };

test.each<[what: string, frame: object]>([
  ['in the frame', { choices: [], usage: USAGE }],
  ['in the choice', { choices: [{ delta: {}, usage: USAGE }] }],
  ['in the delta', { choices: [{ delta: { usage: USAGE } }] }],
  ['in the message', { choices: [{ message: { content: 'a', usage: USAGE } }] }],
  ['in the metadata, as Converse sends it', { metadata: { usage: USAGE } }],
  ['an empty one in the frame', { usage: {}, choices: [{ delta: {}, usage: USAGE }] }],
  ['as Bedrock calls it', { choices: [], 'amazon-bedrock-invocationMetrics': USAGE }],
  [
    'in two places, of which each has a part',
    {
      usage: { prompt_tokens: 5, completion_tokens: 0 },
      metadata: { usage: { completion_tokens: 2 } },
    },
  ],
  [
    'in two places, of which the first counts',
    { usage: USAGE, metadata: { usage: { prompt_tokens: 9 } } },
  ],
])('usage: %s', (_what, frame) => {
  expect(read(frame).usage).toEqual(USAGE);
});

test('usage of nothing but details counts', () => {
  const usage = { completion_tokens_details: { reasoning_tokens: 4 } };
  expect(read({ usage }).usage).toEqual(usage);
  expect(read({ usage: { prompt_tokens: null, details: {} } }).usage).toBeUndefined();
});

test('the text of a choice without delta and message, as of completions', () => {
  expect(read({ choices: [{ index: 0, text: 'Once', finish_reason: 'stop' }] })).toMatchObject({
    text: 'Once',
    finishReason: 'stop',
  });
});

test.each<[what: string, before: string, level: string, text: string, end: string, after: string]>([
  ['lists', '{"reasoning":', '[', '"Hm"', ']', '}'],
  ['deltas', '{"reasoning_details":', '{"delta":', '{"text":"Hm"}', '}', '}'],
  ['lists of a text', '{"thinking_blocks":{"text":', '[', '"Hm"', ']', '}}'],
  ["lists in Heroku's own form", '{"reasoning":{"thinking":', '[', '"Hm"', ']', '}}'],
])('reasoning is read however deep it is in %s', (_what, before, level, text, end, after) => {
  const delta = before + level.repeat(50_000) + text + end.repeat(50_000) + after;
  const chunk = toChunk(JSON.parse(`{"choices":[{"delta":${delta}}]}`));
  expect(chunk.reasoning?.map((fragment) => fragment.text)).toEqual(['Hm']);
});

test('reasoning in wide and deep lists is read in its order', () => {
  const { reasoning } = readDelta({ reasoning: [['a', [['b'], 'c']], [{ text: ['d', [['e']]] }]] });
  expect(reasoning?.map(({ text }) => text).join()).toBe('a,b,c,de');
});
