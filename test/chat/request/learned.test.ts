import { expect, test } from 'vitest';
import type { Lessons } from '../../../src/chat/refusals/lessons';
import { signThinking } from '../../../src/local/signature';
import { assistant, call, functionTool, reasoning, result, tool, user } from './prompts';
import { type Call, requestFor, warningsOf } from './request-for';

const heroku = (options: object) => ({ providerOptions: { heroku: options } }) as Call;
const thinking = (budgetTokens?: number) =>
  heroku({ extendedThinking: { enabled: true, budgetTokens } });
const tools = [functionTool('look')];
const LOOP = [
  user('Look'),
  assistant(reasoning('Hm', { signature: signThinking('Hm') }), call('1')),
  tool(result('1')),
];

/** What a refusal has taught of a model is told with its own reason, not with that of another cell. */
test.each<[profile: Lessons['profile'], given: Call]>([
  [{ temperature: false }, { temperature: 0.5 }],
  [{ topP: false }, { topP: 0.5 }],
  [{ topP: 'without-temperature' }, { topP: 0.5, temperature: 0.5 }],
  [{ topK: false }, { topK: 5 }],
  [{ stopSequences: false }, { stopSequences: ['END'] }],
  [{ thinking: 'none' }, thinking()],
  [{ thinking: 'adaptive' }, thinking(2000)],
  [{ thinkingReplay: false }, { ...thinking(2000), prompt: LOOP, tools }],
  [{ reasoningEffort: 'never' }, heroku({ reasoningEffort: 'low' })],
  [{ reasoningEffort: 'never' }, { reasoning: 'low' }],
  [{ forcedTools: false }, { tools, toolChoice: { type: 'required' } }],
  [{ forcedTools: false }, { responseFormat: { type: 'json', schema: { type: 'object' } } }],
  [{ bannedTools: false }, { tools, toolChoice: { type: 'none' } }],
  [{ outputLimit: 'max_completion_tokens' }, { maxOutputTokens: 9 }],
])('%j', (profile, given) => {
  const cells = Object.keys(profile);
  const reasons = Object.fromEntries(cells.map((cell) => [cell, `its answer about ${cell}`]));
  const request = requestFor(given, 'next-year-1', { lessons: { profile, omit: [], reasons } });
  expect(warningsOf(request)).toEqual([expect.stringContaining(`its answer about ${cells[0]}`)]);
});

/** What a refusal has taught is no reason to say something where nothing is changed for it. */
test.each<[situation: string, profile: Lessons['profile'], given: Call]>([
  ['JSON of no schema', { forcedTools: false }, { responseFormat: { type: 'json' } }],
  [
    'response_format',
    { forcedTools: false },
    {
      responseFormat: { type: 'json', schema: { type: 'object' } },
      ...heroku({ structuredOutputMode: 'json_schema' }),
    },
  ],
  ['a choice that forces nothing', { forcedTools: false }, { tools }],
  ['tools that may be called', { bannedTools: false }, { tools }],
  [
    'a ban that is sent, since the prompt has calls',
    { bannedTools: false },
    { tools, toolChoice: { type: 'none' }, prompt: LOOP },
  ],
])('in silence: %s', (_situation, profile, given) => {
  const reasons = { forcedTools: 'its answer', bannedTools: 'its answer' };
  const lessons = { profile, omit: [], reasons };
  expect(warningsOf(requestFor(given, 'next-year-1', { lessons }))).toEqual([]);
});

test('a field that was refused is told only where the call has it', () => {
  const field = 'parallel_tool_calls';
  const lessons: Lessons = { profile: {}, omit: [field], reasons: { [field]: 'its answer' } };
  const told = (given: Call) => warningsOf(requestFor(given, 'next-year-1', { lessons }));
  expect(told({ tools, ...heroku({ parallelToolCalls: false }) })).toEqual([
    'parallel_tool_calls is not sent: its answer.',
  ]);
  expect(told({ tools })).toEqual([]);
});

test.each<[given: Call, sent: object, bansCalls: boolean]>([
  [{ tools, toolChoice: { type: 'none' } }, {}, true],
  [{ tools, toolChoice: { type: 'none' }, prompt: LOOP }, { tool_choice: 'none' }, true],
  [{ tools, toolChoice: { type: 'auto' } }, { tool_choice: 'auto' }, false],
  [{ prompt: LOOP }, { tool_choice: 'auto' }, true],
  [{ prompt: LOOP, toolChoice: { type: 'none' } }, { tool_choice: 'none' }, true],
  [{ toolChoice: { type: 'none' } }, {}, true],
])('a ban that was refused: %j', (given, sent, bansCalls) => {
  const lessons = { profile: { bannedTools: false }, omit: [], reasons: {} };
  const request = requestFor(given, 'next-year-1', { lessons });
  expect(request.bansCalls).toBe(bansCalls);
  const { tool_choice } = request.body;
  expect({ tool_choice, tools: request.body.tools?.length }).toEqual(
    'tool_choice' in sent ? { ...sent, tools: 1 } : { tool_choice: undefined, tools: undefined },
  );
});

test('a ban that was refused: the warning is of the tool choice', () => {
  const reasons = { bannedTools: 'its answer' };
  const lessons = { profile: { bannedTools: false }, omit: [], reasons };
  const given: Call = { tools, toolChoice: { type: 'none' } };
  expect(warningsOf(requestFor(given, 'next-year-1', { lessons }))).toEqual([
    'toolChoice: toolChoice "none" is sent as a request without tools: its answer.',
  ]);
});
