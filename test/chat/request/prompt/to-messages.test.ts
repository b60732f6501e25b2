import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { FILLER } from '../../../../src/chat/request/prompt/filler';
import type { WireMessage } from '../../../../src/chat/wire/request';
import {
  assistant,
  call,
  file,
  functionTool,
  reasoning,
  result,
  system,
  tool,
  user,
} from '../prompts';
import { acceptedBody, requestFor, warningsOf } from '../request-for';

const tools = [functionTool('look')];
const messagesOf = (...prompt: LanguageModelV2Prompt): WireMessage[] =>
  acceptedBody({ prompt, tools }).messages;
const warningsFor = (...prompt: LanguageModelV2Prompt): string[] =>
  warningsOf(requestFor({ prompt, tools }));

const wireCall = (id: string, args = '{}', name = 'look') => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});
const image = (url: string) => ({ type: 'image_url', image_url: { url } });
const text = (value: string) => ({ type: 'text', text: value });
const shot = (url: string) => ({ type: 'content', value: [{ type: 'image-url', url }] });

describe('content', () => {
  test.each<[string, LanguageModelV2Prompt, unknown[]]>([
    ['one text is a string', [user('Hi')], ['Hi']],
    ['white space inside a string is left alone', [user(' Hi\n')], [' Hi\n']],
    ['several texts are parts', [user('A', 'B')], [[text('A'), text('B')]]],
    [
      'an image is a part',
      [user(file('image/*', new URL('https://host.test/a')))],
      [[image('https://host.test/a')]],
    ],
    [
      'parts keep their order',
      [user('A', file('image/*', new URL('https://host.test/a')), 'B')],
      [[text('A'), image('https://host.test/a'), text('B')]],
    ],
    ['blank parts go', [user('', 'A', ' \n')], ['A']],
    [
      'blank parts go beside an image',
      [user('', file('image/*', new URL('https://host.test/a')))],
      [[image('https://host.test/a')]],
    ],
    ['a user message with nothing gets the filler', [user('')], [FILLER]],
    ['one without parts too', [user()], [FILLER]],
    [
      'an assistant message with nothing goes',
      [user('Hi'), assistant(''), user('You?')],
      [[text('Hi'), text('You?')]],
    ],
    [
      'an assistant message with only reasoning goes',
      [user('Hi'), assistant(reasoning('Hm')), user('You?')],
      [[text('Hi'), text('You?')]],
    ],
    [
      'one with calls gets the filler',
      [user('Hi'), assistant(call('a')), tool(result('a'))],
      ['Hi', FILLER, 'done'],
    ],
    [
      'a result with nothing gets the filler',
      [user('Hi'), assistant('I look', call('a')), tool(result('a', ''))],
      ['Hi', 'I look', FILLER],
    ],
    ['a blank user message beside a filled one leaves no trace', [user(''), user('Hi')], ['Hi']],
    ['nor after one', [user('Hi'), user(' ')], ['Hi']],
    [
      'lone surrogates are made well-formed',
      [user('A\ud83d'), assistant('\udc00B'), user('💡')],
      ['A\ufffd', '\ufffdB', '💡'],
    ],
  ])('%s', (_, prompt, expected) => {
    expect(messagesOf(...prompt).map(({ content }) => content)).toEqual(expected);
  });
});

describe('roles alternate', () => {
  test.each<[string, LanguageModelV2Prompt, [string, unknown][]]>([
    [
      'user messages in a row are one',
      [user('A'), user('B'), user('C')],
      [['user', [text('A'), text('B'), text('C')]]],
    ],
    [
      'also around a system message, which comes first then',
      [user('A'), system('S'), user('B')],
      [
        ['system', 'S'],
        ['user', [text('A'), text('B')]],
      ],
    ],
    [
      'assistant messages in a row are one',
      [user('A'), assistant('B'), assistant('C'), user('D')],
      [
        ['user', 'A'],
        ['assistant', 'B\n\nC'],
        ['user', 'D'],
      ],
    ],
    [
      'system messages keep their order',
      [system('1'), user('A'), system('2'), assistant('B'), system('3'), user('C')],
      [
        ['system', '1'],
        ['user', 'A'],
        ['system', '2'],
        ['assistant', 'B'],
        ['system', '3'],
        ['user', 'C'],
      ],
    ],
  ])('%s', (_, prompt, expected) => {
    expect(messagesOf(...prompt).map(({ role, content }) => [role, content])).toEqual(expected);
    expect(warningsFor(...prompt)).toEqual([]);
  });
});

