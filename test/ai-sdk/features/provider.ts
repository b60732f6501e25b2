import assert from 'node:assert/strict';
import { z } from 'zod';
import { LOCAL_KEY } from '../../../src/local';
import { assertLoops } from '../assert-loops';
import type { Feature, Lab } from '../feature';
import { readAll } from '../read-all';
import { weatherTools } from '../weather-tools';
import { withEnvironment } from '../with-environment';

const HELLO = { prompt: 'Hello' };

export const providerFeatures: Feature[] = [
  {
    name: 'all provider options reach the request',
    anyEntry: true,
    async run({ sdk, local, model }) {
      await sdk.generateText({
        model: model(),
        ...HELLO,
        maxOutputTokens: 5,
        tools: weatherTools(sdk),
        providerOptions: {
          heroku: {
            reasoningEffort: 'low',
            parallelToolCalls: false,
            allowIgnoredParams: true,
            promptCaching: false,
            extraBody: { metadata: { team: 'a' }, max_tokens: 99, frobnicate: true },
          },
        },
      });
      const [request] = local.requests;
      const { messages, tools, ...rest } = request?.body ?? {};
      assert.deepEqual(rest, {
        model: 'claude-4-5-sonnet',
        tool_choice: 'auto',
        reasoning_effort: 'low',
        parallel_tool_calls: false,
        allow_ignored_params: true,
        metadata: { team: 'a' },
        max_tokens: 99,
        frobnicate: true,
      });
      assert.equal(request?.headers['x-heroku-prompt-caching'], 'false');
    },
  },
  {
    name: 'parallelToolCalls false: one call at a time',
    async run({ sdk, local, model }) {
      const { steps } = await sdk.generateText({
        model: model(),
        tools: weatherTools(sdk),
        stopWhen: sdk.atMost(5),
        prompt: 'Tell me weather and clock in Oslo',
        providerOptions: { heroku: { parallelToolCalls: false } },
      });
      assert.deepEqual(
        steps.map(({ toolCalls }) => toolCalls.length),
        [1, 1, 0],
      );
      assert.equal(local.requests.length, 3);
    },
  },
  {
    name: "headers: the call's win over the settings', and the caller's user agent stays first",
    async run({ sdk, local, model }) {
      const one = model(undefined, { headers: { 'X-One': 'settings', 'X-Two': 'settings' } });
      await sdk.generateText({ model: one, ...HELLO, headers: { 'x-one': 'call' } });
      const mine = { 'User-Agent': 'my-app/1.0' };
      await sdk.streamText({ model: one, ...HELLO, headers: mine }).consumeStream();
      const [first, second] = local.requests.map(({ headers }) => headers);
      assert.deepEqual([first?.['x-one'], first?.['x-two']], ['call', 'settings']);
      assert.equal(first?.authorization, `Bearer ${LOCAL_KEY}`);
      assert.equal(first?.['content-type'], 'application/json');
      assert.equal(first?.['x-heroku-prompt-caching'], undefined);
      assert.match(first?.['user-agent'] ?? '', /ai-sdk-provider-heroku\/\d/);
      assert.match(second?.['user-agent'] ?? '', /^my-app\/1\.0 .*ai-sdk-provider-heroku\/\d/);
    },
  },
  {
    name: "an Authorization header of the caller's stands, in whatever case it is written",
    async run({ sdk, model }) {
      const headers = { Authorization: `Bearer ${LOCAL_KEY}` };
      const ofSettings = model(undefined, { apiKey: 'inf-wrong', headers });
      await sdk.generateText({ model: ofSettings, ...HELLO });
      const ofCall = model(undefined, { apiKey: 'inf-wrong' });
      await sdk.generateText({ model: ofCall, ...HELLO, headers });
    },
  },
  {
    name: 'custom fetch: sees the request and passes the answer on',
    async run({ sdk, model }) {
      const seen: [string, string][] = [];
      const fetch: typeof globalThis.fetch = (input, init) => {
        seen.push([String(input), String(init?.body)]);
        return globalThis.fetch(input, init);
      };
      const settings = { model: model(undefined, { fetch }), ...HELLO };
      await sdk.generateText(settings);
      await sdk.streamText(settings).consumeStream();
      assert.equal(seen.length, 2);
      for (const [url, body] of seen) {
        assert.match(url, /\/v1\/chat\/completions$/);
        assert.deepEqual(JSON.parse(body).messages, [{ role: 'user', content: 'Hello' }]);
      }
    },
  },
  {
    name: 'the example of the documentation, with the import and the factory name changed',
    run: (lab) =>
      withEnvironment({ INFERENCE_URL: lab.local.url, INFERENCE_KEY: LOCAL_KEY }, async () => {
        const { sdk, createHeroku } = lab;
        const heroku = createHeroku({
          name: 'heroku',
          baseURL: `${process.env.INFERENCE_URL}/v1`,
          apiKey: process.env.INFERENCE_KEY,
        });
        const model = heroku('claude-4-5-sonnet');
        assert.match((await sdk.generateText({ model, ...HELLO })).text, /Hello/);
        const streamed = sdk.streamText({ model, ...HELLO });
        assert.match((await readAll(streamed.textStream)).join(''), /Hello/);
        const schema = z.object({
          recipe: z.object({ name: z.string(), steps: z.array(z.string()) }),
        });
        const { object } = await sdk.generateObject({ model, schema, prompt: 'Lasagna' });
        assert.equal(object.recipe.steps.length, 2);
        const partials = sdk.streamObject({ model, schema, prompt: 'Lasagna' });
        assert.ok((await readAll(partials.partialObjectStream)).length > 2);
        assert.deepEqual(pathsOf(lab), Array(4).fill('/v1/chat/completions'));
      }),
  },
  {
    name: 'heroku(id) with INFERENCE_URL and INFERENCE_KEY; heroku() with INFERENCE_MODEL_ID too',
    run: (lab) =>
      withEnvironment(
        {
          INFERENCE_URL: lab.local.url,
          INFERENCE_KEY: LOCAL_KEY,
          INFERENCE_MODEL_ID: 'claude-4-5-haiku',
        },
        async () => {
          const { sdk, heroku, local } = lab;
          for (const model of [heroku('nova-pro'), heroku(), heroku.chat(), heroku.languageModel()])
            await sdk.generateText({ model, ...HELLO });
          assert.deepEqual(
            local.requests.map(({ body }) => body.model),
            ['nova-pro', 'claude-4-5-haiku', 'claude-4-5-haiku', 'claude-4-5-haiku'],
          );
        },
      ),
  },
  {
    name: 'another attachment has its own variables',
    run: (lab) =>
      withEnvironment(
        {
          INFERENCE_URL: undefined,
          INFERENCE_KEY: 'inf-of-another-attachment',
          HEROKU_INFERENCE_TEAL_URL: `${lab.local.url}/`,
          HEROKU_INFERENCE_TEAL_KEY: LOCAL_KEY,
          HEROKU_INFERENCE_TEAL_MODEL_ID: 'kimi-k2-5',
        },
        async () => {
          const teal = lab.createHeroku({ attachment: 'HEROKU_INFERENCE_TEAL' });
          await lab.sdk.generateText({ model: teal(), ...HELLO });
          assert.equal(lab.local.requests[0]?.body.model, 'kimi-k2-5');
        },
      ),
  },
  {
    name: 'a name of its own: prefix of the provider, key of options and metadata',
    anyEntry: true,
    async run({ sdk, local, model }) {
      const mine = model(undefined, { name: 'acme' });
      assert.equal(mine.provider, 'acme.chat');
      const { providerMetadata } = await sdk.generateText({
        model: mine,
        ...HELLO,
        providerOptions: { acme: { parallelToolCalls: true, extraBody: { user: 'u1' } } },
      });
      assert.equal(local.requests[0]?.body.user, 'u1');
      assert.equal(providerMetadata?.acme?.rawFinishReason, 'stop');
    },
  },
  {
    name: 'inside a provider registry',
    anyEntry: true,
    run: (lab) =>
      assertLoops(
        lab,
        lab.sdk.createProviderRegistry({ heroku: provider(lab) }).languageModel('heroku:nova-pro'),
        'nova-pro',
      ),
  },
  {
    name: 'inside a custom provider, by alias and as its fallback',
    anyEntry: true,
    async run(lab) {
      const mine = lab.sdk.customProvider({
        languageModels: { fast: provider(lab)('claude-4-5-haiku') },
        fallbackProvider: provider(lab),
      });
      await assertLoops(lab, mine.languageModel('fast'), 'claude-4-5-haiku');
      await assertLoops(lab, mine.languageModel('kimi-k2-5'), 'kimi-k2-5');
    },
  },
  {
    name: 'as the global default provider',
    anyEntry: true,
    async run(lab) {
      Object.assign(globalThis, { AI_SDK_DEFAULT_PROVIDER: provider(lab) });
      try {
        await assertLoops(lab, 'nova-pro', 'nova-pro');
      } finally {
        Reflect.deleteProperty(globalThis, 'AI_SDK_DEFAULT_PROVIDER');
      }
    },
  },
  {
    name: 'inside wrapLanguageModel: default settings',
    async run(lab) {
      const middleware = lab.sdk.defaultSettingsMiddleware({ settings: { temperature: 0.25 } });
      const model = lab.sdk.wrapLanguageModel({ model: wrappable(lab, 'nova-pro'), middleware });
      await assertLoops(lab, model, 'nova-pro');
      for (const { body } of lab.local.requests) assert.equal(body.temperature, 0.25);
    },
  },
  {
    name: 'inside wrapLanguageModel: models that write <think> tags',
    async run(lab) {
      const { sdk, local } = lab;
      const model = sdk.wrapLanguageModel({
        model: wrappable(lab, 'deepseek-v3-2'),
        middleware: sdk.extractReasoningMiddleware({ tagName: 'think' }),
      });
      const answer = { text: '<think>Let me see.</think>It is so.' };
      local.answerWith(answer, answer);
      const generated = await sdk.generateText({ model, ...HELLO });
      const streamed = sdk.streamText({ model, ...HELLO });
      for (const { text, reasoningText, finishReason } of [generated, streamed]) {
        assert.equal(await text, 'It is so.');
        assert.equal(await reasoningText, 'Let me see.');
        assert.equal(await finishReason, 'stop');
      }
    },
  },
  {
    name: 'inside wrapLanguageModel: a stream that is simulated',
    async run(lab) {
      const { sdk, local } = lab;
      const middleware = sdk.simulateStreamingMiddleware();
      const model = sdk.wrapLanguageModel({ model: wrappable(lab, 'nova-pro'), middleware });
      assert.match(await sdk.streamText({ model, ...HELLO }).text, /Hello/);
      assert.equal(local.requests[0]?.body.stream, undefined);
    },
  },
];

function provider({ createHeroku, local }: Lab) {
  return createHeroku({ baseURL: local.url, apiKey: LOCAL_KEY });
}

/**
 * AI SDK 6 hands on the results of a wrapped v2 model as they are, and so loses finish reason and usage. Behind a custom
 * provider the model has been adapted before.
 */
function wrappable(lab: Lab, id: string) {
  if (lab.sdk.major !== 6 || lab.entry !== '.') return provider(lab)(id);
  return lab.sdk.customProvider({ fallbackProvider: provider(lab) }).languageModel(id);
}

function pathsOf({ local }: Lab): string[] {
  return local.requests.map(({ url }) => new URL(url).pathname);
}
