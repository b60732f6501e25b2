import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import type { Chunk, ToolCallFragment } from '../../src/parts/chunk';
import { createChunkReader } from '../../src/parts/chunk-reader';
import type { ReaderSettings } from '../../src/parts/reader-settings';

type Part = LanguageModelV2StreamPart;
type FinishPart = Extract<Part, { type: 'finish' }>;

/** A reader whose steps return the parts that they cause. */
function createReader(settings: Partial<ReaderSettings> = {}) {
  let count = 0;
  let parts: Part[] = [];
  const reader = createChunkReader(
    {
      name: 'heroku',
      generateId: () => `generated-${count++}`,
      toolAliases: new Map(),
      ...settings,
    },
    (part) => parts.push(part),
  );
  const during = (step: () => void): Part[] => {
    parts = [];
    step();
    return parts;
  };
  return {
    push: (chunk: Chunk) => during(() => reader.push(chunk)),
    fail: (error: Error) => during(() => reader.fail(error)),
    finish: () => during(() => reader.end()),
    cut: (error: Error) => during(() => reader.end(error)),
  };
}

/** Pushes the chunks and ends the answer as the server would. */
function read(chunks: Chunk[], settings?: Partial<ReaderSettings>): Part[] {
  const reader = createReader(settings);
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.finish()];
}

function toolCall(fragment: Partial<ToolCallFragment>): Chunk {
  return { toolCalls: [{ arguments: '', ...fragment }] };
}

/** Parts in short: `text( a b ) tool( {"x" :1} ) call(f {"x":1})`. */
function toShort(parts: Part[]): string {
  return parts
    .map((part) => {
      switch (part.type) {
        case 'text-start':
          return 'text(';
        case 'reasoning-start':
          return 'reasoning(';
        case 'tool-input-start':
          return `${part.toolName}(`;
        case 'text-delta':
        case 'reasoning-delta':
        case 'tool-input-delta':
          return part.delta;
        case 'text-end':
        case 'reasoning-end':
        case 'tool-input-end':
          return ')';
        case 'tool-call':
          return `call:${part.toolName}${part.input}`;
        case 'finish':
          return part.finishReason;
        default:
          return part.type;
      }
    })
    .join(' ');
}

function finishOf(parts: Part[]): FinishPart {
  const last = parts.at(-1);
  if (last?.type !== 'finish') throw new Error('finish is not last');
  return last;
}

const WHOLE_CALL = toolCall({ id: 'a', name: 'f', arguments: '{"x":1}' });
const BROKEN_CALL = toolCall({ id: 'a', name: 'f', arguments: '{"x":' });

describe('order', () => {
  test('within a chunk: metadata, reasoning, text, tool calls', () => {
    const parts = createReader().push({
      id: '1',
      toolCalls: [{ id: 'a', name: 'f', arguments: '{"x":1}' }],
      text: 'a',
      reasoning: [{ text: 'r' }],
    });
    expect(toShort(parts)).toBe('response-metadata reasoning( r ) text( a ) f( {"x":1}');
  });

  test.each<[what: string, chunks: Chunk[], parts: string]>([
    ['text', [{ text: 'a' }, { text: 'b' }, { finishReason: 'stop' }], 'text( a b ) stop'],
    [
      'reasoning, text, reasoning, text',
      [
        { reasoning: [{ text: 'r' }] },
        { text: 'a' },
        { reasoning: [{ text: 'q' }] },
        { text: 'b' },
        { finishReason: 'stop' },
      ],
      'reasoning( r ) text( a ) reasoning( q ) text( b ) stop',
    ],
    [
      'a tool call closes the text',
      [{ text: 'a' }, WHOLE_CALL, { finishReason: 'tool_calls' }],
      'text( a ) f( {"x":1} ) call:f{"x":1} tool-calls',
    ],
    [
      'each fragment of a tool call closes the text',
      [
        toolCall({ id: 'a', name: 'f', arguments: '{"x"' }),
        { text: 'a' },
        toolCall({ arguments: ':1}' }),
        { text: 'b' },
        { finishReason: 'tool_calls' },
      ],
      'f( {"x" text( a ) :1} text( b ) ) call:f{"x":1} tool-calls',
    ],
    [
      'calls are complete only at the end',
      [
        WHOLE_CALL,
        toolCall({ id: 'b', name: 'g', arguments: '{}' }),
        { text: 'a' },
        { finishReason: 'tool_calls' },
      ],
      'f( {"x":1} g( text( a ) ) call:f{"x":1} {} ) call:g{} tool-calls',
    ],
    [
      'content after the finish reason is delivered',
      [{ text: 'a', finishReason: 'stop' }, { text: 'b' }],
      'text( a b ) stop',
    ],
    ['nothing', [], 'unknown'],
  ])('%s', (_what, chunks, parts) => {
    expect(toShort(read(chunks))).toBe(parts);
  });
});

