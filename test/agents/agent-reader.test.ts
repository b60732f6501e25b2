import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { createAgentProtocol } from '../../src/agents/response/agent-reader';
import type { AnswerSettings } from '../../src/chat/response/answer';
import { problemsOf } from '../../src/conformance/problems-of';
import { createReader } from '../support/create-reader';
import { DONE, eventOf } from '../support/scripted-model';
import { call, calling, completion, result } from './frames';

const START: LanguageModelV2StreamPart = { type: 'stream-start', warnings: [] };

const NAMES: Record<string, string> = { py: 'python', 'ns/rb': 'ruby' };

function read(text: string, settings: Partial<AnswerSettings> = {}) {
  const reader = createReader({
    protocol: createAgentProtocol((name) => NAMES[name]),
    toolNames: Object.keys(NAMES),
    ...settings,
  });
  const parts = [...reader.feed(text), ...(reader.hasEnded ? [] : reader.end())];
  return { parts, reader };
}

const answer = (...frames: object[]) => frames.map((frame) => eventOf(frame)).join('') + DONE;

/** Parts in a line each: what matters of them. */
function told(parts: LanguageModelV2StreamPart[]): string[] {
  return parts.flatMap((part) => {
    switch (part.type) {
      case 'text-delta':
        return `text ${part.delta}`;
      case 'reasoning-delta':
        return `thought ${part.delta}`;
      case 'tool-call':
        return `call ${part.toolCallId} ${part.toolName} ${part.input}`;
      case 'tool-result':
        return `${part.isError ? 'failure' : 'result'} ${part.toolCallId} ${part.toolName} ${JSON.stringify(part.result)}`;
      case 'error':
        return `error ${(part.error as Error).message}`;
      case 'finish':
        return `finish ${part.finishReason}`;
      default:
        return [];
    }
  });
}

