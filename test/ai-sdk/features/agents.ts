import assert from 'node:assert/strict';
import type { ModelMessage, UIMessage } from 'ai';
import { LOCAL_KEY, type ScriptedAnswer } from '../../../src/local';
import type { Feature, Lab } from '../feature';
import { readAll } from '../read-all';
import { weatherTools } from '../weather-tools';

const heroku = ({ createHeroku, local }: Lab) =>
  createHeroku({ baseURL: local.url, apiKey: LOCAL_KEY });

const usage = (input: number, output: number) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
});

/** Two rounds of tools, the second of an MCP server. */
const TWO_TOOLS: ScriptedAnswer = {
  inferences: [
    {
      text: 'I compute.',
      toolCalls: [{ name: 'code_exec_python', arguments: { code: 'print(1)' }, result: '1' }],
      usage: usage(10, 1),
    },
    {
      text: 'I look it up.',
      toolCalls: [{ name: 'mcp-docs/find', arguments: { q: 'dyno' }, result: { found: 2 } }],
      usage: usage(20, 2),
    },
    { text: 'One, and two.', usage: usage(30, 3) },
  ],
};

function agentOf(lab: Lab) {
  const { tools, agent } = heroku(lab);
  return {
    model: agent('claude-4-5-sonnet'),
    tools: {
      python: tools.codeExecPython({ targetAppName: 'my-app', maxCalls: 2 }),
      docs: tools.mcp('find'),
    },
  };
}

/** What a list of parts, or of content, tells, in its order. */
function told(parts: readonly unknown[]): unknown[] {
  return parts.flatMap((item) => {
    const part = item as Record<string, unknown>;
    const delta = part.text ?? part.delta;
    if (part.type === 'text' || part.type === 'text-delta') return [delta];
    if (part.type === 'tool-call') return [[part.toolName, part.input]];
    if (part.type === 'tool-result') return [[part.toolName, part.output]];
    return [];
  });
}

const IN_ORDER = [
  'I compute.',
  ['python', { code: 'print(1)' }],
  ['python', { content: [{ type: 'text', text: '1' }], isError: false }],
  'I look it up.',
  ['docs', { q: 'dyno' }],
  ['docs', { found: 2 }],
  'One, and two.',
];

const HISTORY = ['user', 'assistant', 'tool', 'assistant', 'tool', 'assistant', 'user'];

const question: ModelMessage = { role: 'user', content: 'Compute, and look it up.' };

const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value));

const rolesOf = (body: { messages: { role: string }[] }) => body.messages.map(({ role }) => role);

function assertUsage({ inputTokens, outputTokens, totalTokens }: object & Record<string, unknown>) {
  assert.deepEqual(
    { inputTokens, outputTokens, totalTokens },
    {
      inputTokens: 60,
      outputTokens: 6,
      totalTokens: 66,
    },
  );
}

/** A second turn after `history`, with the agent and with a chat model: the strict server accepts both. */
async function assertGoesOn(lab: Lab, history: ModelMessage[]) {
  const { sdk, local, model } = lab;
  const messages = [question, ...stored(history), question];
  const before = local.requests.length;
  const { text } = await sdk.generateText({ ...agentOf(lab), messages });
  assert.notEqual(text, '');
  const { tools } = agentOf(lab);
  await sdk.generateText({ model: model(), messages, tools });
  const bodies = local.requests.slice(before).map(({ body }) => body);
  assert.deepEqual(bodies.map(rolesOf), [HISTORY, HISTORY]);
  assert.deepEqual(
    bodies[0].messages[1].tool_calls.map((call: { function: object }) => call.function),
    [{ name: 'code_exec_python', arguments: '{"code":"print(1)"}' }],
  );
  assert.equal(bodies[0].messages[4].content, '{"found":2}');
}

