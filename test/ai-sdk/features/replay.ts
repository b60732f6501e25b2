import assert from 'node:assert/strict';
import type { ModelMessage, UIMessage } from 'ai';
import type { Feature, Lab } from '../feature';
import { rawAnswer } from '../raw-answers';
import { said } from '../said';
import { weatherTools } from '../tools';

/** What a careless round trip would change: white space at the ends, escapes, several scripts, odd line ends. */
const THINKING = '  First: "née" \\n \\u0041 🦙 漢字\r\n\n\t<b>&amp;</b> \u2028 ok \n ';
const SIGNATURE = 'EqQBCkgIARAB/+abc==';
const SIGNED = { thinking: THINKING, signature: SIGNATURE };

/** Thinking of which the text is not shown. What Heroku sends of it, if anything, is unverified (heroku-api.md §10). */
const HIDDEN = [
  { kind: 'redacted thinking', reasoning: { redacted_thinking: 'EmwKAhgBEgy3va3pzix/Psn4=' } },
  { kind: 'a signature alone', reasoning: { thinking: '', signature: SIGNATURE } },
];

const thinking = { heroku: { extendedThinking: { enabled: true, budgetTokens: 1024 } } };
const call = (city: string) => ({ name: 'weather', arguments: { city } });

type WireMessage = { role: string; content: string; reasoning?: object };