describe('an answer', () => {
  test.each<[string, object[], string[]]>([
    [
      'two rounds of tools',
      [
        calling('A', call('a', 'py', '{"n":1}')),
        result('a', 'py', 'one'),
        calling('B', call('b', 'ns/rb')),
        result('b', 'ns/rb', 'two'),
        completion({ content: 'C' }),
      ],
      [
        'text A',
        'call a python {"n":1}',
        'result a python "one"',
        'text B',
        'call b ruby {}',
        'result b ruby "two"',
        'text C',
        'finish stop',
      ],
    ],
    [
      'ids that two inferences share',
      [
        calling('', call('a', 'py')),
        result('a', 'py', '1'),
        calling('', call('a', 'py')),
        result('a', 'py', '2'),
      ],
      [
        'call a python {}',
        'result a python "1"',
        'call generated-0 python {}',
        'result generated-0 python "2"',
        'finish stop',
      ],
    ],
    [
      'no ids',
      [
        calling('', call(undefined, 'py'), call(undefined, 'ns/rb')),
        result(undefined, 'ns/rb', 'r'),
        result(undefined, undefined, 'p'),
      ],
      [
        'call generated-0 python {}',
        'call generated-1 ruby {}',
        'result generated-1 ruby "r"',
        'result generated-0 python "p"',
        'finish stop',
      ],
    ],
    [
      'no ids, and names with and without their namespace',
      [
        calling('', call(undefined, 'mcp/py'), call(undefined, 'ns/rb')),
        result(undefined, 'rb', 'r'),
        result(undefined, 'mcp/py', 'p'),
      ],
      [
        'call generated-0 python {}',
        'call generated-1 ruby {}',
        'result generated-1 ruby "r"',
        'result generated-0 python "p"',
        'finish stop',
      ],
    ],
    [
      'a result before its call, and again behind it',
      [result('a', 'py', 'r'), calling('A', call('a', 'py', '{"n":1}')), result('a', 'py', 'r')],
      ['call a python {}', 'result a python "r"', 'text A', 'finish stop'],
    ],
    [
      'a result that never comes',
      [calling('A', call('a', 'py')), completion({ content: 'B' })],
      [
        'text A',
        'call a python {}',
        'text B',
        'failure a python "Heroku sent no result of this call."',
        'finish tool-calls',
      ],
    ],
    [
      'a result between texts',
      [
        calling('A', call('a', 'py')),
        completion({ content: 'B' }),
        result('a', 'py', 'r'),
        completion({ content: 'C' }),
      ],
      ['text A', 'call a python {}', 'text B', 'result a python "r"', 'text C', 'finish stop'],
    ],
    [
      'several results in one frame',
      [
        calling('', call('a', 'py'), call('b', 'ns/rb')),
        {
          object: 'tool.completion',
          choices: [
            { message: { role: 'tool', tool_call_id: 'a', content: 'x' } },
            { message: { role: 'tool', tool_call_id: 'b', content: 'y' } },
          ],
        },
      ],
      [
        'call a python {}',
        'call b ruby {}',
        'result a python "x"',
        'result b ruby "y"',
        'finish stop',
      ],
    ],
    [
      'arguments that are no object',
      [
        calling('', call('a', 'py', '[1]'), call('b', 'py', '{"n":'), call('c', 'py', '')),
        ...['a', 'b', 'c'].map((id) => result(id, 'py', 'r')),
      ],
      [
        'call a python {"input":[1]}',
        'call b python {"input":"{\\"n\\":"}',
        'call c python {}',
        'result a python "r"',
        'result b python "r"',
        'result c python "r"',
        'finish stop',
      ],
    ],
    [
      'a call that a limit cut short',
      [completion({ tool_calls: [call('a', 'py', '{"n":')] }, 'length')],
      [
        'call a python {"input":"{\\"n\\":"}',
        'failure a python "Heroku sent no result of this call."',
        'finish length',
      ],
    ],
    [
      'thoughts',
      [
        completion({ content: 'A', reasoning: { thinking: 'Hm', signature: 's' } }, 'tool_calls'),
        completion({ content: 'B', reasoning_content: 'So' }),
      ],
      ['thought Hm', 'text A', 'thought So', 'text B', 'finish stop'],
    ],
    [
      'deltas in place of whole messages',
      [
        ...['He', 'llo'].map((content) => ({ choices: [{ delta: { content } }] })),
        { choices: [{ delta: { tool_calls: [{ index: 0, ...call('a', 'py', '{"n"') }] } }] },
        { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] } }] },
        { choices: [{ delta: {}, finish_reason: 'tool_calls' }] },
        { choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } },
        result('a', 'py', 'r'),
        { choices: [{ delta: { content: 'Bye' } }] },
        { choices: [{ delta: {}, finish_reason: 'stop' }] },
      ],
      [
        'text He',
        'text llo',
        'call a python {"n":1}',
        'result a python "r"',
        'text Bye',
        'finish stop',
      ],
    ],
    [
      'frames that say nothing',
      [{}, { object: 'ping' }, completion({ content: 'A' }), { choices: [] }],
      ['text A', 'finish stop'],
    ],
    ['nothing', [], ['error The answer is empty: it has no choice.', 'finish error']],
  ])('%s', (_, frames, expected) => {
    const { parts } = read(answer(...frames));
    expect(told(parts)).toEqual(expected);
    expect(problemsOf([START, ...parts])).toEqual([]);
  });

  test('usage alone, behind the finish reason, begins no inference', () => {
    const usage = { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 };
    const head = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' };
    const reader = createReader({ protocol: createAgentProtocol((name) => NAMES[name]) });
    const choice = { index: 0, delta: { content: 'A' }, finish_reason: null };
    reader.feed(eventOf({ ...head, choices: [choice] }));
    reader.feed(eventOf({ ...head, choices: [{ ...choice, delta: {}, finish_reason: 'stop' }] }));
    expect(reader.isFinished()).toBe(true);
    reader.feed(eventOf({ ...head, choices: [], usage }));
    expect(reader.isFinished()).toBe(true);
    expect(reader.rawFinish.usage).toEqual(usage);
  });

  test('usage is summed, with its details', () => {
    const usage = (n: number) => ({
      usage: {
        prompt_tokens: n,
        completion_tokens: 1,
        total_tokens: n + 1,
        prompt_tokens_details: { cached_tokens: n },
        service_tier: 'standard',
      },
    });
    const frames = [
      completion({ content: 'A' }, 'tool_calls', usage(10)),
      result('x', 'py', 'r'),
      completion({ content: 'B' }, 'stop', usage(20)),
    ];
    expect(read(answer(...frames)).parts.at(-1)).toMatchObject({
      usage: { inputTokens: 30, outputTokens: 2, totalTokens: 32, cachedInputTokens: 30 },
      providerMetadata: { heroku: { usage: { service_tier: 'standard' } } },
    });
  });

  test('block ids differ from inference to inference', () => {
    const said = { content: 'A', reasoning: { thinking: 'Hm' } };
    const { parts } = read(answer(completion(said, 'tool_calls'), completion(said)));
    const ids = parts.flatMap((part) =>
      part.type.endsWith('-start') ? (part as { id: string }).id : [],
    );
    expect(new Set(ids).size).toBe(4);
  });

  test('calls that the request does not declare are in the metadata alone', () => {
    const frames = [
      calling('A', call('a', 'other', '{"n":1}'), call('b', 'py')),
      result('a', 'other', 'r'),
      result('b', 'py', 'r'),
      calling('', call('c', 'another')),
      { object: 'tool.error', name: 'another', tool_call_id: 'c', error: 'broken' },
      completion({ content: 'B' }),
    ];
    const { parts } = read(answer(...frames));
    expect(told(parts)).toEqual([
      'text A',
      'call b python {}',
      'result b python "r"',
      'text B',
      'finish stop',
    ]);
    expect(parts.at(-1)).toMatchObject({
      providerMetadata: {
        heroku: {
          undeclaredToolCalls: [
            { toolCallId: 'a', toolName: 'other', input: '{"n":1}', result: 'r' },
            { toolCallId: 'c', toolName: 'another', input: '{}', result: 'broken', isError: true },
          ],
        },
      },
    });
  });

  test('is the same in any pieces', () => {
    const text = answer(
      calling('Ä 🙂', call('a', 'py', '{"n":"🙂"}')),
      result('a', 'py', 'Tool \'py\' returned result: {"a":1}'),
      completion({ content: 'B' }),
    );
    const whole = told(read(text).parts);
    for (const length of [1, 7, 100]) {
      const reader = createReader({ protocol: createAgentProtocol((name) => NAMES[name]) });
      const parts: LanguageModelV2StreamPart[] = [];
      for (let at = 0; at < text.length; at += length)
        parts.push(...reader.feed(text.slice(at, at + length)));
      expect(told([...parts, ...(reader.hasEnded ? [] : reader.end())])).toEqual(whole);
    }
  });

  test('one JSON document is one inference', () => {
    const { parts } = read(JSON.stringify(completion({ content: 'A' })));
    expect(told(parts)).toEqual(['text A', 'finish stop']);
  });
});

