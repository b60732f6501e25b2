import assert from 'node:assert/strict';
import type { Feature } from '../feature';
import { pausedAnswer } from '../raw-answer';

export const abortFeatures: Feature[] = [
  {
    name: 'aborted before: nothing is sent',
    async run({ sdk, local, model }) {
      const settings = { model: model(), prompt: 'Hello', abortSignal: AbortSignal.abort() };
      await assert.rejects(sdk.generateText(settings), { name: 'AbortError' });
      assert.deepEqual(local.requests, []);
    },
  },
  ...([false, true] as const).map(
    (generateByStreaming): Feature => ({
      name: `aborted while ${generateByStreaming ? 'collecting a stream' : 'waiting'}: generateText rejects and Heroku is let go`,
      anyEntry: true,
      async run({ sdk, local, model }) {
        const controller = new AbortController();
        const { respond, cancelled } = pausedAnswer({ text: 'One and two' }, 2);
        local.answerWith((request) => {
          setTimeout(() => controller.abort());
          return respond(request);
        });
        const answer = sdk.generateText({
          model: model(undefined, { generateByStreaming }),
          prompt: 'Hello',
          abortSignal: controller.signal,
        });
        await assert.rejects(answer, { name: 'AbortError' });
        await cancelled;
      },
    }),
  ),
  {
    name: 'aborted in mid-stream: the text so far, an abort, and Heroku is let go',
    anyEntry: true,
    async run({ sdk, local, model }) {
      const controller = new AbortController();
      const { respond, cancelled } = pausedAnswer({ text: 'One and two' }, 2);
      local.answerWith(respond);
      const result = sdk.streamText({
        model: model(),
        prompt: 'Hello',
        abortSignal: controller.signal,
        onError: () => {},
      });
      let text = '';
      const kinds: string[] = [];
      for await (const part of sdk.parts(result)) {
        kinds.push(part.type);
        if (part.type !== 'text-delta') continue;
        text += part.text;
        controller.abort();
      }
      assert.equal(text, 'One');
      assert.equal(kinds.at(-1), 'abort');
      await cancelled;
    },
  },
];