export const replayFeatures: Feature[] = [
  ...(['generateText', 'streamText'] as const).flatMap((way): Feature[] => {
    /** A chat that thinks: its settings, asked in this way, with all that was said. */
    const ask = async (lab: Lab, messages: ModelMessage[]) => {
      const result = await lab.sdk[way]({
        model: lab.model(),
        tools: weatherTools(lab.sdk),
        stopWhen: lab.sdk.atMost(9),
        providerOptions: thinking,
        messages,
      });
      const [text, steps] = [await result.text, await result.steps];
      return { text, steps, history: await lab.sdk.history(result) };
    };
    return [
      {
        name: `${way}: a loop of four steps of which the first thinks keeps thinking on`,
        async run(lab) {
          const { local } = lab;
          local.answerWith(
            { reasoning: SIGNED, text: 'I look.', toolCalls: [call('Paris')] },
            { toolCalls: [call('Rome')] },
            { text: 'One more.', toolCalls: [call('Oslo')] },
            { text: 'Done.' },
          );
          const { text, steps } = await ask(lab, [user('Go')]);
          assert.equal(text, 'Done.');
          assert.equal(local.requests.length, 4);
          for (const [nth, { body }] of local.requests.entries()) {
            assert.equal(body.extended_thinking?.enabled, true, `request ${nth}`);
            assert.deepEqual(reasoningIn(body.messages), nth === 0 ? [] : [SIGNED]);
          }
          assert.deepEqual(
            steps.flatMap(({ warnings }) => said(warnings)),
            [],
          );
        },
      },
      {
        name: `${way}: a second question, after the history was stored as JSON`,
        async run(lab) {
          const { local } = lab;
          local.answerWith(
            { reasoning: SIGNED, toolCalls: [call('Paris')] },
            { text: 'Sunny.' },
            { reasoning: { thinking: 'Again.' }, toolCalls: [call('Rome')] },
            { text: 'Done.' },
          );
          const { history } = await ask(lab, [user('Go')]);
          await ask(lab, [user('Go'), ...stored(history), user('And Rome?')]);
          assert.equal(local.requests.length, 4);
          const [, , third, fourth] = local.requests.map(({ body }) => body);
          assert.deepEqual(reasoningIn(third.messages), [SIGNED]);
          assert.equal(reasoningIn(fourth.messages).length, 2);
          assert.equal(fourth.extended_thinking.enabled, true);
        },
      },
      {
        name: `${way}: a loop in which every step thinks`,
        async run(lab) {
          const { local } = lab;
          const thoughts = [SIGNED, { thinking: 'Two.', signature: 'Two==' }];
          local.answerWith(
            { reasoning: thoughts[0], toolCalls: [call('Paris'), call('Rome')] },
            { reasoning: thoughts[1], text: 'And:', toolCalls: [call('Oslo')] },
            { reasoning: { thinking: 'Three.' }, text: 'Done.' },
          );
          const { text } = await ask(lab, [user('Go')]);
          assert.equal(text, 'Done.');
          const { messages } = local.requests[2]?.body ?? {};
          assert.deepEqual(reasoningIn(messages), thoughts);
          assert.equal(messages[1].tool_calls.length, 2);
        },
      },
      ...HIDDEN.map(
        ({ kind, reasoning }): Feature => ({
          name: `${way}: ${kind} is kept and sent back`,
          async run(lab) {
            const { local } = lab;
            const toolCalls = [toWireCall('Paris')];
            local.answerWith(
              rawAnswer({
                deltas: [{ reasoning }, { tool_calls: toolCalls }],
                message: { reasoning, tool_calls: toolCalls },
                finishReason: 'tool_calls',
              }),
              { text: 'Done.' },
            );
            const { text } = await ask(lab, [user('Go')]);
            assert.equal(text, 'Done.');
            const { messages, extended_thinking } = local.requests[1]?.body ?? {};
            assert.equal(extended_thinking?.enabled, true);
            assert.deepEqual(reasoningIn(messages), [reasoning]);
          },
        }),
      ),
      {
        name: `${way}: an unsigned loop goes on without thinking, and says so`,
        async run(lab) {
          const { local } = lab;
          local.answerWith({
            reasoning: { thinking: THINKING, signature: null },
            toolCalls: [call('Paris')],
          });
          const { text, steps } = await ask(lab, [user('Go')]);
          assert.match(text, /"degrees":21/);
          const [first, second] = local.requests.map(({ body }) => body);
          assert.equal(first.extended_thinking.enabled, true);
          assert.equal(second.extended_thinking, undefined);
          assert.equal(second.max_tokens, undefined);
          assert.deepEqual(reasoningIn(second.messages), []);
          assert.deepEqual(said(steps[0]?.warnings), []);
          assert.match(said(steps[1]?.warnings).join(), /^Thinking is off/);
        },
      },
      {
        name: `${way}: an unsigned loop that is over does not switch thinking off`,
        async run(lab) {
          const { local } = lab;
          const unsigned = { thinking: 'Hm.', signature: null };
          local.answerWith(
            { reasoning: unsigned, toolCalls: [call('Paris')] },
            { text: 'Sunny.' },
            { reasoning: SIGNED, toolCalls: [call('Rome')] },
            { text: 'Done.' },
          );
          const { history } = await ask(lab, [user('Go')]);
          const { steps } = await ask(lab, [user('Go'), ...stored(history), user('And Rome?')]);
          const [, , third, fourth] = local.requests.map(({ body }) => body);
          assert.equal(third.extended_thinking?.enabled, true);
          assert.deepEqual(reasoningIn(third.messages), []);
          assert.equal(fourth.extended_thinking?.enabled, true);
          assert.deepEqual(reasoningIn(fourth.messages), [SIGNED]);
          assert.deepEqual(
            steps.flatMap(({ warnings }) => said(warnings)),
            [],
          );
        },
      },
      {
        name: `${way}: a history pruned of its reasoning keeps thinking on`,
        async run(lab) {
          const { local, sdk } = lab;
          local.answerWith({ reasoning: SIGNED, toolCalls: [call('Paris')] }, { text: 'Sunny.' });
          const { history } = await ask(lab, [user('Go')]);
          const pruned = sdk.pruneMessages({ messages: history, reasoning: 'all' });
          await ask(lab, [user('Go'), ...pruned, user('And Rome?')]);
          const { messages, extended_thinking } = local.requests[2]?.body ?? {};
          assert.equal(extended_thinking?.enabled, true);
          assert.deepEqual(reasoningIn(messages), []);
        },
      },
      {
        name: `${way}: with thinking off nothing of it is replayed`,
        async run(lab) {
          const { local, sdk, model } = lab;
          local.answerWith({ reasoning: SIGNED, toolCalls: [call('Paris')] }, { text: 'Sunny.' });
          const { history } = await ask(lab, [user('Go')]);
          await sdk.generateText({
            model: model(),
            tools: weatherTools(sdk),
            messages: [user('Go'), ...history, user('Thanks')],
          });
          assert.deepEqual(reasoningIn(local.requests.at(-1)?.body.messages), []);
        },
      },
    ];
  }),
  {
    name: 'streamText: a signature that comes late, after the text, belongs to the thinking before it',
    async run({ sdk, local, model }) {
      local.answerWith(
        rawAnswer({
          deltas: [
            { reasoning: { thinking: THINKING.slice(0, 9) } },
            { reasoning: { thinking: THINKING.slice(9) } },
            { content: 'I look.' },
            { reasoning: { signature: SIGNATURE } },
            { tool_calls: [toWireCall('Paris')] },
          ],
          message: {},
          finishReason: 'tool_calls',
        }),
        { text: 'Done.' },
      );
      const result = sdk.streamText({
        model: model(),
        tools: weatherTools(sdk),
        stopWhen: sdk.atMost(9),
        prompt: 'Go',
        providerOptions: thinking,
      });
      assert.equal(await result.text, 'Done.');
      const { messages, extended_thinking } = local.requests[1]?.body ?? {};
      assert.equal(extended_thinking?.enabled, true);
      assert.deepEqual(reasoningIn(messages), [SIGNED]);
      assert.equal(messages[1].content, 'I look.');
    },
  },
  {
    name: 'UI messages: signed thinking survives the way to the browser, storage and back',
    async run(lab) {
      const { sdk, local } = lab;
      local.answerWith(
        { reasoning: SIGNED, text: 'I look.', toolCalls: [call('Paris')] },
        { toolCalls: [call('Rome')] },
        { text: 'Sunny.' },
        { reasoning: { thinking: 'Again.' }, toolCalls: [call('Oslo')] },
        { text: 'Done.' },
      );
      const question = toUIUser('Go');
      const answer = await chat(lab, [question], weatherTools(sdk));
      const last = await chat(lab, [question, answer, toUIUser('And Oslo?')], weatherTools(sdk));
      assert.match(JSON.stringify(last.parts), /Done\./);
      const bodies = local.requests.map(({ body }) => body);
      assert.equal(bodies.length, 5);
      assert.deepEqual(reasoningIn(bodies[3].messages), [SIGNED]);
      assert.equal(reasoningIn(bodies[4].messages).length, 2);
      assert.deepEqual(
        bodies[3].messages.map(({ role }: WireMessage) => role),
        ['user', 'assistant', 'tool', 'assistant', 'tool', 'assistant', 'user'],
      );
      for (const { extended_thinking } of bodies) assert.equal(extended_thinking?.enabled, true);
    },
  },
  ...[{ kind: 'signed thinking', reasoning: SIGNED }, ...HIDDEN].map(
    ({ kind, reasoning }): Feature => ({
      name: `UI messages: ${kind} before a call that the browser answers`,
      async run(lab) {
        const { local, sdk } = lab;
        local.answerWith(
          rawAnswer({
            deltas: [{ reasoning }, { tool_calls: [toWireCall('Paris')] }],
            message: {},
            finishReason: 'tool_calls',
          }),
          { text: 'Done.' },
        );
        const { execute, ...weather } = weatherTools(sdk).weather;
        const question = toUIUser('Go');
        const answer = await chat(lab, [question], { weather });
        const answered = { ...answer, parts: answer.parts.map(withOutput) };
        const last = await chat(lab, [question, answered], { weather });
        assert.match(JSON.stringify(last.parts), /Done\./);
        const { messages, extended_thinking } = local.requests[1]?.body ?? {};
        assert.equal(extended_thinking?.enabled, true);
        assert.deepEqual(reasoningIn(messages), [reasoning]);
        assert.equal(messages.at(-1).content, '{"degrees":3}');
      },
    }),
  ),
  {
    name: 'UI messages: an unsigned call that the browser answers goes on without thinking',
    async run(lab) {
      const { local, sdk } = lab;
      const unsigned = { thinking: 'Hm.', signature: null };
      local.answerWith({ reasoning: unsigned, toolCalls: [call('Paris')] }, { text: 'Done.' });
      const { execute, ...weather } = weatherTools(sdk).weather;
      const question = toUIUser('Go');
      const answer = await chat(lab, [question], { weather });
      const answered = { ...answer, parts: answer.parts.map(withOutput) };
      await chat(lab, [question, answered], { weather });
      assert.equal(local.requests[1]?.body.extended_thinking, undefined);
    },
  },
  {
    name: 'UI messages: images and texts that a person attaches',
    async run(lab) {
      const url = 'data:image/png;base64,iVBORw0KGgo=';
      const question = toUIUser('What is this?');
      question.parts.push({ type: 'file', mediaType: 'image/png', url });
      await chat(lab, [question], {});
      assert.deepEqual(lab.local.requests[0]?.body.messages, [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url } },
          ],
        },
      ]);
    },
  },
];