test('half a call at the limit of the inference ends the answer there', () => {
  const half = answer(calling('', call('a', 'py', '{"n":')));
  const finishWith = (outputLimit: number) => told(read(half, { outputLimit }).parts).at(-1);
  expect(finishWith(2)).toBe('finish length');
  expect(finishWith(3)).toBe('finish tool-calls');
});

describe('ids that a call may not have', () => {
  const twice = answer(
    calling('', call('a', 'py')),
    result('a', 'py', '1'),
    calling('', call('a', 'py')),
    result('a', 'py', '2'),
  );

  test('those of the prompt', () => {
    expect(told(read(twice, { callIds: ['a'] }).parts)).toEqual([
      'call generated-0 python {}',
      'result generated-0 python "1"',
      'call generated-1 python {}',
      'result generated-1 python "2"',
      'finish stop',
    ]);
  });

  test('those that generateId repeats', () => {
    const ids = read(twice, { callIds: ['a', 'b'], generateId: () => 'b' }).parts.flatMap((part) =>
      part.type === 'tool-result' ? part.toolCallId : [],
    );
    expect(ids).toEqual(['b_2', 'b_3']);
  });

  test('also in the metadata of undeclared calls', () => {
    const { parts } = read(answer(calling('', call('a', 'find')), result('a', 'find', '1')), {
      callIds: ['a'],
    });
    expect(parts.at(-1)).toMatchObject({
      providerMetadata: { heroku: { undeclaredToolCalls: [{ toolCallId: 'generated-0' }] } },
    });
  });
});

describe('what a tool gave', () => {
  const FAILED = { content: [{ type: 'text', text: 'No' }], isError: true };
  test.each<[string, unknown, unknown, true?]>([
    ['an object', 'Tool \'py\' returned result: {"a":1}', { a: 1 }],
    ['an array', "Tool 'py' returned result: [1]", [1]],
    ['a text', "Tool 'py' returned result: 42 degrees", '42 degrees'],
    ['a number as text', "Tool 'py' returned result: 42", '42'],
    ['other words', 'It works.', 'It works.'],
    ['JSON alone', '{"a":1}', { a: 1 }],
    ['no text', { a: 1 }, { a: 1 }],
    ['nothing', null, ''],
    ['an error of MCP', `Tool 'py' returned result: ${JSON.stringify(FAILED)}`, FAILED, true],
    ['a name with quotes', "Tool 'it's' returned result: {\"a\":1}", { a: 1 }],
  ])('%s', (_, content, expected, isError) => {
    const { parts } = read(answer(calling('', call('a', 'py')), result('a', 'py', content)));
    expect(parts.find(({ type }) => type === 'tool-result')).toEqual({
      type: 'tool-result',
      toolCallId: 'a',
      toolName: 'python',
      result: expected,
      ...(isError && { isError }),
      providerExecuted: true,
    });
  });

  test.each<[string, string]>([
    ['an object', eventOf({ object: 'tool.error', tool_call_id: 'a', error: { message: 'No' } })],
    ['in a choice', eventOf({ ...result('a', 'py', 'No'), object: 'tool.error' })],
    ['an event', eventOf({ id: 'a', name: 'py', error: 'No' }, 'tool.error')],
    ['an error beside the result', eventOf({ object: 'tool.completion', name: 'py', error: 'No' })],
  ])('tool.error as %s is a failed result, and the answer goes on', (_, frame) => {
    const { parts } = read(
      eventOf(calling('A', call('a', 'py'))) + frame + answer(completion({ content: 'B' })),
    );
    expect(told(parts)).toEqual([
      'text A',
      'call a python {}',
      'failure a python "No"',
      'text B',
      'finish stop',
    ]);
  });
});

