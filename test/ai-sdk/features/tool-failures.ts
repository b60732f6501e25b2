import assert from 'node:assert/strict';
import type { Feature } from '../feature';
import { weatherTools } from '../weather-tools';

const PROMPT = 'What is the weather in Paris?';

export const toolFailureFeatures: Feature[] = [
  {
    name: 'a tool that throws: the model reads the error and goes on',
    async run({ sdk, local, model }) {
      const { weather } = weatherTools(sdk);
      const execute = async () => {
        throw new Error('the station is closed');
      };
      const { steps, text } = await sdk.generateText({
        model: model(),
        tools: { weather: { ...weather, execute } },
        stopWhen: sdk.atMost(5),
        prompt: PROMPT,
      });
      assert.equal(steps[0]?.content.at(-1)?.type, 'tool-error');
      assert.match(local.requests[1]?.body.messages.at(-1).content, /the station is closed/);
      assert.match(text, /the station is closed/);
    },
  },
  ...(['generateText', 'streamText'] as const).map(
    (way): Feature => ({
      name: `${way}: calls of unknown tools and broken inputs go back to the model as errors`,
      async run({ sdk, local, model }) {
        local.answerWith(
          { toolCalls: [{ name: 'forecast', arguments: { city: 'Paris' } }] },
          { toolCalls: [{ name: 'weather', arguments: '{"city": "Par' }] },
          { toolCalls: [{ name: 'weather', arguments: { town: 'Paris' } }] },
          { text: 'I give up.' },
        );
        const { weather } = weatherTools(sdk);
        const result = await sdk[way]({
          model: model(),
          tools: { weather },
          stopWhen: sdk.atMost(9),
          prompt: PROMPT,
        });
        assert.equal(await result.text, 'I give up.');
        assert.equal(local.requests.length, 4);
        assert.deepEqual(
          (await result.steps).flatMap(({ toolResults }) => toolResults),
          [],
        );
        const { messages } = local.requests[3]?.body ?? {};
        for (const { role, content } of messages.slice(1)) {
          if (role === 'tool') assert.match(content, /forecast|Invalid input|JSON|city/);
        }
      },
    }),
  ),
  {
    name: 'broken input can be repaired',
    async run({ sdk, local, model }) {
      local.answerWith({ toolCalls: [{ name: 'weather', arguments: '{"city": "Par' }] });
      const { weather } = weatherTools(sdk);
      const { steps } = await sdk.generateText({
        model: model(),
        tools: { weather },
        stopWhen: sdk.atMost(2),
        prompt: 'Go',
        experimental_repairToolCall: async ({ toolCall }) => ({
          ...toolCall,
          input: `${toolCall.input}is"}`,
        }),
      });
      assert.deepEqual(steps[0]?.toolResults[0]?.output, { city: 'Paris', degrees: 21 });
    },
  },
  ...(['generateText', 'streamText'] as const).map(
    (way): Feature => ({
      name: `${way}: a call that the token limit cut off does not run`,
      async run({ sdk, local, model }) {
        local.answerWith({
          text: 'Wait.',
          toolCalls: [{ name: 'weather', arguments: '{"city": "Par' }],
          finishReason: 'length',
        });
        const { weather } = weatherTools(sdk);
        const ran: string[] = [];
        const execute = async ({ city }: { city: string }) => {
          ran.push(city);
          return { city, degrees: 0 };
        };
        const result = await sdk[way]({
          model: model(),
          tools: { weather: { ...weather, execute } },
          stopWhen: sdk.atMost(5),
          prompt: PROMPT,
        });
        assert.equal(await result.finishReason, 'length');
        assert.equal(await result.text, 'Wait.');
        assert.deepEqual(await result.toolCalls, []);
        assert.deepEqual(ran, []);
        assert.equal(local.requests.length, 1);
      },
    }),
  ),
];
