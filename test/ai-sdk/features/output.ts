import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Feature } from '../feature';
import { ADA, person } from '../person';
import { pausedAnswer } from '../raw-answer';
import { said } from '../said';
import { weatherTools } from '../weather-tools';

export const outputFeatures: Feature[] = [
  ...(['generateText', 'streamText'] as const).map(
    (way): Feature => ({
      name: `${way}: output next to tools, which are called first`,
      async run({ sdk, local, model }) {
        const report = z.object({ city: z.string(), summary: z.string() });
        const { weather } = weatherTools(sdk);
        const settings = {
          model: model(),
          tools: { weather },
          stopWhen: sdk.atMost(5),
          ...sdk.asking(sdk.Output.object({ schema: report })),
          prompt: 'What is the weather in Paris?',
        };
        const result = await sdk[way](settings);
        assert.deepEqual(JSON.parse(await result.text), {
          city: 'Paris',
          summary: 'a scripted summary',
        });
        const steps = await result.steps;
        assert.deepEqual(
          steps.map(({ toolCalls }) => toolCalls.map(({ toolName }) => toolName)),
          [['weather'], []],
        );
        assert.equal(await result.finishReason, 'stop');
        for (const { body } of local.requests) {
          assert.equal(body.tool_choice, 'required');
          assert.deepEqual(namesOf(body), ['weather', 'json']);
        }
      },
    }),
  ),
  {
    name: 'generateText: the output is parsed',
    async run({ sdk, model }) {
      const output = sdk.asking(sdk.Output.object({ schema: person }));
      const result = await sdk.generateText({ model: model(), ...output, prompt: 'Ada, 1815' });
      assert.equal(sdk.outputOf(result).born, 1815);
    },
  },
  {
    name: 'streamText: partial outputs arrive before the server has sent it all',
    async run({ sdk, local, model }) {
      const paused = pausedAnswer({ toolCalls: [{ name: 'json', arguments: ADA }] }, 20);
      local.answerWith(paused.respond);
      const output = sdk.asking(sdk.Output.object({ schema: person }));
      const result = sdk.streamText({ model: model(), ...output, prompt: 'Ada' });
      let count = 0;
      let last: unknown;
      for await (last of sdk.partialOutputs(result)) if (++count === 3) paused.release();
      assert.ok(count > 5);
      assert.deepEqual(last, ADA);
    },
  },
  {
    name: 'output beside a tool of the caller that is itself named json',
    async run({ sdk, local, model }) {
      const json = { ...weatherTools(sdk).weather, description: 'Weather' };
      local.answerWith(
        { toolCalls: [{ name: 'json', arguments: { city: 'Rome' } }] },
        { toolCalls: [{ name: 'json_2', arguments: ADA }] },
      );
      const result = await sdk.generateText({
        model: model(),
        tools: { json },
        stopWhen: sdk.atMost(5),
        ...sdk.asking(sdk.Output.object({ schema: person })),
        prompt: 'Go',
      });
      assert.deepEqual(sdk.outputOf(result), ADA);
      assert.deepEqual(result.steps[0]?.toolResults[0]?.output, { city: 'Rome', degrees: 21 });
      assert.deepEqual(namesOf(local.requests.at(-1)?.body), ['json', 'json_2']);
    },
  },
  {
    name: 'output while the model thinks, next to tools: prompted, and the choice stays free',
    async run({ sdk, local, model }) {
      const { weather } = weatherTools(sdk);
      const result = await sdk.generateText({
        model: model(),
        tools: { weather },
        stopWhen: sdk.atMost(5),
        ...sdk.asking(sdk.Output.object({ schema: person })),
        prompt: 'Ada and the weather in Rome in 1815',
        providerOptions: { heroku: { extendedThinking: { enabled: true, budgetTokens: 1024 } } },
      });
      assert.equal(sdk.outputOf(result).born, 1815);
      assert.deepEqual(said(result.warnings), []);
      assert.equal(local.requests.length, 2);
      for (const { body } of local.requests) {
        assert.deepEqual(namesOf(body), ['weather']);
        assert.equal(body.tool_choice, 'auto');
      }
    },
  },
  {
    name: 'output kinds of later majors: array, choice and JSON',
    since: 6,
    async run({ sdk, local, model }) {
      const { array, choice, json } = sdk.moreOutputs;
      const ask = async (output: ReturnType<typeof array | typeof choice | typeof json>) =>
        sdk.outputOf(
          await sdk.generateText({ model: model(), ...sdk.asking(output), prompt: 'It is rainy' }),
        );
      assert.equal(((await ask(array({ element: person }))) as unknown[]).length, 2);
      assert.equal(await ask(choice({ options: ['sunny', 'rainy'] })), 'rainy');
      assert.equal(typeof (await ask(json())), 'object');
      assert.deepEqual(
        local.requests.map(({ body }) => body.tools?.length),
        [1, 1, undefined],
      );
    },
  },
];

function namesOf({ tools }: { tools: { function: { name: string } }[] }): string[] {
  return tools.map((tool) => tool.function.name);
}
