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
