import { describe, expect, test } from 'vitest';
import { MODELS } from '../../src/local';
import { FAMILIES } from '../../src/models/families';
import type { ModelProfile } from '../../src/models/model-profile';
import { toModelProfile } from '../../src/models/to-model-profile';

const IDS: [modelId: string, family: string][] = [
  ['claude-3-haiku', 'Claude before 3.7'],
  ['claude-3-5-haiku', 'Claude before 3.7'],
  ['claude-3-5-sonnet-latest', 'Claude before 3.7'],
  ['anthropic.claude-v2:1', 'Claude before 3.7'],
  ['claude-3-7-sonnet', 'Claude 3.7 to 4.5'],
  ['claude-4-sonnet', 'Claude 3.7 to 4.5'],
  ['claude-opus-4-20250514', 'Claude 3.7 to 4.5'],
  ['claude-4-5-sonnet', 'Claude 3.7 to 4.5'],
  ['claude-sonnet-4-5', 'Claude 3.7 to 4.5'],
  ['Claude-4-5-Sonnet', 'Claude 3.7 to 4.5'],
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'Claude 3.7 to 4.5'],
  ['us-1.anthropic.claude-sonnet-4-6', 'Claude Opus 4.6 and Sonnet 4.6'],
  ['claude-4-6-sonnet', 'Claude Opus 4.6 and Sonnet 4.6'],
  ['claude-sonnet-4-6', 'Claude Opus 4.6 and Sonnet 4.6'],
  ['claude-opus-4.6', 'Claude Opus 4.6 and Sonnet 4.6'],
  ['claude-haiku-4-6', 'Claude 4.7 to 5.4'],
  ['claude-4-7-opus', 'Claude 4.7 to 5.4'],
  ['claude-fable-5', 'Claude 4.7 to 5.4'],
  ['claude-mythos-5', 'Claude 4.7 to 5.4'],
  ['claude-fable-5-1', 'Claude Fable and Mythos 5.1 and later'],
  ['us.anthropic.claude-fable-5-2-v1:0', 'Claude Fable and Mythos 5.1 and later'],
  ['claude-mythos-5-1', 'Claude Fable and Mythos 5.1 and later'],
  ['claude-5-5-fable', 'Claude Fable and Mythos 5.1 and later'],
  ['claude-mythos', 'Claude Fable and Mythos 5.1 and later'],
  ['claude-5-5-opus', 'Claude 5.5 and later'],
  ['claude-haiku-5.5', 'Claude Haiku 5.5 and later'],
  ['claude-haiku', 'Claude Haiku 5.5 and later'],
  ['claude-sonnet-5-5', 'Claude 5.5 and later'],
  ['claude-opus-6', 'Claude 5.5 and later'],
  ['claude-opus-4-8', 'Claude 4.7 to 5.4'],
  ['claude-opus-4-10', 'Claude 4.7 to 5.4'],
  ['claude-sonnet-5', 'Claude 4.7 to 5.4'],
  ['my-claude', 'Claude 5.5 and later'],
  ['nova-2-lite', 'Nova 2 and later'],
  ['us.amazon.nova-2-lite-v1:0', 'Nova 2 and later'],
  ['us.amazon.nova-pro-v1:0', 'Nova 1'],
  ['amazon_nova', 'Nova 1'],
  ['supernova', 'unknown'],
  ['gpt-oss-120b', 'gpt-oss'],
  ['openai-gpt-oss-120b', 'gpt-oss'],
  ['kimi-k2-5', 'Kimi'],
  ['kimi-k2-thinking', 'Kimi Thinking'],
  ['qwen3-coder-480b', 'Qwen'],
  ['deepseek-v3-2', 'DeepSeek'],
  ['glm-4-7-flash', 'GLM'],
  ['minimax-m2-1', 'MiniMax'],
  ['next-year-1', 'unknown'],
  ['', 'unknown'],
];

test.each(IDS)('the id %s, however it is spelled, leads to the row %s', (modelId, family) => {
  expect(toModelProfile(modelId).family).toBe(family);
});

