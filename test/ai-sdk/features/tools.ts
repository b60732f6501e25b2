import assert from 'node:assert/strict';
import { GREETING } from '../../../src/local/answers';
import type { Feature, Lab } from '../feature';
import { readAll } from '../read-all';
import { WEATHER, weatherTools } from '../weather-tools';

const PROMPT = 'What is the weather in Paris?';

export const toolFeatures: Feature[] = [
  {
    name: 'generateText: a tool loop',
    anyEntry: true,
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
    anyEntry: true,
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

/** The two requests of a loop with one call of `weather`. */
function assertLoop(requests: Lab['local']['requests'], stream: boolean): void {
  const [first, second] = requests.map(({ body }) => body);
  const rest = {
    model: 'claude-4-5-sonnet',
    tools: [WEATHER],
    tool_choice: 'auto',
    ...(stream && { stream, stream_options: { include_usage: true } }),
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