describe('errors', () => {
  const ERRORS: [string, string][] = [
    ['error', eventOf({ error: { message: 'Service Unavailable', code: 503 } })],
    ['agent.error', eventOf({ object: 'agent.error', message: 'The service timed out' })],
    ['agent.error event', eventOf({ message: 'It timed out' }, 'agent.error')],
    ['error event', eventOf('{"message":"timed out"}', 'error')],
    [
      'agent.error with choices',
      eventOf({ object: 'agent.error', choices: [{ message: { content: 'timed out' } }] }),
    ],
  ];

  test.each(ERRORS)('%s first is the error of the call', (_, frame) => {
    const { reader } = read(frame + DONE);
    expect(reader.initialError?.message).toMatch(/timed out|Unavailable/);
  });

  test.each(ERRORS)('%s after a call is not retryable, and finishes with error', (_, frame) => {
    for (const name of ['py', 'unknown']) {
      // Without id, model and time of the answer, no part has gone out for the unknown tool.
      const bare = { choices: calling('', call('a', name)).choices };
      const { parts, reader } = read(eventOf(bare) + frame + DONE);
      expect(reader.initialError).toBeUndefined();
      const error = parts.find((part) => part.type === 'error')?.error;
      expect(error).toMatchObject({ isRetryable: false });
      expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'error' });
      expect(problemsOf([START, ...parts])).toEqual([]);
    }
  });

  const CUT = [
    ['after a call', [calling('A', call('a', 'py'))], false],
    ['after a result', [calling('A', call('a', 'py')), result('a', 'py', 'r')], false],
    ['after a message that does not end the answer', [completion({ content: 'A' }, '')], true],
    ['before anything', [], true],
  ] as const;

  test.each(CUT)('a stream that is cut %s', (_, frames, isRetryable) => {
    const { parts } = read(frames.map((frame) => eventOf(frame)).join(''));
    const errors = parts.filter((part) => part.type === 'error');
    expect(errors).toMatchObject([{ error: { isRetryable } }]);
    expect(parts.at(-1)).toMatchObject({ finishReason: 'error' });
    if (!isRetryable) expect(String(errors[0]?.error)).toContain('tools may have run');
    // What did not come is not made up.
    expect(told(parts).join()).not.toContain('no result');
  });

  test('a stream whose last message has ended it needs no [DONE]', () => {
    const { parts } = read(eventOf(completion({ content: 'A' })));
    expect(told(parts)).toEqual(['text A', 'finish stop']);
  });

  test('half a frame is an error, and what came before it stays', () => {
    const half = eventOf(completion({ content: 'B' })).slice(0, 60);
    const { parts } = read(eventOf(calling('A', call('a', 'py'))) + half);
    expect(told(parts).slice(0, 2)).toEqual(['text A', 'call a python {}']);
    expect(parts.at(-1)).toMatchObject({ finishReason: 'error' });
  });
});

describe('JSON output', () => {
  const json = { objectOnly: true };

  test('is the JSON of the last message; what stands beside calls is a thought', () => {
    const { parts } = read(
      answer(
        calling('I look it up.', call('a', 'py')),
        result('a', 'py', 'r'),
        completion({ content: 'Here it is: {"a":1}' }),
      ),
      { json },
    );
    expect(told(parts).filter((line) => line.startsWith('text'))).toEqual(['text {"a":1}']);
    expect(told(parts)[0]).toBe('thought I look it up.');
  });
});

test('frames between which the blank line is missing are of their own kinds, not of the last name', () => {
  const inference = `data: ${JSON.stringify(calling('A', call('a', 'py')))}\n`;
  const named = (frame: object) => `event: tool.completion\ndata: ${JSON.stringify(frame)}\n\n`;
  const { parts } = read(
    inference + named(result('a', 'py', 'one')) + answer(completion({ content: 'B' })),
  );
  expect(told(parts)).toEqual([
    'text A',
    'call a python {}',
    'result a python "one"',
    'text B',
    'finish stop',
  ]);
});