describe('what a model takes', () => {
  test.each<[modelId: string, cells: Partial<ModelProfile>]>([
    [
      'claude-3-5-haiku',
      { thinking: 'none', reasoningEffort: 'explicit', prefill: true, topK: true },
    ],
    ['claude-4-5-sonnet', { thinking: 'budget', prefill: true, topP: 'without-temperature' }],
    [
      'claude-4-6-sonnet',
      { thinking: 'budget', prefill: false, temperature: true, topP: 'without-temperature' },
    ],
    [
      'claude-opus-4-8',
      { thinking: 'adaptive', temperature: false, topP: false, topK: false, forcedTools: true },
    ],
    [
      'claude-sonnet-5-5',
      { thinking: 'adaptive', temperature: false, topP: false, forcedTools: false },
    ],
    // heroku-surface.md §8, cell by cell.
    ['claude-fable-5', { temperature: false, forcedTools: true, boundThinking: false }],
    [
      'claude-fable-5-1',
      { temperature: false, thinking: 'adaptive', forcedTools: false, boundThinking: true },
    ],
    ['claude-haiku-5-5', { temperature: false, thinking: 'adaptive', forcedTools: true }],
    ['claude-opus-5', { temperature: false, thinking: 'adaptive', forcedTools: true }],
    ['claude-opus-5-5', { topK: false, forcedTools: false, boundThinking: true }],
    ['claude-opus-4-6', { topK: true, thinking: 'budget', forcedTools: 'without-thinking' }],
    ['nova-2-lite', { thinking: 'none', reasoningEffort: 'explicit' }],
    ['kimi-k2-thinking', { forcedTools: false }],
    ['qwen3-235b', { stopSequences: false }],
    ['deepseek-v3-2', { stopSequences: false, jsonToolChoice: 'required' }],
    ['glm-4-7', { stopSequences: true }],
    ['nova-lite', { thinking: 'none', reasoningEffort: 'never', topK: false }],
    ['gpt-oss-120b', { thinking: 'none', reasoningEffort: 'always', stopSequences: false }],
    ['next-year-1', { thinking: 'unknown', prefill: true, temperature: true, topP: true }],
  ])('%s: %o', (modelId, cells) => {
    expect(toModelProfile(modelId)).toMatchObject(cells);
  });
});

describe.each([
  ['tool names', 'claude-4-5-sonnet', 'toolNames'],
  ['call ids', 'claude-4-5-sonnet', 'callIds'],
  ['tool names', 'next-year-1', 'toolNames'],
  ['call ids', 'nova-lite', 'callIds'],
] as const)('%s of %s', (_, modelId, alphabet) => {
  test.each([
    ['get_weather', true],
    ['get-weather-2', true],
    ['_', true],
    ['a'.repeat(64), true],
    ['a'.repeat(65), false],
    ['', false],
    ['get weather', false],
    ['mcp/run', false],
    ['a.b', false],
    ['größe', false],
    ['a\n', false],
  ])('%j: %s', (name, accepted) => {
    const pattern = toModelProfile(modelId)[alphabet];
    expect(pattern.test(name)).toBe(accepted);
    // A pattern with state would change its mind.
    expect(pattern.test(name)).toBe(accepted);
  });
});

test('every row of the table is reached by an id of this test', () => {
  const families = FAMILIES.map(({ family }) => family);
  const reached = new Set(IDS.map(([, family]) => family));
  expect(families.filter((family) => !reached.has(family))).toEqual([]);
});

test.each(Object.entries(MODELS).filter(([, { kind }]) => kind === undefined))(
  'the local server and the table agree on %s',
  (modelId, facts) => {
    const { family, thinking, prefill } = toModelProfile(modelId);
    expect(family.toLowerCase()).toContain(facts.family);
    expect(thinking !== 'none').toBe(facts.thinks);
    expect(prefill).toBe((facts.version ?? 0) < 4.6);
  },
);