describe('the conversation starts with the user', () => {
  test.each<[string, LanguageModelV2Prompt]>([
    ['an assistant message first', [assistant('Hello'), user('Hi')]],
    ['a call first', [assistant(call('a')), tool(result('a'))]],
    ['system messages alone', [system('Be brief.')]],
    ['nothing at all', []],
  ])('%s: the filler does, with a warning', (_, prompt) => {
    const messages = messagesOf(...prompt);
    expect(messages.find(({ role }) => role !== 'system')).toEqual({
      role: 'user',
      content: FILLER,
    });
    expect(warningsFor(...prompt)).toContainEqual(
      expect.stringMatching(/start with a user message/),
    );
  });
});

describe('calls and results', () => {
  test('stay together in the form that Heroku takes', () => {
    expect(
      messagesOf(
        user('Hi'),
        assistant('I look.', call('a', { city: 'Oslo' }), call('b', [1])),
        tool(result('a', 'Rain'), result('b', { type: 'json', value: [1] })),
        assistant('Rain.'),
        user('Thanks'),
      ),
    ).toEqual([
      { role: 'user', content: 'Hi' },
      {
        role: 'assistant',
        content: 'I look.',
        tool_calls: [wireCall('a', '{"city":"Oslo"}'), wireCall('b', '{"input":[1]}')],
      },
      { role: 'tool', tool_call_id: 'a', content: 'Rain' },
      { role: 'tool', tool_call_id: 'b', content: '{"result":[1]}' },
      { role: 'assistant', content: 'Rain.' },
      { role: 'user', content: 'Thanks' },
    ]);
  });

  test.each<[string, LanguageModelV2Prompt, string[]]>([
    [
      'in the order of the calls, whichever tool ended first',
      [user('Hi'), assistant(call('a'), call('b')), tool(result('b', 'B'), result('a', 'A'))],
      ['a:A', 'b:B'],
    ],
    [
      'results that come after the user spoke move up',
      [user('Hi'), assistant(call('a')), user('Well?'), tool(result('a', 'A'))],
      ['a:A'],
    ],
    [
      'results split over messages',
      [
        user('Hi'),
        assistant(call('a'), call('b')),
        tool(result('a', 'A')),
        user('Well?'),
        tool(result('b', 'B')),
      ],
      ['a:A', 'b:B'],
    ],
    [
      'results inside the assistant message',
      [user('Hi'), assistant(call('a'), result('a', 'A'), 'So.')],
      ['a:A'],
    ],
    [
      'ids used twice',
      [
        user('Hi'),
        assistant(call('a')),
        tool(result('a', '1st')),
        assistant(call('a')),
        tool(result('a', '2nd')),
      ],
      ['a:1st', 'a_2:2nd'],
    ],
    [
      'ids that Bedrock refuses, call and result alike',
      [
        user('Hi'),
        assistant(call('call:1'), call('call/1')),
        tool(result('call/1', 'B'), result('call:1', 'A')),
      ],
      ['call_1:A', 'call_1_2:B'],
    ],
  ])('%s', (_, prompt, expected) => {
    const results = messagesOf(...prompt).flatMap((message) =>
      message.role === 'tool' ? [`${message.tool_call_id}:${message.content}`] : [],
    );
    expect(results).toEqual(expected);
  });

  test('a call that nobody answered is told so, with a warning that names it', () => {
    const prompt = [
      user('Hi'),
      assistant(call('a'), call('b')),
      tool(result('b', 'B')),
      user('Go on'),
    ];
    const messages = messagesOf(...prompt);
    expect(messages.filter(({ role }) => role === 'tool')).toEqual([
      { role: 'tool', tool_call_id: 'a', content: expect.stringMatching(/not answered/) },
      { role: 'tool', tool_call_id: 'b', content: 'B' },
    ]);
    expect(warningsFor(...prompt)).toEqual([expect.stringContaining('tool call a (look)')]);
  });

  test('a result without its call reaches the model as text, its images too', () => {
    const prompt = [user('Hi'), tool(result('a', shot('https://host.test/a')), result('b', 'B'))];
    expect(messagesOf(...prompt)).toEqual([
      {
        role: 'user',
        content: [
          text('Hi'),
          text(expect.stringMatching(/^Result of tool call a \(look\)/)),
          text(expect.stringMatching(/tool call a/)),
          image('https://host.test/a'),
          text('Result of tool call b (look): B'),
        ],
      },
    ]);
    expect(warningsFor(...prompt)).toHaveLength(2);
  });

  test('names on the wire are those of the tools', () => {
    const { messages } = acceptedBody({
      prompt: [user('Hi'), assistant(call('a', {}, 'a/b')), tool(result('a', 'A', 'a/b'))],
      tools: [functionTool('a/b'), functionTool('a_b')],
    });
    expect(messages[1]).toMatchObject({ tool_calls: [wireCall('a', '{}', 'a_b_2')] });
  });
});