/** One turn of a chat as an app's server and browser make it: the answer as a UI message that has been stored as JSON. */
async function chat(
  { sdk, model }: Lab,
  messages: UIMessage[],
  tools: Partial<ReturnType<typeof weatherTools>> | object,
): Promise<UIMessage> {
  const result = sdk.streamText({
    model: model(),
    tools: tools as ReturnType<typeof weatherTools>,
    stopWhen: sdk.atMost(9),
    providerOptions: thinking,
    messages: await sdk.convertToModelMessages(messages),
  });
  let answer: UIMessage = { id: 'answer', role: 'assistant', parts: [] };
  for await (answer of sdk.readUIMessageStream({ stream: sdk.toUIStream(result) }));
  return stored({ ...answer, id: answer.id || 'answer' });
}

/** What the browser does when it has run a tool. */
function withOutput(part: UIMessage['parts'][number]): UIMessage['parts'][number] {
  if (part.type !== 'tool-weather') return part;
  return { ...part, state: 'output-available', output: { degrees: 3 } } as typeof part;
}

function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function user(content: string): ModelMessage {
  return { role: 'user', content };
}

function toUIUser(text: string): UIMessage {
  return { id: text, role: 'user', parts: [{ type: 'text', text }] };
}

function toWireCall(city: string): object {
  return {
    index: 0,
    id: `tooluse_${city}`,
    type: 'function',
    function: { name: 'weather', arguments: JSON.stringify({ city }) },
  };
}

function reasoningIn(messages: WireMessage[]): object[] {
  return messages.flatMap(({ reasoning }) => reasoning ?? []);
}
