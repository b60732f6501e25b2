import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { toTurns } from '../../../../src/chat/request/prompt/to-turns';
import { toToolNames } from '../../../../src/chat/request/prompt/tool-names';
import { createWarnings } from '../../../../src/chat/request/warnings';
import { UNKNOWN } from '../../../../src/models/families';
import { assistant, call, file, reasoning, result, system, tool, user } from '../prompts';
import { deepFreeze, requestFor, warningsOf } from '../request-for';

function turnsOf(prompt: LanguageModelV2Prompt) {
  const warnings = createWarnings();
  const names = toToolNames({ prompt }, UNKNOWN);
  const turns = toTurns({ call: { prompt: deepFreeze(prompt) }, name: 'heroku', names, warnings });
  return { turns, warnings: warnings.list() };
}

/** The turns in a line each: role, text, calls, results in their order. */
function linesOf(prompt: LanguageModelV2Prompt): string[] {
  return turnsOf(prompt).turns.map(({ role, texts, parts, calls, results }) =>
    [
      role,
      ...texts.map((text) => JSON.stringify(text)),
      ...parts.map((part) => JSON.stringify(part)),
      ...calls.map(({ id }) => id),
      ...results.map(({ tool_call_id, content }) => `${tool_call_id}=${content}`),
    ].join(' '),
  );
}

const hi = 'user {"type":"text","text":"Hi"}';

describe('results find their calls', () => {
  test.each<[string, LanguageModelV2Prompt, string[]]>([
    [
      'in any order',
      [user('Hi'), assistant(call('a'), call('b')), tool(result('b', 'B'), result('a', 'A'))],
      [hi, 'assistant a b a=A b=B'],
    ],
    [
      'in several tool messages',
      [user('Hi'), assistant(call('a'), call('b')), tool(result('a', 'A')), tool(result('b', 'B'))],
      [hi, 'assistant a b a=A b=B'],
    ],
    [
      'after what the user said meanwhile',
      [
        user('Hi'),
        assistant(call('a'), call('b')),
        tool(result('b', 'B')),
        user('Hi'),
        tool(result('a', 'A')),
      ],
      [hi, 'assistant a b a=A b=B', hi],
    ],
    [
      'within the assistant message (run by the provider), and what it says next is a turn of its own',
      [user('Hi'), assistant('I look.', call('a'), result('a', 'A'), 'Rain.')],
      [hi, 'assistant "I look." a a=A', 'assistant "Rain."'],
    ],
    [
      'an id used twice is two calls, answered in order',
      [
        user('Hi'),
        assistant(call('a')),
        tool(result('a', '1st')),
        assistant(call('a')),
        tool(result('a', '2nd')),
      ],
      [hi, 'assistant a a=1st', 'assistant a_2 a_2=2nd'],
    ],
  ])('%s', (_, prompt, expected) => {
    expect(linesOf(prompt)).toEqual(expected);
    expect(turnsOf(prompt).warnings).toEqual([]);
  });

  test('a part that stands twice in the prompt is two calls', () => {
    const shared = call('a');
    const answer = result('a', 'A');
    expect(
      linesOf([user('Hi'), assistant(shared), tool(answer), assistant(shared), tool(answer)]),
    ).toEqual([hi, 'assistant a a=A', 'assistant a_2 a_2=A']);
  });

  test('a call that nobody answered is told so in its place, with a warning', () => {
    const prompt = [user('Hi'), assistant(call('a'), call('b')), tool(result('b', 'B'))];
    expect(linesOf(prompt)[1]).toMatch(/^assistant a b a=.*not answered.* b=B$/);
    expect(turnsOf(prompt).warnings).toEqual([
      { type: 'other', message: expect.stringContaining('tool call a (look)') },
    ]);
  });

  test.each<[string, LanguageModelV2Prompt]>([
    ['whose call is not in the prompt', [user('Hi'), tool(result('a', 'A'))]],
    ['that comes before its call', [tool(result('a', 'A')), user('Hi'), assistant(call('a'))]],
    ['too many', [user('Hi'), assistant(call('a')), tool(result('a', 'first'), result('a', 'A'))]],
  ])('a result %s is told as text, with a warning', (_, prompt) => {
    const { turns, warnings } = turnsOf(prompt);
    const said = turns.flatMap(({ parts }) => parts);
    expect(said).toContainEqual({ type: 'text', text: 'Result of tool call a (look): A' });
    const words = warnings.map((warning) => ('message' in warning ? warning.message : ''));
    expect(words.filter((message) => message.includes('sent as text'))).toEqual([
      expect.stringContaining('tool call a (look)'),
    ]);
  });
});

