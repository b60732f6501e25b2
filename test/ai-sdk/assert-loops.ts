import assert from 'node:assert/strict';
import type { Lab } from './feature';
import { weatherTools } from './weather-tools';

/** Two steps in both modes, with the finish reason on which the second depends, and usage. */
export async function assertLoops(
  { sdk, local }: Lab,
  model: Parameters<typeof sdk.generateText>[0]['model'],
  id = 'claude-4-5-sonnet',
): Promise<void> {
  const settings = {
    model,
    tools: { weather: weatherTools(sdk).weather },
    stopWhen: sdk.atMost(5),
    prompt: 'What is the weather in Paris?',
  };
  const count = local.requests.length;
  for (const result of [await sdk.generateText(settings), sdk.streamText(settings)]) {
    assert.match(await result.text, /"degrees":21/);
    assert.equal(await result.finishReason, 'stop');
    assert.deepEqual(
      (await result.steps).map(({ finishReason }) => finishReason),
      ['tool-calls', 'stop'],
    );
    const { inputTokens = 0, outputTokens = 0 } = await result.usage;
    assert.ok(inputTokens > 0 && outputTokens > 0);
  }
  assert.deepEqual(
    local.requests.slice(count).map(({ body }) => body.model),
    Array(4).fill(id),
  );
}