describe('images of tool results', () => {
  test('follow as one user message after all results, each beside the name of its call', () => {
    const messages = messagesOf(
      user('Hi'),
      assistant(call('a'), call('b')),
      tool(result('a', shot('https://host.test/a')), result('b', shot('https://host.test/b'))),
      assistant('Two shots.'),
    );
    expect(messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'tool',
      'tool',
      'user',
      'assistant',
    ]);
    expect(messages[4]?.content).toEqual([
      text(expect.stringMatching(/call a /)),
      image('https://host.test/a'),
      text(expect.stringMatching(/call b /)),
      image('https://host.test/b'),
    ]);
  });

  test('come before what the user says next, in the same message', () => {
    const messages = messagesOf(
      user('Hi'),
      assistant(call('a')),
      tool(result('a', shot('https://host.test/a'))),
      user('What is it?'),
    );
    expect(messages).toHaveLength(4);
    expect(messages[3]?.content).toEqual([
      text(expect.any(String)),
      image('https://host.test/a'),
      text('What is it?'),
    ]);
  });

  test('come before what the user says next, also behind a system message', () => {
    const messages = messagesOf(
      user('Hi'),
      assistant(call('a')),
      tool(result('a', shot('https://host.test/a'))),
      system('Be brief.'),
      user('What is it?'),
    );
    const roles = messages.map(({ role }) => role);
    expect(roles.filter((role) => role !== 'system')).toEqual([
      'user',
      'assistant',
      'tool',
      'user',
    ]);
  });

  test('bear the id and the name that the call has on the wire', () => {
    const { messages } = acceptedBody({
      prompt: [
        user('Hi'),
        assistant(call('a:1', {}, 'take/shot')),
        tool(result('a:1', shot('https://host.test/a'), 'take/shot')),
      ],
    });
    expect(messages[3]?.content).toContainEqual(text(expect.stringMatching(/a_1.*take_shot/)));
  });
});

describe('a prompt that ends with the assistant', () => {
  test.each<[string, LanguageModelV2Prompt, string]>([
    [
      'trailing white space is trimmed',
      [user('Hi'), assistant('The answer is \n')],
      'The answer is',
    ],
    ['the start is left alone', [user('Hi'), assistant(' The answer is')], ' The answer is'],
    [
      'also when system messages follow',
      [user('Hi'), assistant('The answer is '), system('S')],
      'The answer is',
    ],
  ])('%s', (_, prompt, expected) => {
    const last = messagesOf(...prompt).findLast(({ role }) => role === 'assistant');
    expect(last?.content).toBe(expected);
  });

  test('an earlier assistant message keeps its white space', () => {
    expect(messagesOf(user('Hi'), assistant('Hello '), user('You?'))[1]?.content).toBe('Hello ');
  });
});
