import { describe, expect, test } from 'vitest';
import { MODELS } from '../../src/local';
import { toModelTraits } from '../../src/models/model-ids';

describe('what a family can do, in both spellings and as Bedrock writes it', () => {
  test.each<[string, Partial<ReturnType<typeof toModelTraits>>]>([
    ['claude-4-5-sonnet', { isClaude: true, isNova: false, thinks: true, refusesPrefill: false }],
    ['claude-sonnet-4-5', { isClaude: true, thinks: true, refusesPrefill: false }],
    ['claude-4-6-sonnet', { thinks: true, refusesPrefill: true }],
    ['claude-sonnet-4-6', { thinks: true, refusesPrefill: true }],
    ['claude-opus-4-8', { thinks: true, refusesPrefill: true }],
    ['claude-opus-4-10', { thinks: true, refusesPrefill: true }],
    ['claude-opus-4.6', { thinks: true, refusesPrefill: true }],
    ['claude-sonnet-5', { thinks: true, refusesPrefill: true }],
    ['claude-4-sonnet', { thinks: true, refusesPrefill: false }],
    ['claude-opus-4-20250514', { thinks: true, refusesPrefill: false }],
    [
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      { isClaude: true, thinks: true, refusesPrefill: false },
    ],
    ['claude-3-7-sonnet', { thinks: true, refusesPrefill: false }],
    ['claude-3-5-haiku', { isClaude: true, thinks: false, refusesPrefill: false }],
    ['claude-3-5-sonnet-latest', { thinks: false }],
    ['claude-3-haiku', { thinks: false }],
    ['Claude-4-5-Sonnet', { isClaude: true, thinks: true }],
    ['my-claude', { isClaude: true, thinks: true, refusesPrefill: false }],
    ['nova-2-lite', { isClaude: false, isNova: true, thinks: false, refusesPrefill: false }],
    ['us.amazon.nova-pro-v1:0', { isNova: true, thinks: false }],
    ['supernova', { isNova: false, thinks: undefined }],
    ['openai-gpt-oss-120b', { isClaude: false, isNova: false, thinks: false }],
    ['kimi-k2-thinking', { thinks: false }],
    ['next-year-1', { isClaude: false, isNova: false, thinks: undefined, refusesPrefill: false }],
    ['', { isClaude: false, thinks: undefined }],
  ])('%s', (modelId, expected) => {
    expect(toModelTraits(modelId)).toMatchObject(expected);
  });
});

test.each(Object.entries(MODELS))('%s agrees with the list of models', (modelId, facts) => {
  const traits = toModelTraits(modelId);
  expect(traits.isClaude).toBe(facts.family === 'claude');
  expect(traits.isNova).toBe(facts.family === 'nova');
  expect(traits.thinks ?? false).toBe(facts.thinks);
  expect(traits.refusesPrefill).toBe((facts.version ?? 0) >= 4.6);
});