test('ids: blocks are counted, a call keeps that of the server', () => {
  const parts = read([
    { reasoning: [{ text: 'r' }] },
    { text: 'a' },
    WHOLE_CALL,
    toolCall({ index: 1, name: 'g' }),
    { finishReason: 'tool_calls' },
  ]);
  expect(parts.map((part) => ('id' in part ? part.id : undefined)).filter(Boolean)).toEqual([
    ...['0', '0', '0'],
    ...['1', '1', '1'],
    ...['a', 'a', 'generated-0'],
    ...['a', 'generated-0', 'generated-0'],
  ]);
});

test('reasoning has an id that no other answer has: that of the response leads it', () => {
  const idsOf = (id: string) =>
    read([{ id }, { reasoning: [{ text: 'r' }] }, { finishReason: 'stop' }]).flatMap((part) =>
      part.type === 'reasoning-start' ? [part.id] : [],
    );
  expect(idsOf('chatcmpl-1')).toEqual(['chatcmpl-1-0']);
  expect(idsOf('chatcmpl-2')).toEqual(['chatcmpl-2-0']);
});

test('tool-input-start waits for the name, and the arguments with it', () => {
  const reader = createReader();
  expect(reader.push(toolCall({ id: 'a', arguments: '{"x"' }))).toEqual([]);
  expect(reader.push(toolCall({ name: 'f' }))).toEqual([
    { type: 'tool-input-start', id: 'a', toolName: 'f' },
    { type: 'tool-input-delta', id: 'a', delta: '{"x"' },
  ]);
});

test('the caller sees the name of the tool, not its alias', () => {
  const parts = read([WHOLE_CALL, { finishReason: 'stop' }], {
    toolAliases: new Map([['f', 'my tool!']]),
  });
  expect(toShort(parts)).toBe('my tool!( {"x":1} ) call:my tool!{"x":1} tool-calls');
});

test('a call without a name is an error, and no tool runs', () => {
  const parts = read([
    WHOLE_CALL,
    toolCall({ id: 'b', arguments: '{"y":2}' }),
    { finishReason: 'tool_calls' },
  ]);
  expect(toShort(parts)).toBe('f( {"x":1} error ) error');
});

