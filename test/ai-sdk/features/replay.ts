import assert from 'node:assert/strict';
import type { ModelMessage } from 'ai';
import type { Feature, Lab } from '../feature';
import { rawAnswer } from '../raw-answer';
import { said } from '../said';
import {
  call,
  HIDDEN,
  reasoningIn,
  SIGNATURE,
  SIGNED,
  stored,
  THINKING,
  thinking,
  toWireCall,
} from '../signed-thinking';
import { weatherTools } from '../weather-tools';

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
        anyEntry: true,
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
];

function user(content: string): ModelMessage {
  return { role: 'user', content };
}
