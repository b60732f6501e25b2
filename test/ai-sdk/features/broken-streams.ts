import assert from 'node:assert/strict';
import type { Feature } from '../feature';
import { ERROR_FRAME, rawStream } from '../raw-answer';
import { readFailingStream } from '../read-failing-stream';
import { weatherTools } from '../weather-tools';

const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-1',
  choices: [{ index: 0, delta, finish_reason }],
});
const WITH_CALL = [
  chunk({ content: 'I look.' }),
  chunk({
    tool_calls: [
      { index: 0, id: 'tooluse_1', function: { name: 'weather', arguments: '{"city":"Paris"}' } },
    ],
  }),
];

/** Answers with a whole tool call in them, of which one cannot know whether it is all that was meant. */
const BROKEN_STREAMS = [
  { what: 'a stream that is cut off', frames: WITH_CALL, words: /cut off/ },
  {
    what: 'a stream that ends in order after an error',
    frames: [...WITH_CALL, ERROR_FRAME, chunk({}, 'tool_calls')],
    words: /overloaded/,
  },
];

export const brokenStreamFeatures: Feature[] = [
  {
    name: 'an error in mid-stream: the text before it, then its words',
    anyEntry: true,
    async run({ sdk, local, model }) {
      local.answerWith({ text: 'So far so good', error: { message: 'Lost the model', code: 500 } });
      const { errors, text, finishReason } = await readFailingStream(sdk, {
        model: model(),
        prompt: 'Hello',
      });
      assert.equal(text, 'So far so good');
      assert.equal(errors.length, 1);
      assert.ok(sdk.APICallError.isInstance(errors[0]));
      assert.match(errors[0].message, /^Lost the model/);
      assert.equal(finishReason, 'error');
      assert.equal(local.requests.length, 1);
    },
  },
  {
    name: 'an error in mid-stream of a collected stream rejects',
    async run({ sdk, local, model }) {
      local.answerWith({ text: 'So far', error: { message: 'Refused', code: 400 } });
      await assert.rejects(
        sdk.generateText({
          model: model(undefined, { generateByStreaming: true }),
          prompt: 'Hello',
        }),
        { message: /^Refused/ },
      );
    },
  },
  ...BROKEN_STREAMS.map(
    ({ what, frames, words }): Feature => ({
      name: `${what}: an error, and no tool runs`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        local.answerWith(rawStream(frames));
        const { weather } = weatherTools(sdk);
        let ran = 0;
        const execute = async ({ city }: { city: string }) => ({ city, degrees: ran++ });
        const { errors, text, finishReason, toolCalls } = await readFailingStream(sdk, {
          model: model(),
          prompt: 'Hello',
          tools: { weather: { ...weather, execute } },
        });
        assert.equal(text, 'I look.');
        assert.match(String(errors[0]), words);
        assert.equal(finishReason, 'error');
        assert.deepEqual(toolCalls, []);
        assert.equal(ran, 0);
        assert.equal(local.requests.length, 1);
      },
    }),
  ),
  {
    name: 'an empty answer is an error',
    async run({ sdk, local, model }) {
      local.answerWith(new Response(''), new Response(''));
      const settings = { model: model(), prompt: 'Hello', maxRetries: 0 };
      await assert.rejects(sdk.generateText(settings), { message: /empty/ });
      const { errors } = await readFailingStream(sdk, settings);
      assert.match(String(errors[0]), /empty/);
    },
  },
];