describe('finish reason', () => {
  const text: Chunk = { text: 'a' };

  test.each<[what: string, raw: string | undefined, before: Chunk[], reason: string]>([
    ['stop after text', 'stop', [text], 'stop'],
    ['end_turn', 'end_turn', [text], 'stop'],
    ['length', 'length', [text], 'length'],
    ['content filter', 'guardrail_intervened', [text], 'content-filter'],
    ['tool_calls with a call', 'tool_calls', [WHOLE_CALL], 'tool-calls'],
    ['stop with a call', 'stop', [WHOLE_CALL], 'tool-calls'],
    ['no reason, with a call', undefined, [WHOLE_CALL], 'tool-calls'],
    ['tool_calls without a call', 'tool_calls', [text], 'stop'],
    ['no reason, after text', undefined, [text], 'stop'],
    ['no reason and nothing', undefined, [], 'unknown'],
    ['length with a whole call', 'length', [WHOLE_CALL], 'length'],
    ['an unknown word', 'end', [text], 'unknown'],
    ['an unknown word with a whole call', 'end', [WHOLE_CALL], 'tool-calls'],
    ['an unknown word with half a call', 'end', [BROKEN_CALL], 'unknown'],
  ])('%s', (_what, raw, before, reason) => {
    const parts = read([...before, { finishReason: raw }]);
    expect(finishOf(parts).finishReason).toBe(reason);
    expect(finishOf(parts).providerMetadata?.heroku?.rawFinishReason).toBe(raw);
  });

  test('the last one said counts, and no reason does not wipe it out', () => {
    const parts = read([{ finishReason: 'tool_calls' }, { finishReason: 'length' }, {}]);
    expect(finishOf(parts).finishReason).toBe('length');
  });

  test('it makes the answer complete: what is cut off after it is nothing', () => {
    const reader = createReader();
    reader.push({ text: 'a' });
    reader.push(WHOLE_CALL);
    reader.push({ finishReason: 'stop' });
    expect(toShort(reader.cut(new Error('cut off')))).toBe(') call:f{"x":1} tool-calls');
  });
});

describe('which calls may run', () => {
  const blank = toolCall({ id: 'a', name: 'f' });

  test.each<[what: string, call: Chunk, raw: string | undefined, input: string | undefined]>([
    ['whole', WHOLE_CALL, 'tool_calls', '{"x":1}'],
    ['broken on a normal finish: the AI SDK can repair it', BROKEN_CALL, 'tool_calls', '{"x":'],
    ['broken without a reason at a proper end', BROKEN_CALL, undefined, '{"x":'],
    ['whole, though cut by the limit', WHOLE_CALL, 'length', '{"x":1}'],
    ['broken, cut by the limit', BROKEN_CALL, 'length', undefined],
    ['broken, cut by max_tokens', BROKEN_CALL, 'max_tokens', undefined],
    ['broken, cut by a filter', BROKEN_CALL, 'content_filter', undefined],
    ['no arguments', blank, 'tool_calls', '{}'],
    ['no arguments yet, cut by the limit', blank, 'length', undefined],
  ])('%s', (_what, call, finishReason, input) => {
    const parts = read([call, { finishReason }]);
    const calls = parts.filter((part) => part.type === 'tool-call');
    expect(calls.map((part) => part.input)).toEqual(input === undefined ? [] : [input]);
    expect(parts.filter((part) => part.type === 'tool-input-end')).toHaveLength(1);
  });
});

test.each<[string[]]>([
  [['{', '"x":', '1}']],
  [['{}', '{"x":1}']],
  [['{"x":1}', '{"x":1}']],
  [['', ' ', '']],
  [['{"x":1}', 'y']],
])('the deltas of %j add up to the input', (fragments) => {
  const parts = read([
    toolCall({ id: 'a', name: 'f' }),
    ...fragments.map((text) => toolCall({ arguments: text })),
    { finishReason: 'stop' },
  ]);
  const deltas = parts.map((part) => (part.type === 'tool-input-delta' ? part.delta : ''));
  const call = parts.find((part) => part.type === 'tool-call');
  expect(call?.input).toBe(deltas.join(''));
});

