import { describe, expect, test } from 'vitest';
import type { HerokuChatProviderOptions } from '../../../../src';
import { signThinking } from '../../../../src/local/signature';
import { assistant, call, functionTool, reasoning, result, system, tool, user } from '../prompts';
import { acceptedBody, type Call, requestFor, warningsOf } from '../request-for';

const options = (heroku: HerokuChatProviderOptions): Pick<Call, 'providerOptions'> => ({
  providerOptions: { heroku } as Call['providerOptions'],
});
const thinking = (more: object = {}) =>
  options({ extendedThinking: { enabled: true, budgetTokens: 2000, ...more } });
const signed = (text: string) => reasoning(text, { signature: signThinking(text) });

describe('extended thinking', () => {
  test.each([
    [
      'with a budget',
      {},
      {},
      { enabled: true, budget_tokens: 2000, include_reasoning: true },
      6096,
    ],
    [
      'added to maxOutputTokens',
      {},
      { maxOutputTokens: 500 },
      { enabled: true, budget_tokens: 2000, include_reasoning: true },
      2500,
    ],
    [
      'in silence',
      { includeReasoning: false },
      {},
      { enabled: true, budget_tokens: 2000, include_reasoning: false },
      6096,
    ],
    [
      'without a budget',
      { budgetTokens: undefined },
      {},
      { enabled: true, include_reasoning: true },
      undefined,
    ],
    [
      'without a budget, maxOutputTokens stays',
      { budgetTokens: undefined },
      { maxOutputTokens: 500 },
      { enabled: true, include_reasoning: true },
      500,
    ],
  ])('%s', (_, more, settings, expected, maxTokens) => {
    const body = acceptedBody({ ...thinking(more), ...settings });
    expect(body.extended_thinking).toEqual(expected);
    expect(body.max_tokens).toBe(maxTokens);
    expect(requestFor({ ...thinking(more), ...settings }).warnings).toEqual([]);
  });

  test('of a model that sets its own budget, in silence where the caller gives none', () => {
    const call = thinking({ budgetTokens: undefined });
    expect(requestFor(call, 'claude-opus-4-8').warnings).toEqual([]);
  });

  test('disabled sends nothing and leaves the settings alone', () => {
    const body = acceptedBody({
      ...options({ extendedThinking: { enabled: false, budgetTokens: 2000 } }),
      temperature: 0.5,
      maxOutputTokens: 10,
    });
    expect(body).not.toHaveProperty('extended_thinking');
    expect(body).toMatchObject({ temperature: 0.5, max_tokens: 10 });
  });

  test.each([
    'claude-3-7-sonnet',
    'claude-4-sonnet',
    'claude-4-5-haiku',
    'claude-opus-4-8',
    'claude-sonnet-4-6',
  ])('%s thinks', (modelId) => {
    expect(acceptedBody(thinking(), modelId).extended_thinking?.enabled).toBe(true);
  });

  test.each([
    'claude-3-5-haiku',
    'claude-3-haiku',
    'nova-pro',
    'gpt-oss-120b',
    'kimi-k2-thinking',
    'qwen3-235b',
    'deepseek-v3-2',
    'glm-4-7',
    'minimax-m2',
  ])('%s fails with it: not sent, with a warning, and the other settings stay', (modelId) => {
    const call = { ...thinking(), temperature: 0.5, maxOutputTokens: 10 };
    const body = acceptedBody(call, modelId);
    expect(body).not.toHaveProperty('extended_thinking');
    expect(body).toMatchObject({ temperature: 0.5, max_tokens: 10 });
    expect(warningsOf(requestFor(call, modelId))).toEqual([
      expect.stringMatching(/^extendedThinking is not sent/),
    ]);
  });

  test('a model that nobody has described gets what was asked for', () => {
    const { body, warnings } = requestFor(thinking(), 'next-year-1');
    expect(body.extended_thinking?.enabled).toBe(true);
    expect(warnings).toEqual([]);
  });
});