export const agentFeatures: Feature[] = [
  {
    name: 'agents: a streamed answer with two tools that Heroku runs, and the next turn',
    anyEntry: true,
    async run(lab) {
      lab.local.answerWith(TWO_TOOLS);
      const result = lab.sdk.streamText({ ...agentOf(lab), messages: [question] });
      const parts = await readAll(lab.sdk.parts(result));
      assert.deepEqual(told(parts), IN_ORDER);
      assert.ok(!parts.some(({ type }) => type === 'error' || type === 'tool-error'));
      assert.equal((await result.steps).length, 1);
      assert.equal(await result.finishReason, 'stop');
      assertUsage({ ...(await result.usage) });
      await assertGoesOn(lab, await lab.sdk.history(result));
    },
  },
  {
    name: 'agents: a whole answer with two tools that Heroku runs, and the next turn',
    anyEntry: true,
    async run(lab) {
      lab.local.answerWith(TWO_TOOLS);
      const result = await lab.sdk.generateText({ ...agentOf(lab), messages: [question] });
      assert.deepEqual(told(result.content), IN_ORDER);
      assert.equal(result.steps.length, 1);
      assert.equal(result.finishReason, 'stop');
      assertUsage({ ...result.usage });
      await assertGoesOn(lab, await lab.sdk.history(result));
    },
  },
  {
    name: 'agents: UI messages, and the next turn from them',
    async run(lab) {
      const { sdk, local } = lab;
      local.answerWith(TWO_TOOLS);
      const result = sdk.streamText({ ...agentOf(lab), messages: [question] });
      let answer: UIMessage = { id: 'answer', role: 'assistant', parts: [] };
      for await (answer of sdk.readUIMessageStream({ stream: sdk.toUIStream(result) }));
      const parts = answer.parts.filter(({ type }) => type !== 'step-start');
      assert.deepEqual(
        parts.map(({ type }) => type),
        ['text', 'tool-python', 'text', 'tool-docs', 'text'],
      );
      for (const part of parts.filter(({ type }) => type.startsWith('tool-'))) {
        const { state, providerExecuted } = part as unknown as Record<string, unknown>;
        assert.deepEqual([state, providerExecuted], ['output-available', true]);
      }
      await assertGoesOn(lab, await sdk.convertToModelMessages([stored(answer)]));
    },
  },
  {
    name: 'agents: a tool that fails is a tool error, and the answer goes on',
    async run(lab) {
      const { sdk, local } = lab;
      const call = { name: 'code_exec_python', arguments: {}, result: 'No dyno', isError: true };
      local.answerWith({ inferences: [{ toolCalls: [call] }, { text: 'It failed.' }] });
      const result = await sdk.generateText({ ...agentOf(lab), messages: [question] });
      assert.equal(result.text, 'It failed.');
      assert.equal(result.steps.length, 1);
      const failure = result.content.find(({ type }) => type === 'tool-error');
      assert.match(JSON.stringify((failure as { error?: unknown }).error), /No dyno/);
      const history = await sdk.history(result);
      await sdk.generateText({
        ...agentOf(lab),
        messages: [question, ...stored(history), question],
      });
      assert.match(local.requests[1]?.body.messages[2].content, /No dyno/);
    },
  },
  ...(['generateText', 'streamText'] as const).map(
    (way): Feature => ({
      name: `agents: ${way} with tools of the model alone tells their calls in the metadata`,
      async run(lab) {
        const { sdk, local } = lab;
        const { tools } = agentOf(lab);
        local.answerWith(TWO_TOOLS);
        const model = heroku(lab).agent('claude-4-5-sonnet', { tools });
        const result = await sdk[way]({ model, messages: [question] });
        assert.equal(await result.text, 'I compute.I look it up.One, and two.');
        const calls = (await result.providerMetadata)?.heroku?.undeclaredToolCalls ?? [];
        assert.deepEqual(
          (calls as { toolName: string }[]).map(({ toolName }) => toolName),
          ['code_exec_python', 'find'],
        );
        assert.equal(local.requests[0]?.body.tools.length, 2);
      },
    }),
  ),
  {
    name: 'agents: structured output beside tools',
    async run(lab) {
      const { sdk, local } = lab;
      const [compute] = TWO_TOOLS.inferences ?? [];
      local.answerWith({
        inferences: [{ ...compute }, { text: 'Here it is:\n```json\n{"sum":1}\n```' }],
      });
      const schema = sdk.jsonSchema<{ sum: number }>({
        type: 'object',
        properties: { sum: { type: 'number' } },
        required: ['sum'],
      });
      const result = await sdk.generateText({
        ...agentOf(lab),
        ...sdk.asking(sdk.Output.object({ schema })),
        messages: [question],
      });
      assert.deepEqual(sdk.outputOf(result), { sum: 1 });
      assert.match(local.requests[0]?.body.messages[0].content, /JSON schema/);
    },
  },
  {
    name: 'agents: what fails before a tool ran is tried again, and nothing after it',
    async run(lab) {
      const { sdk, local } = lab;
      const error = { message: 'The request timed out' };
      const settings = { ...agentOf(lab), messages: [question], maxRetries: 1 };
      local.answerWith({ status: 200, error }, TWO_TOOLS);
      const { text } = await sdk.generateText(settings);
      assert.match(text, /One, and two\./);
      assert.equal(local.requests.length, 2);
      local.answerWith({ inferences: TWO_TOOLS.inferences?.slice(0, 1), error });
      await assert.rejects(sdk.generateText(settings), /tools may have run/);
      assert.equal(local.requests.length, 3);
    },
  },
  {
    name: 'agents: tools of the caller are left out with a warning',
    async run(lab) {
      const { sdk, local } = lab;
      const { model, tools } = agentOf(lab);
      const { warnings } = await sdk.generateText({
        model,
        tools: { ...tools, ...weatherTools(sdk) },
        prompt: 'Hello',
      });
      assert.deepEqual(
        local.requests[0]?.body.tools.map(({ name }: { name: string }) => name),
        ['code_exec_python', 'find'],
      );
      assert.match(JSON.stringify(warnings), /weather is not sent/);
    },
  },
  {
    name: 'agents: the history of a chat with tools of the caller',
    async run(lab) {
      const { sdk, local, model } = lab;
      const first = await sdk.generateText({
        model: model(),
        tools: weatherTools(sdk),
        stopWhen: sdk.atMost(5),
        prompt: 'What is the weather in Paris?',
      });
      const messages = [question, ...(await sdk.history(first)), question];
      const { text } = await sdk.generateText({ ...agentOf(lab), messages });
      assert.notEqual(text, '');
      assert.deepEqual(rolesOf(local.requests.at(-1)?.body), [
        'user',
        'assistant',
        'tool',
        'assistant',
        'user',
      ]);
    },
  },
  {
    name: 'agents: through customProvider and a registry',
    anyEntry: true,
    async run(lab) {
      const { sdk, local } = lab;
      const { model, tools } = agentOf(lab);
      const custom = sdk.customProvider({ languageModels: { agent: model } });
      const registry = sdk.createProviderRegistry({ custom });
      local.answerWith(TWO_TOOLS);
      const result = await sdk.generateText({
        model: registry.languageModel('custom:agent'),
        tools,
        messages: [question],
      });
      assert.deepEqual(told(result.content), IN_ORDER);
    },
  },
];