describe('errors', () => {
  test('what arrives after one is delivered, but no call runs and the finish is error', () => {
    const reader = createReader();
    const error = new Error('slow down');
    const parts = [
      ...reader.push({ text: 'a' }),
      ...reader.fail(error),
      ...reader.push({ text: 'b' }),
      ...reader.push(WHOLE_CALL),
      ...reader.push({ finishReason: 'tool_calls' }),
      ...reader.finish(),
    ];
    expect(toShort(parts)).toBe('text( a error b ) f( {"x":1} ) error');
    expect(parts).toContainEqual({ type: 'error', error });
  });

  test('a cut closes what is open, says why, and releases nothing', () => {
    const reader = createReader();
    const cut = new Error('cut off');
    const parts = [
      ...reader.push({ text: 'a', usage: USAGE }),
      ...reader.push(WHOLE_CALL),
      ...reader.push(toolCall({ index: 1, id: 'b', name: 'g', arguments: '{' })),
      ...reader.push({ text: 'b' }),
      ...reader.cut(cut),
    ];
    expect(toShort(parts)).toBe('text( a ) f( {"x":1} g( text( b ) ) ) error error');
    expect(parts.at(-2)).toEqual({ type: 'error', error: cut });
    expect(finishOf(parts).usage.totalTokens).toBe(65);
  });

  test('a cut after an error adds none: the first has told why', () => {
    const reader = createReader();
    reader.fail(new Error('slow down'));
    expect(toShort(reader.cut(new Error('cut off')))).toBe('error');
    expect(finishOf(reader.cut(new Error('cut off'))).finishReason).toBe('error');
  });

  test('a signature is kept when the answer is cut off', () => {
    const reader = createReader();
    reader.push({ reasoning: [{ text: 'r', metadata: { signature: 's' } }] });
    expect(reader.cut(new Error('cut off'))[0]).toMatchObject({
      type: 'reasoning-end',
      providerMetadata: { heroku: { signature: 's' } },
    });
  });
});

const USAGE = { prompt_tokens: 14, completion_tokens: 51, total_tokens: 65 };

describe('facts', () => {
  test('usage: the last one counts, and a chunk without any does not wipe it out', () => {
    const early = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    const finish = finishOf(read([{ usage: early, finishReason: 'stop' }, { usage: USAGE }, {}]));
    expect(finish.usage).toEqual({ inputTokens: 14, outputTokens: 51, totalTokens: 65 });
    expect(finish.providerMetadata).toEqual({
      heroku: { rawFinishReason: 'stop', usage: USAGE },
    });
  });

  test('the service tier and the logprobs of all chunks', () => {
    const [a, b] = [{ token: 'a' }, { token: 'b' }];
    const finish = finishOf(
      read([{ logprobs: [a], serviceTier: 'flex' }, { logprobs: [b] }, { finishReason: 'stop' }]),
    );
    expect(finish.providerMetadata).toEqual({
      heroku: { rawFinishReason: 'stop', serviceTier: 'flex', logprobs: [a, b] },
    });
  });

  test('usage that never came is undefined, not zero', () => {
    expect(finishOf(read([{ finishReason: 'stop' }])).usage).toEqual({
      inputTokens: undefined,
      outputTokens: undefined,
      totalTokens: undefined,
    });
  });

  test('metadata comes once, from the first chunk that has any', () => {
    const reader = createReader({ name: 'teal' });
    const chunk = { id: '1', modelId: 'm', created: 1700000000 };
    const timestamp = new Date('2023-11-14T22:13:20Z');
    expect(reader.push({ text: '' })).toEqual([]);
    expect(reader.push(chunk)).toEqual([
      { type: 'response-metadata', id: '1', modelId: 'm', timestamp },
    ]);
    expect(reader.push(chunk)).toEqual([]);
    expect(reader.finish()).toMatchObject([{ type: 'finish', providerMetadata: { teal: {} } }]);
  });
});

