import assert from 'node:assert/strict';
import { z } from 'zod';
import { GREETING } from '../../support/heroku-server/answers';
import type { Feature, Lab } from '../feature';
import { readAll } from '../read-all';
import { said } from '../said';
import { WEATHER, weatherTools } from '../tools';

const PROMPT = 'What is the weather in Paris?';

export const toolFeatures: Feature[] = [
  {
    name: 'generateText: a tool loop',
    async run({ sdk, local, model }) {
      const { weather } = weatherTools(sdk);
      const result = await sdk.generateText({
        model: model(),
        tools: { weather },
        stopWhen: sdk.atMost(5),
        prompt: PROMPT,
      });
      assert.match(result.text, /"degrees":21/);
      assert.equal(result.finishReason, 'stop');
      assert.deepEqual(
        result.steps.map(({ finishReason }) => finishReason),
        ['tool-calls', 'stop'],
      );
      assertLoop(local.requests, false);
    },
  },
  {
    name: 'streamText: a tool loop, with the tool input as it is written',
    async run({ sdk, local, model }) {
      const { weather } = weatherTools(sdk);
      const heard: string[] = [];
      const listening = {
        ...weather,
        onInputStart: () => void heard.push('start'),
        onInputDelta: ({ inputTextDelta }: { inputTextDelta: string }) =>
          void heard.push(inputTextDelta),
        onInputAvailable: ({ input }: { input: object }) => void heard.push(JSON.stringify(input)),
      };
      const result = sdk.streamText({
        model: model(),
        tools: { weather: listening },
        stopWhen: sdk.atMost(5),
        prompt: PROMPT,
      });
      const parts = await readAll(sdk.parts(result));
      const deltas = parts.flatMap((part) => (part.type === 'tool-input-delta' ? part.delta : []));
      assert.ok(deltas.length > 2);
      assert.equal(deltas.join(''), '{"city":"Paris"}');
      assert.deepEqual(heard, ['start', ...deltas, '{"city":"Paris"}']);
      const kinds = parts.map(({ type }) => type);
      const order = ['text-end', 'tool-input-start', 'tool-input-end', 'tool-call', 'tool-result'];
      assert.deepEqual(
        order.map((kind) => kinds.indexOf(kind as (typeof kinds)[number])),
        order
          .map((kind) => kinds.indexOf(kind as (typeof kinds)[number]))
          .toSorted((a, b) => a - b),
      );
      assert.match(await result.text, /"degrees":21/);
      assert.equal((await result.steps).length, 2);
      assertLoop(local.requests, true);
    },
  },
  {
    name: 'three steps, each with a call of its own',
    async run({ sdk, local, model }) {
      local.answerWith(
        { toolCalls: [{ name: 'weather', arguments: { city: 'Paris' } }] },
        { text: 'And now the time.', toolCalls: [{ name: 'clock', arguments: { city: 'Paris' } }] },
        { toolCalls: [{ name: 'weather', arguments: { city: 'Rome' } }] },
        { text: 'Done.' },
      );
      const { text, steps } = await sdk.generateText({
        model: model(),
        tools: weatherTools(sdk),
        stopWhen: sdk.atMost(9),
        prompt: 'Go',
      });
      assert.equal(text, 'Done.');
      assert.equal(steps.length, 4);
      const messages: { role: string; content: string }[] = local.requests[3]?.body.messages;
      assert.deepEqual(
        messages.map(({ role }) => role),
        ['user', 'assistant', 'tool', 'assistant', 'tool', 'assistant', 'tool'],
      );
      assert.equal(messages[3]?.content, 'And now the time.');
    },
  },
  ...(['generateText', 'streamText'] as const).map(
    (way): Feature => ({
      name: `${way}: parallel calls, their results together right after them`,
      async run({ sdk, local, model }) {
        const settings = {
          model: model(),
          tools: weatherTools(sdk),
          stopWhen: sdk.atMost(5),
          prompt: 'Tell me weather and clock in Oslo',
        };
        const result = await sdk[way](settings);
        const [first] = await result.steps;
        assert.deepEqual(
          first?.toolCalls.map(({ toolName, input }) => [toolName, input]),
          [
            ['weather', { city: 'Oslo' }],
            ['clock', { city: 'Oslo' }],
          ],
        );
        const [, asked, ...answered] = local.requests[1]?.body.messages ?? [];
        assert.equal(asked.tool_calls.length, 2);
        assert.deepEqual(
          answered,
          asked.tool_calls.map(({ id }: { id: string }, nth: number) => ({
            role: 'tool',
            tool_call_id: id,
            content: ['{"city":"Oslo","degrees":21}', '{"city":"Oslo","time":"12:00"}'][nth],
          })),
        );
        assert.match(await result.text, /degrees.*time/s);
      },
    }),
  ),
  ...(
    [
      ['auto', 'auto', ['weather']],
      ['none', 'none', []],
      ['required', 'required', ['weather']],
      [
        { type: 'tool', toolName: 'clock' },
        { type: 'function', function: { name: 'clock' } },
        ['clock'],
      ],
    ] as const
  ).map(
    ([toolChoice, onTheWire, called]): Feature => ({
      name: `tool choice ${JSON.stringify(toolChoice)}`,
      async run({ sdk, local, model }) {
        const settings = { model: model(), tools: weatherTools(sdk), toolChoice, prompt: PROMPT };
        const generated = await sdk.generateText(settings);
        const streamed = sdk.streamText(settings);
        for (const toolCalls of [generated.toolCalls, await streamed.toolCalls]) {
          assert.deepEqual(
            toolCalls.map(({ toolName }) => toolName),
            called,
          );
        }
        for (const { body } of local.requests) assert.deepEqual(body.tool_choice, onTheWire);
      },
    }),
  ),
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
      assert.match(said(warnings).join(), /tool calls but the call .*Bedrock refuses/);
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
      assert.equal(local.requests[1]?.body.messages.at(-1).content, 'Not today.');
    },
  },
  {
    name: 'an agent, in both modes',
    async run({ sdk, local, model }) {
      const agent = new sdk.Experimental_Agent({
        model: model(),
        tools: { weather: weatherTools(sdk).weather },
        stopWhen: sdk.atMost(5),
      });
      const generated = await agent.generate({ prompt: PROMPT });
      const streamed = await agent.stream({ prompt: PROMPT });
      assert.match(generated.text, /"degrees":21/);
      assert.match(await streamed.text, /"degrees":21/);
      assertLoop(local.requests.slice(0, 2), false);
      assertLoop(local.requests.slice(2), true);
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

/** The two requests of a loop with one call of `weather`. */
function assertLoop(requests: Lab['local']['requests'], stream: boolean): void {
  const [first, second] = requests.map(({ body }) => body);
  const rest = {
    model: 'claude-4-5-sonnet',
    tools: [WEATHER],
    tool_choice: 'auto',
    ...(stream && { stream }),
  };
  const user = { role: 'user', content: PROMPT };
  assert.deepEqual(first, { ...rest, messages: [user] });
  const id = second.messages[1]?.tool_calls[0].id;
  assert.match(id, /^tooluse_/);
  assert.deepEqual(second, {
    ...rest,
    messages: [
      user,
      {
        role: 'assistant',
        content: `${GREETING} I call weather.`,
        tool_calls: [
          { id, type: 'function', function: { name: 'weather', arguments: '{"city":"Paris"}' } },
        ],
      },
      { role: 'tool', tool_call_id: id, content: '{"city":"Paris","degrees":21}' },
    ],
  });
  assert.equal(requests.length, 2);
}
