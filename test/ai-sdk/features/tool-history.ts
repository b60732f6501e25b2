import assert from 'node:assert/strict';
import { z } from 'zod';
import { GREETING } from '../../../src/local/answers';
import type { Feature, Lab } from '../feature';
import { said } from '../said';
import { type WEATHER, weatherTools } from '../weather-tools';

const PROMPT = 'What is the weather in Paris?';

export const toolHistoryFeatures: Feature[] = [
  {
    name: 'results of every JSON type reach the model as the strings that Heroku takes',
    async run({ sdk, local, model }) {
      const results = [[1, 2], 7, 'seven', '[1]', '', null, true, { deep: [{ a: null }] }];
      const tools = Object.fromEntries(
        results.map((value, nth) => [
          `tool${nth}`,
          sdk.tool({ inputSchema: z.object({}), execute: async (): Promise<unknown> => value }),
        ]),
      );
      local.answerWith(
        { toolCalls: Object.keys(tools).map((name) => ({ name, arguments: '' })) },
        { text: 'Done.' },
      );
      await sdk.generateText({ model: model(), tools, stopWhen: sdk.atMost(5), prompt: 'Go' });
      const messages: { role: string; content: string }[] = local.requests[1]?.body.messages;
      assert.deepEqual(
        messages.filter(({ role }) => role === 'tool').map(({ content }) => content),
        [
          '{"result":[1,2]}',
          '{"result":7}',
          'seven',
          '{"result":[1]}',
          '.',
          '{"result":null}',
          '{"result":true}',
          '{"deep":[{"a":null}]}',
        ],
      );
    },
  },
  {
    name: 'tools without description or input, dynamic tools and names that Bedrock refuses',
    async run({ sdk, local, model }) {
      const long = 'a.tool'.padEnd(80, '!');
      const ran: string[] = [];
      const named = (name: string) =>
        sdk.tool({ inputSchema: z.object({}), execute: async () => ran.push(name) });
      const tools = {
        plain: named('plain'),
        'get.weather': named('get.weather'),
        get_weather: named('get_weather'),
        [long]: named(long),
        free: sdk.dynamicTool({
          description: 'Free',
          inputSchema: sdk.jsonSchema({ type: 'object', properties: {} }),
          execute: async () => ran.push('free'),
        }),
      };
      local.answerWith(({ body }) => ({
        toolCalls: (body.tools ?? []).map(({ function: { name } }) => ({ name, arguments: {} })),
      }));
      const { steps } = await sdk.generateText({
        model: model(),
        tools,
        stopWhen: sdk.atMost(5),
        prompt: 'Go',
      });
      assert.deepEqual(ran, Object.keys(tools));
      assert.deepEqual(
        steps[0]?.toolCalls.map(({ toolName }) => toolName),
        Object.keys(tools),
      );
      const declared = local.requests[0]?.body.tools.map(
        (tool: typeof WEATHER) => tool.function.name,
      );
      const replayed = local.requests[1]?.body.messages[1].tool_calls.map(
        (call: typeof WEATHER) => call.function.name,
      );
      assert.equal(new Set(declared).size, 5);
      assert.deepEqual(replayed, declared);
    },
  },
  {
    name: 'a chat with tool calls goes on without tools',
    async run({ sdk, local, model }) {
      const first = await loop({ sdk, local, model });
      const { text, warnings } = await sdk.generateText({
        model: model(),
        messages: [
          { role: 'user', content: PROMPT },
          ...(await sdk.history(first)),
          { role: 'user', content: 'Thanks' },
        ],
      });
      assert.equal(text, `${GREETING} You said: Thanks`);
      const { tools, tool_choice } = local.requests.at(-1)?.body ?? {};
      assert.deepEqual(
        tools.map((tool: typeof WEATHER) => tool.function.name),
        ['weather'],
      );
      assert.equal(tool_choice, 'none');
      assert.match(said(warnings).join(), /Bedrock refuses tool calls without tools/);
    },
  },
  {
    name: 'tools may be switched off for a later step',
    async run({ sdk, local, model }) {
      const { text } = await sdk.generateText({
        model: model(),
        tools: weatherTools(sdk),
        stopWhen: sdk.atMost(5),
        prompt: PROMPT,
        prepareStep: ({ stepNumber }) => (stepNumber === 0 ? {} : { activeTools: [] }),
      });
      assert.match(text, /"degrees":21/);
      assert.equal(local.requests[1]?.body.tool_choice, 'none');
    },
  },
  {
    name: 'a call left unanswered does not stop the chat',
    async run({ sdk, local, model }) {
      const { execute, ...weather } = weatherTools(sdk).weather;
      const settings = { model: model(), tools: { weather } };
      const first = await sdk.generateText({ ...settings, prompt: PROMPT });
      assert.equal(first.finishReason, 'tool-calls');
      const [call] = first.toolCalls;
      const second = await sdk.generateText({
        ...settings,
        messages: [
          { role: 'user', content: PROMPT },
          ...(await sdk.history(first)),
          {
            role: 'tool',
            content: [
              {
                type: 'tool-result',
                toolCallId: call?.toolCallId ?? '',
                toolName: 'weather',
                output: { type: 'text', value: 'sunny' },
              },
            ],
          },
        ],
      });
      assert.match(second.text, /sunny/);
      assert.deepEqual(local.requests[1]?.body.messages.at(-1), {
        role: 'tool',
        tool_call_id: call?.toolCallId,
        content: 'sunny',
      });
    },
  },
  {
    name: 'a denied tool call: the model reads the reason',
    since: 6,
    async run({ sdk, local, model }) {
      const weather = { ...weatherTools(sdk).weather, needsApproval: true };
      const settings = { model: model(), tools: { weather } };
      const first = await sdk.generateText({ ...settings, prompt: PROMPT });
      const request = first.content.find(
        ({ type }) => (type as string) === 'tool-approval-request',
      );
      const { approvalId } = request as unknown as { approvalId: string };
      const second = await sdk.generateText({
        ...settings,
        messages: [
          { role: 'user', content: PROMPT },
          ...(await sdk.history(first)),
          {
            role: 'tool',
            content: [
              {
                type: 'tool-approval-response',
                approvalId,
                approved: false,
                reason: 'Not today.',
              } as never,
            ],
          },
        ],
      });
      assert.match(second.text, /Not today\./);
      assert.equal(
        local.requests[1]?.body.messages.at(-1).content,
        'The user denied this tool call: Not today.',
      );
    },
  },
];

function loop({ sdk, model }: Pick<Lab, 'sdk' | 'local' | 'model'>) {
  return sdk.generateText({
    model: model(),
    tools: { weather: weatherTools(sdk).weather },
    stopWhen: sdk.atMost(5),
    prompt: PROMPT,
  });
}