describe('what thinking forbids is dropped, each with a warning that names it', () => {
  test.each([
    ['temperature', { temperature: 0.5 }, 'temperature'],
    ['temperature 0', { temperature: 0 }, 'temperature'],
    ['topP', { topP: 0.9 }, 'top_p'],
    ['topK', { topK: 5 }, 'top_k'],
  ])('%s', (name, settings, field) => {
    const call = { ...thinking(), ...settings };
    expect(acceptedBody(call)).not.toHaveProperty(field);
    expect(warningsOf(requestFor(call))).toEqual([
      expect.stringMatching(new RegExp(`^${name.split(' ')[0]}: .*think`)),
    ]);
  });

  test('temperature 1 is the one it allows: no warning', () => {
    expect(requestFor({ ...thinking(), temperature: 1 }).warnings).toEqual([]);
  });

  test.each([
    ['required', { type: 'required' as const }, 'auto', 1],
    ['a named tool', { type: 'tool' as const, toolName: 'look' }, 'auto', 1],
    ['none', { type: 'none' as const }, 'none', 0],
    ['auto', { type: 'auto' as const }, 'auto', 0],
  ])('tool choice %s', (_, toolChoice, expected, count) => {
    const call = { ...thinking(), tools: [functionTool('look')], toolChoice };
    expect(acceptedBody(call).tool_choice).toBe(expected);
    expect(warningsOf(requestFor(call))).toEqual(
      Array(count).fill(expect.stringMatching(/^toolChoice: .*"auto"/)),
    );
  });

  test('the same with reasoningEffort, which Heroku maps to a thinking budget', () => {
    const call = { ...options({ reasoningEffort: 'low' }), temperature: 0.5 };
    const body = acceptedBody(call);
    expect(body.reasoning_effort).toBe('low');
    expect(body).not.toHaveProperty('temperature');
  });
});

describe('reasoningEffort', () => {
  test.each(['low', 'medium', 'high'] as const)('%s is sent to any model', (reasoningEffort) => {
    for (const modelId of ['claude-4-5-sonnet', 'gpt-oss-120b', 'next-year-1']) {
      const { body, warnings } = requestFor(options({ reasoningEffort }), modelId);
      expect(body.reasoning_effort).toBe(reasoningEffort);
      expect(body).not.toHaveProperty('max_tokens');
      expect(warnings).toEqual([]);
    }
  });

  test('a model that does not think keeps its temperature', () => {
    const body = acceptedBody(
      { ...options({ reasoningEffort: 'low' }), temperature: 0.5 },
      'gpt-oss-120b',
    );
    expect(body).toMatchObject({ reasoning_effort: 'low', temperature: 0.5 });
  });
});

describe("AI SDK 7's call option `reasoning`", () => {
  test.each([
    ['minimal', 'low'],
    ['low', 'low'],
    ['medium', 'medium'],
    ['high', 'high'],
    ['xhigh', 'high'],
    ['max', 'high'],
    ['none', undefined],
    ['provider-default', undefined],
    ['toString', undefined],
    ['', undefined],
  ])('%j -> reasoning_effort %j, in silence', (level, effort) => {
    const { warnings } = requestFor({ reasoning: level });
    expect(acceptedBody({ reasoning: level }).reasoning_effort).toBe(effort);
    expect(warnings).toEqual([]);
  });

  test.each(['nova-lite', 'nova-2-lite', 'claude-3-haiku'])(
    'a level that the model cannot honour is not sent, in silence: %s',
    (modelId) => {
      expect(acceptedBody({ reasoning: 'high' }, modelId)).not.toHaveProperty('reasoning_effort');
      expect(requestFor({ reasoning: 'high' }, modelId).warnings).toEqual([]);
    },
  );

  test.each([['nova-lite'], ['claude-3-haiku'], ['claude-4-5-sonnet']])(
    'what the SDK sends unasked is met with silence: %s',
    (modelId) => {
      expect(requestFor({ reasoning: 'provider-default' }, modelId).warnings).toEqual([]);
      expect(requestFor({ reasoning: 'none' }, modelId).warnings).toEqual([]);
    },
  );

  test("the provider's own options win", () => {
    const both = { reasoning: 'high', ...options({ reasoningEffort: 'low' }) };
    expect(acceptedBody(both).reasoning_effort).toBe('low');
  });

  test.each([true, false])(
    'extendedThinking { enabled: %s } leaves the level unread',
    (enabled) => {
      const body = acceptedBody({
        reasoning: 'high',
        ...options({ extendedThinking: { enabled } }),
      });
      expect(body).not.toHaveProperty('reasoning_effort');
      expect(body.extended_thinking?.enabled).toBe(enabled || undefined);
    },
  );
});

