import assert from 'node:assert/strict';
import { z } from 'zod';
import type { ChatRequest, ScriptedAnswer } from '../../../src/local';
import type { Feature } from '../feature';
import { said } from '../said';
import { weatherTools } from '../weather-tools';

const report = z.object({ city: z.string() });
const PARIS = { city: 'Paris' };
const WEATHER_CALL: ScriptedAnswer = { toolCalls: [{ name: 'weather', arguments: PARIS }] };
const WAYS = ['generateText', 'streamText'] as const;

/** A model that takes any way past the tools of the caller: it answers with the JSON as soon as it may. */
const eager = ({ body }: ChatRequest): ScriptedAnswer => {
  const names = body.tools?.map((tool) => tool.function.name) ?? [];
  if (names.includes('json')) return { toolCalls: [{ name: 'json', arguments: PARIS }] };
  return body.tool_choice === 'auto' ? { text: JSON.stringify(PARIS) } : WEATHER_CALL;
};

/** AI SDK 6 and 7 throw AI_ToolChoiceViolationError if a forced choice brings no call (field-reports.md B5). */
export const toolChoiceFeatures: Feature[] = [
  ...WAYS.map(
    (way): Feature => ({
      name: `${way}: toolChoice required beside output, in the first step`,
      since: 6,
      async run({ sdk, local, model }) {
        local.answerWith(eager, eager);
        const result = await sdk[way]({
          model: model(),
          tools: weatherTools(sdk),
          stopWhen: sdk.atMost(2),
          prepareStep: ({ stepNumber }) => ({ toolChoice: stepNumber ? 'auto' : 'required' }),
          ...sdk.asking(sdk.Output.object({ schema: report })),
          prompt: 'What is the weather in Paris?',
        });
        assert.deepEqual(JSON.parse(await result.text), PARIS);
        const [first] = await result.steps;
        assert.deepEqual(
          first?.toolCalls.map(({ toolName }) => toolName),
          ['weather'],
        );
        assert.equal(local.requests[0]?.body.tool_choice, 'required');
        assert.match(said(first?.warnings).join('\n'), /prepareStep/);
      },
    }),
  ),
  ...WAYS.map(
    (way): Feature => ({
      name: `${way}: a tool by name beside output`,
      since: 6,
      async run({ sdk, local, model }) {
        const result = await sdk[way]({
          model: model(),
          tools: weatherTools(sdk),
          toolChoice: { type: 'tool', toolName: 'weather' },
          ...sdk.asking(sdk.Output.object({ schema: report })),
          prompt: 'Paris?',
        });
        const calls = await result.toolCalls;
        assert.deepEqual(
          calls.map(({ toolName }) => toolName),
          ['weather'],
        );
        assert.deepEqual(local.requests[0]?.body.tool_choice, {
          type: 'function',
          function: { name: 'weather' },
        });
      },
    }),
  ),
  ...WAYS.map(
    (way): Feature => ({
      name: `${way}: toolChoice none beside output`,
      since: 6,
      async run({ sdk, local, model }) {
        local.answerWith(eager);
        const result = await sdk[way]({
          model: model(),
          tools: weatherTools(sdk),
          toolChoice: 'none',
          ...sdk.asking(sdk.Output.object({ schema: report })),
          prompt: 'Paris?',
        });
        assert.deepEqual(JSON.parse(await result.text), PARIS);
      },
    }),
  ),
  {
    name: 'a forced choice that thinking makes an instruction: no error if the model obeys, that of the AI SDK if not',
    since: 6,
    async run({ sdk, local, model }) {
      const ask = () =>
        sdk.generateText({
          model: model(),
          tools: weatherTools(sdk),
          toolChoice: 'required',
          prompt: 'Paris?',
          providerOptions: { heroku: { extendedThinking: { enabled: true } } },
        });
      local.answerWith(WEATHER_CALL, { text: 'Sunny.' });
      const { toolCalls } = await ask();
      assert.equal(toolCalls.length, 1);
      const { messages, tool_choice } = local.requests[0]?.body ?? {};
      assert.equal(tool_choice, 'auto');
      assert.match(JSON.stringify(messages), /Call a tool\./);
      await assert.rejects(ask, { name: 'AI_ToolChoiceViolationError' });
    },
  },
];