describe('JSON output by a tool', () => {
  const json = { toolName: 'json', objectOnly: true };
  const jsonCall = toolCall({ index: 0, id: 'a', name: 'json' });

  test.each<[what: string, chunks: Chunk[], parts: string]>([
    [
      'its arguments are the text, and the finish is stop',
      [
        jsonCall,
        toolCall({ arguments: '{"a"' }),
        toolCall({ arguments: ':1}' }),
        { finishReason: 'tool_calls' },
      ],
      'text( {"a" :1} ) stop',
    ],
    [
      'text beside it is dropped',
      [
        { text: 'Here:' },
        toolCall({ id: 'a', name: 'json', arguments: '{"a":1}' }),
        { text: 'Done' },
        { finishReason: 'tool_calls' },
      ],
      'text( {"a":1} ) stop',
    ],
    [
      'without a call the text serves',
      [{ text: '```json\n{"a"' }, { text: ':1}\n```' }, { finishReason: 'stop' }],
      'text( {"a":1} ) stop',
    ],
    [
      'with a call of the caller beside it, the finish is tool-calls',
      [
        jsonCall,
        toolCall({ arguments: '{"a":1}' }),
        toolCall({ index: 1, id: 'b', name: 'f', arguments: '{"x":1}' }),
        { finishReason: 'tool_calls' },
      ],
      'text( {"a":1} ) f( {"x":1} ) call:f{"x":1} tool-calls',
    ],
    [
      'a call of the caller alone passes through',
      [toolCall({ id: 'b', name: 'f', arguments: '{"x":1}' }), { finishReason: 'tool_calls' }],
      'f( {"x":1} ) call:f{"x":1} tool-calls',
    ],
    [
      'no reason at a proper end',
      [jsonCall, toolCall({ arguments: '{"a":1}' })],
      'text( {"a":1} ) stop',
    ],
    [
      'cut by the limit',
      [jsonCall, toolCall({ arguments: '{"a":' }), { finishReason: 'length' }],
      'text( {"a": ) length',
    ],
    [
      'reasoning passes by',
      [
        { reasoning: [{ text: 'r' }] },
        jsonCall,
        toolCall({ arguments: '{"a":1}' }),
        { finishReason: 'tool_calls' },
      ],
      'reasoning( r ) text( {"a":1} ) stop',
    ],
  ])('%s', (_what, chunks, parts) => {
    expect(toShort(read(chunks, { json }))).toBe(parts);
  });

  const shape = { objectOnly: true, keys: ['n'], required: ['n'] };
  const thought = (text: string): Chunk => ({ reasoning: [{ text }] });
  test.each<[what: string, chunks: Chunk[], parts: string]>([
    [
      'an answer that is nothing but thoughts, which are the object',
      [thought('{"n"'), thought(':1}'), { finishReason: 'stop' }],
      'reasoning( {"n" :1} ) text( {"n":1} ) stop',
    ],
    [
      'the same in tags',
      [{ text: '<think>{"n":1}</think>' }, { finishReason: 'stop' }],
      'reasoning( {"n":1} ) text( {"n":1} ) stop',
    ],
    [
      'thoughts that only speak of it',
      [thought('Maybe {"n":1}.'), { finishReason: 'stop' }],
      'reasoning( Maybe {"n":1}. ) stop',
    ],
    [
      'thoughts that are another object',
      [thought('{"m":1}'), { finishReason: 'stop' }],
      'reasoning( {"m":1} ) stop',
    ],
    [
      'thoughts before a call',
      [thought('{"n":1}'), toolCall({ id: 'b', name: 'f', arguments: '{}' })],
      'reasoning( {"n":1} ) f( {} ) call:f{} tool-calls',
    ],
    [
      'thoughts that a limit cut short',
      [thought('{"n":1}'), { finishReason: 'length' }],
      'reasoning( {"n":1} ) length',
    ],
  ])('by the prompt: %s', (_what, chunks, parts) => {
    expect(toShort(read(chunks, { json: shape }))).toBe(parts);
  });

  test('held text is not released when the answer is cut off', () => {
    const reader = createReader({ json });
    reader.push({ text: '{"a":1}' });
    expect(toShort(reader.cut(new Error('cut off')))).toBe('error error');
  });
});
