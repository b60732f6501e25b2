import assert from 'node:assert/strict';
import type { UIMessage } from 'ai';
import type { Feature, Lab } from '../feature';
import { rawAnswer } from '../raw-answer';
import {
  call,
  HIDDEN,
  reasoningIn,
  SIGNED,
  stored,
  thinking,
  toWireCall,
  type WireMessage,
} from '../signed-thinking';
import { weatherTools } from '../weather-tools';

/** What the model thinks before it calls a tool: as it arrives, and as it has to come back. */
const BEFORE_A_CALL = [
  ...[{ kind: 'signed thinking', reasoning: SIGNED }, ...HIDDEN].map((thought) => ({
    ...thought,
    deltas: [{ reasoning: thought.reasoning }],
  })),
  {
    kind: 'thinking that is signed after the text',
    deltas: [
      { reasoning: { thinking: SIGNED.thinking } },
      { content: 'I look.' },
      { reasoning: { signature: SIGNED.signature } },
    ],
    reasoning: SIGNED,
  },
];

export const uiMessageFeatures: Feature[] = [
  {
    name: 'UI messages: signed thinking survives the way to the browser, storage and back',
    anyEntry: true,
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
  ...BEFORE_A_CALL.map(
    ({ kind, deltas, reasoning }): Feature => ({
      name: `UI messages: ${kind} before a call that the browser answers`,
      async run(lab) {
        const { local, sdk } = lab;
        local.answerWith(
          rawAnswer({
            deltas: [...deltas, { tool_calls: [toWireCall('Paris')] }],
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
async function chat({ sdk, model }: Lab, messages: UIMessage[], tools: object): Promise<UIMessage> {
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

function toUIUser(text: string): UIMessage {
  return { id: text, role: 'user', parts: [{ type: 'text', text }] };
}