describe('the open tool loop decides whether the model may think', () => {
  const tools = [functionTool('look')];
  const loop = (...first: Parameters<typeof assistant>) => [
    user('Weather?'),
    assistant(...first, call('c1')),
    tool(result('c1')),
  ];

  const stillThinks: [string, Call['prompt']][] = [
    ['no tools yet', [user('Hi')]],
    ['a signed first step', loop(signed('Hm'))],
    ['a redacted first step', loop(reasoning('', { redacted_thinking: 'x' }))],
    [
      'a signature that came late',
      loop(reasoning('Hm'), 'I look', reasoning('', { signature: signThinking('Hm') })),
    ],
    [
      'only the first of three steps thinks',
      [
        ...loop(signed('Hm')),
        assistant('On.', call('c2')),
        tool(result('c2')),
        assistant(call('c3')),
        tool(result('c3')),
      ],
    ],
    [
      'an unsigned loop that is finished',
      [...loop('I look'), assistant('Rain.'), user('And tomorrow?')],
    ],
    [
      'an unsigned loop before a signed one',
      [
        ...loop('I look'),
        assistant('Rain.'),
        user('Again?'),
        assistant(signed('Hm'), call('c2')),
        tool(result('c2')),
      ],
    ],
    ['a system message, and nothing of the assistant', [user('Hi'), system('Be brief.')]],
    ['a blank user message alone', [user('')]],
    [
      'words before a system message, and a signed first step behind it',
      [
        user('Hi'),
        assistant('I begin.'),
        system('Be brief.'),
        assistant(signed('Hm'), call('c1')),
        tool(result('c1')),
      ],
    ],
    [
      'an unsigned step whose result is an image, before the user spoke again',
      [
        user('Hi'),
        assistant(call('c1')),
        tool(
          result('c1', {
            type: 'content',
            value: [{ type: 'image-url', url: 'https://host.test/a' }],
          }),
        ),
        user('Go on'),
        assistant(signed('Hm'), call('c2')),
        tool(result('c2')),
      ],
    ],
    [
      'a loop that the user broke off',
      [user('Hi'), assistant(call('c1')), user('Stop'), assistant('Yes?'), user('Go on')],
    ],
  ];
  test.each(stillThinks)('on: %s', (_, prompt) => {
    const call = { prompt, tools, ...thinking() };
    const body = acceptedBody(call);
    expect(body.extended_thinking?.enabled).toBe(true);
    expect(warningsOf(requestFor(call)).filter((text) => /think/i.test(text))).toEqual([]);
  });

  const goesOnWithout: [string, Call['prompt']][] = [
    ['an unsigned first step', loop('I look')],
    ['unsigned reasoning', loop(reasoning('Hm'))],
    ["another provider's reasoning", loop(reasoning('Hm', { signature: 's' }, 'anthropic'))],
    [
      'a later step is signed, the first is not',
      [...loop('I look'), assistant(signed('Hm'), call('c2')), tool(result('c2'))],
    ],
    ['a system message after the results', [...loop('I look'), system('Be brief.')]],
    [
      'results with images',
      [
        user('Hi'),
        assistant(call('c1')),
        tool(
          result('c1', {
            type: 'content',
            value: [{ type: 'image-url', url: 'https://host.test/a' }],
          }),
        ),
      ],
    ],
    ['a result that is missing', [user('Hi'), assistant(call('c1'))]],
  ];
  test.each(goesOnWithout)('off, with a warning that names the remedy: %s', (_, prompt) => {
    const call = { prompt, tools, ...thinking(), temperature: 0.5, maxOutputTokens: 10 };
    const body = acceptedBody(call);
    expect(body).not.toHaveProperty('extended_thinking');
    expect(body).toMatchObject({ temperature: 0.5, max_tokens: 10 });
    expect(JSON.stringify(body.messages)).not.toContain('"reasoning"');
    expect(warningsOf(requestFor(call))).toContainEqual(
      expect.stringMatching(/Thinking is off.*signed.*Send .* reasoning parts/),
    );
  });

  test('an effort is dropped with it, as it means thinking too', () => {
    const body = acceptedBody({
      prompt: loop('I look'),
      tools,
      ...options({ reasoningEffort: 'high' }),
    });
    expect(body).not.toHaveProperty('reasoning_effort');
  });

  test('a prompt that ends with words of the assistant must start them with thinking as well', () => {
    const call = { prompt: [user('Hi'), assistant('The answer is')], ...thinking() };
    expect(acceptedBody(call)).not.toHaveProperty('extended_thinking');
    expect(warningsOf(requestFor(call))).toEqual([expect.stringMatching(/Thinking is off/)]);
  });
});