describe('ids that Bedrock refuses are mapped', () => {
  test.each([
    ['accepted ids stay', ['tooluse_aB-9_', 'x'.repeat(64)], ['tooluse_aB-9_', 'x'.repeat(64)]],
    ['odd characters', ['call:1/2 3'], ['call_1_2_3']],
    ['too long', ['x'.repeat(65)], ['x'.repeat(50)]],
    ['used twice', ['a', 'a', 'a'], ['a', 'a_2', 'a_3']],
    ['an alias never takes an id that comes later', ['a.b', 'a_b'], ['a_b_2', 'a_b']],
    ['nor one that repeats', ['a', 'a', 'a_2'], ['a', 'a_3', 'a_2']],
  ])('%s', (_, ids, expected) => {
    const { turns } = turnsOf([user('Hi'), assistant(...ids.map((id) => call(id)))]);
    expect(turns[1]).toMatchObject({ calls: expected.map((id) => ({ id })) });
  });

  test.each(['', '💡', '\ud800', '../..'])('%j too, every time it comes', (id) => {
    const { turns } = turnsOf([user('Hi'), assistant(call(id), call(id))]);
    const [first, second] = turns[1]?.calls ?? [];
    expect(first?.id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(second?.id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(first?.id).not.toBe(second?.id);
  });
});

describe('assistant messages', () => {
  test.each<[string, LanguageModelV2Prompt, string[]]>([
    [
      'in a row are one turn',
      [user('Hi'), assistant('A'), assistant('B')],
      [hi, 'assistant "A" "B"'],
    ],
    [
      'also around a system message',
      [user('Hi'), assistant('A'), system('S'), assistant('B')],
      [hi, 'system "S"', 'assistant "A" "B"'],
    ],
    [
      'also when the first has calls',
      [user('Hi'), assistant('A', call('a')), assistant('B'), tool(result('a', 'R'))],
      [hi, 'assistant "A" "B" a a=R'],
    ],
    [
      'but not past a result',
      [user('Hi'), assistant(call('a')), tool(result('a', 'R')), assistant('B')],
      [hi, 'assistant a a=R', 'assistant "B"'],
    ],
    [
      'texts of one message are one text',
      [user('Hi'), assistant('A', call('a'), 'B'), tool(result('a', 'A'))],
      [hi, 'assistant "AB" a a=A'],
    ],
    [
      'white space inside a text stays',
      [user('Hi'), assistant('A', ' ', '\n', 'B ')],
      [hi, 'assistant "A \\nB "'],
    ],
    ['left with nothing are no turn', [user('Hi'), assistant('', ' ')], [hi]],
  ])('%s', (_, prompt, expected) => {
    expect(linesOf(prompt)).toEqual(expected);
  });

  test('bring the first signed reasoning, and none of another message with it', () => {
    const first = assistant(reasoning('X'), 'A');
    const second = assistant(reasoning('Y', { signature: 's' }), 'B');
    const third = assistant(reasoning('Z', { signature: 't' }), 'C');
    const { turns } = turnsOf([user('Hi'), first, second, third]);
    expect(turns[1]).toMatchObject({ reasoning: { thinking: 'Y', signature: 's' } });
  });
});

test('blank system messages go, the others stay where they are', () => {
  expect(linesOf([system(''), system('A'), user('Hi'), system(' \n'), system('B')])).toEqual([
    'system "A"',
    hi,
    'system "B"',
  ]);
});

test('approvals of AI SDK 6 bring their outcome in a result of their own', () => {
  const prompt = [
    user('Hi'),
    assistant(call('a'), { type: 'tool-approval-request', approvalId: '1', toolCallId: 'a' }),
  ];
  expect(turnsOf(prompt).warnings).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('tool-approval-request') }),
  );
  const approval = { type: 'tool-approval-response', approvalId: '1', approved: true };
  const answered = [user('Hi'), assistant(call('a')), tool(approval, result('a', 'A'))];
  expect(linesOf(answered)).toEqual([hi, 'assistant a a=A']);
  expect(turnsOf(answered).warnings).toEqual([]);
});

