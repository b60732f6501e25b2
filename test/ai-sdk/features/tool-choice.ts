import assert from 'node:assert/strict';
import type { ModelMessage } from 'ai';
import { z } from 'zod';
import type { ChatRequest, ScriptedAnswer } from '../../../src/local';
import type { Feature } from '../feature';
import { said } from '../said';
import type { Sdk } from '../sdk';
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

/** Bedrock, Converse (boto/boto3#4687). */
const NO_BAN =
  'Parameter validation failed:\nUnknown parameter in toolConfig.toolChoice: "none", must be one of: auto, any, tool';

/** A server that takes no ban, and calls the tool where nothing bans it. */
const banless = ({ body }: ChatRequest): ScriptedAnswer => {
  if (body.tool_choice === 'none') return { status: 400, error: { message: NO_BAN } };
  return body.tools ? WEATHER_CALL : { text: 'No tools here.' };
};

/** Tools that count how often one is run. */
function counted(sdk: Sdk) {
  let runs = 0;
  const { weather } = weatherTools(sdk);
  const execute = async ({ city }: { city: string }) => ({ city, degrees: ++runs });
  return { tools: { weather: { ...weather, execute } }, runs: () => runs };
}

const CALLED: ModelMessage[] = [
  { role: 'user', content: 'What is the weather in Paris?' },
  {
    role: 'assistant',
    content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'weather', input: PARIS }],
  },
  {
    role: 'tool',
    content: [
      {
        type: 'tool-result',
        toolCallId: 'c1',
        toolName: 'weather',
        output: { type: 'json', value: { degrees: 21 } },
      },
    ],
  },
];

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
  ...WAYS.flatMap((way): Feature[] => [
    {
      name: `${way}: toolChoice none that the server refuses`,
      async run({ sdk, local, model }) {
        local.answerWith(banless, banless, banless);
        const { tools, runs } = counted(sdk);
        const chat = model();
        for (const requests of [2, 3]) {
          const result = await sdk[way]({
            model: chat,
            tools,
            toolChoice: 'none',
            stopWhen: sdk.atMost(3),
            prompt: 'What is the weather in Paris?',
          });
          assert.equal(await result.text, 'No tools here.');
          assert.equal(local.requests.length, requests);
        }
        assert.equal(runs(), 0);
      },
    },
    {
      name: `${way}: toolChoice none that the server refuses, with calls in the prompt`,
      async run({ sdk, local, model }) {
        local.answerWith(banless, banless);
        const { tools, runs } = counted(sdk);
        const result = async () => {
          let error: unknown;
          const answer = await sdk[way]({
            model: model(),
            tools,
            toolChoice: 'none',
            messages: CALLED,
            maxRetries: 0,
            onError: (event: { error: unknown }) => {
              error = event.error;
            },
          });
          await Promise.resolve(answer.text).catch(() => {});
          throw error;
        };
        await assert.rejects(result, /must be one of: auto, any, tool.*ask in words for no call/s);
        assert.equal(local.requests.length, 1);
        assert.equal(runs(), 0);
      },
    },
    {
      name: `${way}: a call in spite of toolChoice none`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        local.answerWith({ text: 'I look.', ...WEATHER_CALL });
        const { tools, runs } = counted(sdk);
        const result = await sdk[way]({
          model: model(),
          tools,
          toolChoice: 'none',
          stopWhen: sdk.atMost(3),
          prompt: 'What is the weather in Paris?',
        });
        assert.equal(await result.text, 'I look.');
        assert.equal(await result.finishReason, 'other');
        assert.deepEqual(await result.toolCalls, []);
        assert.equal(runs(), 0);
        assert.equal(local.requests.length, 1);
        const { heroku = {} } = (await result.providerMetadata) ?? {};
        assert.match(JSON.stringify(heroku.bannedToolCalls), /"weather".*Paris/);
      },
    },
  ]),
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
