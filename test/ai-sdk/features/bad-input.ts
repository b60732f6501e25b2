import assert from 'node:assert/strict';
import type { Feature } from '../feature';
import { withEnvironment } from '../with-environment';

export const badInputFeatures: Feature[] = [
  {
    name: 'a missing key: an error that names the variable and the command',
    async run({ sdk, local, createHeroku }) {
      await withEnvironment(
        { INFERENCE_KEY: undefined, HEROKU_INFERENCE_TEAL_KEY: undefined },
        async () => {
          for (const attachment of ['INFERENCE', 'HEROKU_INFERENCE_TEAL']) {
            const model = createHeroku({ baseURL: local.url, attachment })('claude-4-5-sonnet');
            await assert.rejects(sdk.generateText({ model, prompt: 'Hello' }), {
              name: 'AI_LoadAPIKeyError',
              message: new RegExp(
                `${attachment}_KEY.*heroku config:get ${attachment}_KEY -a <app>`,
                's',
              ),
            });
          }
        },
      );
      assert.deepEqual(local.requests, []);
    },
  },
  {
    name: 'a malformed address, a missing model id',
    async run({ sdk, model, heroku }) {
      const wrong = model(undefined, { baseURL: 'us.inference.heroku.com' });
      await assert.rejects(sdk.generateText({ model: wrong, prompt: 'Hello' }), {
        message: /baseURL.*"us\.inference\.heroku\.com"/,
      });
      await withEnvironment({ INFERENCE_MODEL_ID: undefined }, async () => {
        assert.throws(() => heroku(), { message: /INFERENCE_MODEL_ID/ });
      });
    },
  },
  {
    name: 'invalid provider options: an error that names the key',
    async run({ sdk, local, model }) {
      const wrong = [
        [
          { extendedThinking: { enabled: true, budgetTokens: 10 } },
          /extendedThinking\.budgetTokens/,
        ],
        [{ reasoningEffort: 'huge' }, /reasoningEffort/],
      ] as const;
      for (const [heroku, message] of wrong) {
        await assert.rejects(
          sdk.generateText({ model: model(), prompt: 'Hello', providerOptions: { heroku } }),
          { name: 'AI_InvalidArgumentError', message },
        );
      }
      assert.deepEqual(local.requests, []);
    },
  },
  {
    name: 'a misspelt provider option: ignored, with a warning that names both spellings',
    async run({ sdk, model }) {
      const { warnings } = await sdk.generateText({
        model: model(),
        prompt: 'Hello',
        providerOptions: { heroku: { extendedThinkin: { enabled: true } } },
      });
      assert.match(JSON.stringify(warnings), /extendedThinkin is not known.*extendedThinking/);
    },
  },
];