describe('reasoning that stands alone (field-reports.md F2)', () => {
  const thought = reasoning('Hm', { signature: 's' });
  const signed = { thinking: 'Hm', signature: 's' };
  test.each<[string, LanguageModelV2Prompt, unknown[]]>([
    [
      'belongs to the next message of the turn, as @openai/agents sends it',
      [
        user('Hi'),
        assistant(thought),
        assistant('I look.'),
        assistant(call('a')),
        tool(result('a')),
      ],
      [undefined, signed],
    ],
    [
      'belongs to a call alone',
      [user('Hi'), assistant(thought), assistant(call('a')), tool(result('a'))],
      [undefined, signed],
    ],
    [
      'belongs to the step after a result',
      [user('Hi'), assistant(call('a')), tool(result('a')), assistant(thought), assistant('Done.')],
      [undefined, undefined, signed],
    ],
    [
      'belongs to nothing behind the next user message',
      [user('Hi'), assistant(thought), user('Hello?'), assistant('Yes.')],
      [undefined, undefined],
    ],
  ])('%s', (_what, prompt, expected) => {
    expect(turnsOf(prompt).turns.map((turn) => turn.reasoning)).toEqual(expected);
  });

  test('keeps thinking on', () => {
    const request = requestFor({
      prompt: [
        user('Hi'),
        assistant(thought),
        assistant('I look.'),
        assistant(call('a')),
        tool(result('a')),
      ],
      providerOptions: { heroku: { extendedThinking: { enabled: true, budgetTokens: 2000 } } },
    });
    expect(warningsOf(request).join()).not.toContain('Thinking');
    expect(request.body.extended_thinking).toMatchObject({ enabled: true });
    expect(request.body.messages[1]).toMatchObject({ role: 'assistant', reasoning: signed });
  });
});

test('texts in place of parts, and parts in place of a text, lose nothing', () => {
  const prompt = [
    { role: 'system', content: [{ type: 'text', text: 'S' }] },
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'A' },
  ] as unknown as LanguageModelV2Prompt;
  expect(linesOf(prompt)).toEqual(['system "S"', hi, 'assistant "A"']);
  expect(turnsOf(prompt).warnings).toEqual([]);
});

test.each([undefined, null])('a text part whose text is %s is blank', (text) => {
  const part = { type: 'text', text };
  expect(linesOf([user('Hi', part), assistant(part), user('Hi')])).toEqual([
    `${hi} {"type":"text","text":"Hi"}`,
  ]);
});

describe('a file that cannot be sent', () => {
  const pdf = user(file('application/pdf', 'JVBERi0='));

  test('is described once an answer has followed', () => {
    const [told] = linesOf([pdf, assistant('I cannot read it.')]);
    expect(told).toContain('application/pdf');
  });

  test('is an error in the last user message, also before a system message', () => {
    expect(() => turnsOf([pdf, system('Be brief.')])).toThrow('application/pdf');
  });
});

test('the texts of a system message are paragraphs', () => {
  const content = ['Be brief.', 'Be kind.'].map((text) => ({ type: 'text', text }));
  const prompt = [{ role: 'system', content }] as unknown as LanguageModelV2Prompt;
  expect(linesOf(prompt)[0]).toBe('system "Be brief.\\n\\nBe kind."');
});
