import { expect, test } from 'vitest';
import { nearestModelId } from '../../src/models/nearest-model-id';

test.each([
  ['claude-4-5-sonet', 'claude-4-5-sonnet'],
  ['claude_4_5_haiku', 'claude-4-5-haiku'],
  ['Nova-Pro', 'nova-pro'],
  ['claude-sonnet-4-5', 'claude-4-5-sonnet'],
  ['claude-sonnet-4', 'claude-4-sonnet'],
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-4-5-sonnet'],
  ['openai.gpt-oss-120b-1:0', 'gpt-oss-120b'],
  ['cohere-embed-v3', 'cohere-embed-v4'],
  ['stable-image-ulta', 'stable-image-ultra'],
  ['claude-4-5-sonnet', undefined],
  ['gpt-5', undefined],
  ['gemini-3-pro', undefined],
  ['', undefined],
])('%s: %s', (id, nearest) => {
  expect(nearestModelId(id)).toBe(nearest);
});