describe('replay of reasoning', () => {
  const history = [
    user('Hi'),
    assistant(signed(' Hm,\n"é" '), 'I look', call('c1')),
    tool(result('c1')),
  ];
  const tools = [functionTool('look')];

  test('goes with the assistant message while the model thinks', () => {
    const { messages } = acceptedBody({ prompt: history, tools, ...thinking() });
    expect(messages[1]).toMatchObject({
      role: 'assistant',
      content: 'I look',
      reasoning: { thinking: ' Hm,\n"é" ', signature: signThinking(' Hm,\n"é" ') },
    });
  });

  test('stays at home when it does not', () => {
    const { messages } = acceptedBody({ prompt: history, tools });
    expect(JSON.stringify(messages)).not.toContain('reasoning');
    expect(JSON.stringify(messages)).not.toContain('Hm,');
  });

  test('survives JSON.parse(JSON.stringify()) of the prompt', () => {
    const stored = JSON.parse(JSON.stringify(history));
    const call = { tools, ...thinking() };
    expect(acceptedBody({ ...call, prompt: stored })).toEqual(
      acceptedBody({ ...call, prompt: history }),
    );
  });

  test('two assistant messages that become one keep one signature over its own thinking', () => {
    const prompt = [
      user('Hi'),
      assistant(reasoning('An unsigned thought'), 'Let me see.'),
      assistant(signed('Hm'), call('c1')),
      tool(result('c1')),
    ];
    const { messages } = acceptedBody({ prompt, tools, ...thinking() });
    expect(messages[1]).toMatchObject({
      reasoning: { thinking: 'Hm', signature: signThinking('Hm') },
    });
  });

  test('unsigned reasoning is never sent', () => {
    const prompt = [user('Hi'), assistant(reasoning('Hm'), 'Hello'), user('Bye')];
    expect(JSON.stringify(acceptedBody({ prompt, ...thinking() }))).not.toContain('Hm');
  });
});

test('images of a result may count as the user speaking: what follows them must be signed too', () => {
  const image = { type: 'content', value: [{ type: 'image-url', url: 'https://host.test/a.png' }] };
  const prompt = (...behind: ReturnType<typeof user>[]) => [
    user('Look'),
    assistant(signed('I look.'), call('1')),
    tool(result('1', image)),
    ...behind,
    assistant(call('2')),
    tool(result('2')),
  ];
  const isOn = (call: Call) => acceptedBody({ ...call, ...thinking() }).extended_thinking;
  expect(isOn({ prompt: prompt() })).toBeDefined();
  expect(isOn({ prompt: prompt(user('')) })).toBeUndefined();
});
