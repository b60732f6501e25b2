import assert from 'node:assert/strict';
import { z } from 'zod';
import { LOCAL_KEY } from '../../../src/local';
import { assertLoops } from '../assert-loops';
import type { Feature, Lab } from '../feature';
import { person } from '../person';
import { printedWarnings } from '../printed-warnings';
import { readAll } from '../read-all';
import { said } from '../said';

const HELLO = { prompt: 'Hello' };
const USAGE = {
  prompt_tokens: 12,
  completion_tokens: 5,
  total_tokens: 17,
  prompt_tokens_details: { cached_tokens: 8 },
  completion_tokens_details: { reasoning_tokens: 3 },
};

/** The stock middleware of all majors, and what each is made with. */
const MIDDLEWARE: Record<string, object> = {
  addToolInputExamplesMiddleware: {},
  defaultInstructionsMiddleware: { instructions: 'Be brief.' },
  defaultSettingsMiddleware: { settings: { temperature: 0.25 } },
  extractJsonMiddleware: {},
  extractReasoningMiddleware: { tagName: 'think' },
  simulateStreamingMiddleware: {},
};

/** What only the entry made for a major does, and what the adapters of the AI SDK have to do in its place. */
export const specificationFeatures: Feature[] = [
  {
    name: 'a wrapped tool loop prints no warning',
    async run(lab) {
      const { middleware } = lab.sdk;
      const wrapped = wrap(lab, middleware.defaultSettingsMiddleware?.({ settings: {} }));
      const printed = await printedWarnings(async () => {
        await assertLoops(lab, wrapped);
        const registry = lab.sdk.createProviderRegistry({ heroku: provider(lab) });
        await assertLoops(lab, registry.languageModel('heroku:claude-4-5-sonnet'));
      });
      assert.deepEqual(printed, []);
    },
  },
  {
    name: 'raw finish reason and usage details',
    since: 6,
    async run({ sdk, local, model }) {
      const answer = { text: 'Hi', finishReason: 'end_turn', usage: USAGE };
      local.answerWith(answer, answer);
      const settings = { model: model(), ...HELLO };
      for (const result of [await sdk.generateText(settings), sdk.streamText(settings)]) {
        const { rawFinishReason } = result as { rawFinishReason?: string };
        assert.equal(await result.finishReason, 'stop');
        assert.equal(await rawFinishReason, 'end_turn');
        const usage = await result.usage;
        assert.deepEqual((usage as { inputTokenDetails?: object }).inputTokenDetails, {
          noCacheTokens: 4,
          cacheReadTokens: 8,
          cacheWriteTokens: undefined,
        });
        assert.deepEqual((usage as { outputTokenDetails?: object }).outputTokenDetails, {
          textTokens: 2,
          reasoningTokens: 3,
        });
        assert.deepEqual((usage as { raw?: object }).raw, USAGE);
      }
    },
  },
  {
    name: 'provider metadata is the same with each entry',
    anyEntry: true,
    async run({ sdk, local, model }) {
      local.answerWith({ text: 'Hi', finishReason: 'end_turn', usage: USAGE });
      const { providerMetadata } = await sdk.generateText({ model: model(), ...HELLO });
      assert.deepEqual(providerMetadata, {
        heroku: { rawFinishReason: 'end_turn', usage: USAGE },
      });
    },
  },
  {
    name: 'warnings print as sentences',
    anyEntry: true,
    async run(lab) {
      const { sdk, model } = lab;
      const search = { type: sdk.major === 5 ? 'provider-defined' : 'provider', id: 'acme.search' };
      const printed = await printedWarnings(() =>
        sdk.generateText({
          model: model('nova-pro'),
          ...HELLO,
          topK: 3,
          temperature: 1.5,
          tools: { search: { ...search, name: 'search', args: {} } as never },
        }),
      );
      const ours = printed.filter((warning) => !warning.includes('specification'));
      assert.equal(ours.length, 3);
      for (const warning of ours) {
        assert.doesNotMatch(warning, /[{}]/);
        assert.match(warning, /topK is not sent|temperature 1.5 is sent as 1|search is not sent/);
      }
    },
  },
  {
    name: 'warnings say which setting and which tool, in the terms of the major',
    async run({ sdk, model }) {
      const settings = { model: model('nova-pro'), ...HELLO, topK: 3, temperature: 1.5 };
      const { warnings } = await sdk.generateText(settings);
      const types = (warnings as { type: string; setting?: string; feature?: string }[]).map(
        ({ type, setting, feature }) => [type, setting ?? feature],
      );
      assert.deepEqual(
        types.sort(),
        sdk.major === 5
          ? [
              ['unsupported-setting', 'temperature'],
              ['unsupported-setting', 'topK'],
            ]
          : [
              ['compatibility', 'temperature'],
              ['unsupported', 'topK'],
            ],
      );
    },
  },
  ...Object.entries(MIDDLEWARE).map(
    ([name, settings]): Feature => ({
      name: `a tool loop under ${name}`,
      anyEntry: true,
      wraps: true,
      async run(lab) {
        // Not each major has each.
        const create = lab.sdk.middleware[name];
        if (create) await assertLoops(lab, wrap(lab, create(settings)));
      },
    }),
  ),
  {
    name: 'a tool loop under all stock middleware at once',
    anyEntry: true,
    wraps: true,
    async run(lab) {
      const all = Object.entries(lab.sdk.middleware).map(([name, create]) =>
        create(MIDDLEWARE[name] ?? assert.fail(`${name} is new`)),
      );
      assert.ok(all.length >= 3);
      await assertLoops(lab, wrap(lab, ...all));
    },
  },
  {
    name: 'a registry with middleware',
    anyEntry: true,
    since: 6,
    wraps: true,
    async run(lab) {
      const middleware = lab.sdk.middleware.defaultSettingsMiddleware?.({
        settings: { temperature: 0.25 },
      });
      const registry = lab.sdk.createProviderRegistry(
        { heroku: provider(lab) },
        { languageModelMiddleware: middleware as never },
      );
      await assertLoops(lab, registry.languageModel('heroku:claude-4-5-sonnet'));
      for (const { body } of lab.local.requests) assert.equal(body.temperature, 0.25);
    },
  },
  {
    name: 'model ids in strings: text and objects',
    anyEntry: true,
    wraps: true,
    async run(lab) {
      const { sdk } = lab;
      const model = 'claude-4-5-sonnet';
      Object.assign(globalThis, { AI_SDK_DEFAULT_PROVIDER: provider(lab) });
      try {
        await assertLoops(lab, model);
        const asked = { model, schema: person, prompt: 'Ada, born 1815' };
        const generated = await sdk.generateObject(asked);
        assert.equal(generated.object.born, 1815);
        assert.equal(generated.finishReason, 'stop');
        assert.ok((generated.usage.outputTokens ?? 0) > 0);
        const streamed = sdk.streamObject(asked);
        assert.ok((await readAll(streamed.partialObjectStream)).length > 2);
        assert.equal((await streamed.object).born, 1815);
      } finally {
        Reflect.deleteProperty(globalThis, 'AI_SDK_DEFAULT_PROVIDER');
      }
    },
  },
  {
    name: 'an image URL in a tool result is seen, not read',
    since: 6,
    async run({ sdk, local, model }) {
      const url = 'https://example.com/roof.png?size=large';
      const forms =
        sdk.major === 6
          ? [{ type: 'image-url', url }]
          : [
              { type: 'file', mediaType: 'image/png', data: { type: 'url', url: new URL(url) } },
              { type: 'file', mediaType: 'image', data: { type: 'url', url: new URL(url) } },
            ];
      for (const form of forms) {
        const camera = sdk.tool({
          inputSchema: z.object({}),
          execute: async () => 'on',
          toModelOutput: sdk.modelOutput(() => [form]),
        });
        local.answerWith({ toolCalls: [{ name: 'camera', arguments: {} }] }, { text: 'A roof.' });
        const { text, steps } = await sdk.generateText({
          model: model(),
          tools: { camera },
          stopWhen: sdk.atMost(5),
          prompt: 'Look',
        });
        assert.equal(text, 'A roof.');
        assert.deepEqual(said(steps[1]?.warnings), []);
        const image = local.requests.at(-1)?.body.messages.at(-1).content[1];
        assert.deepEqual(image, { type: 'image_url', image_url: { url } });
      }
    },
  },
  {
    name: 'a reference to an uploaded file is named by its ids',
    anyEntry: true,
    since: 7,
    async run({ sdk, local, model }) {
      const file = {
        type: 'file',
        mediaType: 'application/pdf',
        data: { type: 'reference', reference: { acme: 'file-17' } },
      };
      local.answerWith({ toolCalls: [{ name: 'archive', arguments: {} }] });
      const { steps } = await sdk.generateText({
        model: model(),
        tools: {
          archive: sdk.tool({
            inputSchema: z.object({}),
            execute: async () => 'found',
            toModelOutput: sdk.modelOutput(() => [file]),
          }),
        },
        stopWhen: sdk.atMost(5),
        prompt: 'Find',
      });
      assert.match(local.requests[1]?.body.messages.at(-1).content, /"acme":"file-17"/);
      assert.match(said(steps[1]?.warnings).join(), /"acme":"file-17"/);
      const messages = [{ role: 'user', content: [file] }] as never;
      await assert.rejects(sdk.generateText({ model: model(), messages }), {
        name: 'AI_UnsupportedFunctionalityError',
        message: /"acme":"file-17"/,
      });
    },
  },
  {
    name: 'reasoning asked for by the call',
    since: 7,
    async run({ sdk, local, model }) {
      const ask = (reasoning: string, providerOptions = {}) =>
        sdk.generateText({ model: model(), ...HELLO, reasoning, providerOptions } as never);
      await ask('high');
      await ask('provider-default');
      await ask('high', { heroku: { reasoningEffort: 'low' } });
      assert.deepEqual(
        local.requests.map(({ body }) => body.reasoning_effort),
        ['high', undefined, 'low'],
      );
    },
  },
  {
    name: "opencode's way of loading: the first export that begins with `create`, and a wrapped model",
    anyEntry: true,
    wraps: true,
    async run(lab) {
      const { sdk, local, namespace } = lab;
      const [name, ...others] = Object.keys(namespace).filter((key) => key.startsWith('create'));
      assert.deepEqual([name, others], ['createHeroku', []]);
      const create = namespace[name as 'createHeroku'];
      // Its own options come along with those of the provider.
      const settings = {
        name: 'my-heroku',
        baseURL: `${local.url}/v1`,
        apiKey: LOCAL_KEY,
        headers: { 'x-session': 'a' },
        fetch: (...parameters: Parameters<typeof fetch>) => fetch(...parameters),
        timeout: 300_000,
        setCacheKey: true,
      };
      const model = sdk.wrapLanguageModel({
        model: create(settings).languageModel('claude-4-5-sonnet'),
        middleware: {
          ...(sdk.major > 5 && { specificationVersion: sdk.major === 6 ? 'v3' : 'v4' }),
          transformParams: async ({ params }: { params: object }) => params,
        } as never,
      });
      await assertLoops(lab, model);
      assert.equal(local.requests[0]?.headers['x-session'], 'a');
    },
  },
];

function provider({ createHeroku, local }: Lab) {
  return createHeroku({ baseURL: local.url, apiKey: LOCAL_KEY });
}

function wrap(lab: Lab, ...middleware: unknown[]) {
  const model = provider(lab)('claude-4-5-sonnet');
  return lab.sdk.wrapLanguageModel({ model, middleware: middleware as never });
}
