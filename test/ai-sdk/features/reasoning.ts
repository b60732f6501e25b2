import assert from 'node:assert/strict';
import { signThinking } from '../../../src/local/signature';
import type { Feature } from '../feature';
import { readAll } from '../read-all';
import { said } from '../said';
import { weatherTools } from '../weather-tools';

const thinking = (options: object = {}) => ({
  heroku: { extendedThinking: { enabled: true, budgetTokens: 2048, ...options } },
});
const THOUGHT = 'A scripted thought about: Why?';

export const reasoningFeatures: Feature[] = [
  {
    name: 'generateText: reasoning beside the text, with its signature',
    anyEntry: true,
    async run({ sdk, local, model }) {
      const { reasoningText, reasoning, text } = await sdk.generateText({
        model: model(),
        prompt: 'Why?',
        maxOutputTokens: 500,
        providerOptions: thinking(),
      });
      assert.equal(reasoningText, THOUGHT);
      assert.deepEqual(reasoning[0]?.providerMetadata, {
        heroku: { signature: signThinking(THOUGHT) },
      });
      assert.match(text, /You said: Why\?$/);
      assert.deepEqual(local.requests[0]?.body, {
        model: 'claude-4-5-sonnet',
        messages: [{ role: 'user', content: 'Why?' }],
        max_tokens: 2548,
        extended_thinking: { enabled: true, budget_tokens: 2048, include_reasoning: true },
      });
    },
  },
  {
    name: 'streamText: reasoning in pieces, closed before the text begins',
    anyEntry: true,
    async run({ sdk, model }) {
      const result = sdk.streamText({
        model: model(),
        prompt: 'Why?',
        providerOptions: thinking(),
      });
      const parts = await readAll(sdk.parts(result));
      const thoughts = parts.flatMap((part) => (part.type === 'reasoning-delta' ? part.text : []));
      assert.ok(thoughts.length > 3);
      assert.equal(thoughts.join(''), THOUGHT);
      const kinds = parts.map(({ type }) => type);
      assert.ok(kinds.indexOf('reasoning-end') < kinds.indexOf('text-start'));
      assert.equal(kinds.lastIndexOf('reasoning-end'), kinds.indexOf('reasoning-end'));
      assert.equal(await result.reasoningText, THOUGHT);
    },
  },
  {
    name: 'thinking without a budget leaves the choice to the server',
    async run({ sdk, local, model }) {
      await sdk.generateText({
        model: model('claude-opus-4-8'),
        prompt: 'Why?',
        providerOptions: { heroku: { extendedThinking: { enabled: true } } },
      });
      const { extended_thinking, max_tokens } = local.requests[0]?.body ?? {};
      assert.deepEqual(extended_thinking, { enabled: true, include_reasoning: true });
      assert.equal(max_tokens, undefined);
    },
  },
  {
    name: 'includeReasoning false: the model thinks in silence',
    async run({ sdk, local, model }) {
      const { reasoningText, text } = await sdk.generateText({
        model: model(),
        prompt: 'Why?',
        providerOptions: thinking({ includeReasoning: false }),
      });
      assert.equal(reasoningText, undefined);
      assert.match(text, /Why\?$/);
      assert.equal(local.requests[0]?.body.extended_thinking.include_reasoning, false);
    },
  },
  {
    name: 'what Claude refuses while it thinks is dropped with a warning',
    async run({ sdk, local, model }) {
      const { warnings } = await sdk.generateText({
        model: model(),
        tools: weatherTools(sdk),
        toolChoice: 'required',
        prompt: 'Why is the weather so?',
        temperature: 0.3,
        topP: 0.9,
        topK: 5,
        providerOptions: thinking(),
      });
      const { temperature, top_p, top_k, tool_choice } = local.requests[0]?.body ?? {};
      assert.deepEqual(
        [temperature, top_p, top_k, tool_choice],
        [undefined, undefined, undefined, 'auto'],
      );
      const all = said(warnings);
      for (const words of [/^temperature/, /^topP/, /^topK/, /forced tool choice/])
        assert.equal(all.filter((text) => words.test(text)).length, 1, String(words));
      assert.equal(all.length, 4);
    },
  },
  {
    name: 'a model that does not think gets no thinking, and the caller is told',
    async run({ sdk, local, model }) {
      const { warnings } = await sdk.generateText({
        model: model('nova-pro'),
        prompt: 'Why?',
        providerOptions: thinking(),
      });
      assert.equal(local.requests[0]?.body.extended_thinking, undefined);
      assert.match(said(warnings).join(), /^extendedThinking is not sent/);
    },
  },
  {
    name: 'reasoningEffort',
    async run({ sdk, local, model }) {
      await sdk.generateText({
        model: model('gpt-oss-120b'),
        prompt: 'Why?',
        providerOptions: { heroku: { reasoningEffort: 'high' } },
      });
      assert.equal(local.requests[0]?.body.reasoning_effort, 'high');
    },
  },
  {
    name: 'reasoning of open models: a plain string, or reasoning_content',
    async run({ sdk, local, model }) {
      for (const message of [{ reasoning: 'Hm.' }, { reasoning_content: 'Hm.' }]) {
        const choices = [
          { message: { role: 'assistant', content: 'So.', ...message }, finish_reason: 'stop' },
        ];
        local.answerWith(() => Response.json({ choices }));
        const { text, reasoningText } = await sdk.generateText({
          model: model('kimi-k2-thinking'),
          prompt: 'Why?',
        });
        assert.deepEqual([text, reasoningText], ['So.', 'Hm.']);
      }
    },
  },
  {
    name: "AI SDK 7's own reasoning setting: a chosen level is mapped, what asks for nothing is silent",
    since: 7,
    async run({ sdk, local, model }) {
      const sent = async (reasoning: string, id?: string) => {
        const settings = { model: model(id), prompt: 'Why?', reasoning };
        const { warnings } = await sdk.generateText(settings);
        return [local.requests.at(-1)?.body.reasoning_effort, said(warnings).length];
      };
      assert.deepEqual(await sent('provider-default'), [undefined, 0]);
      assert.deepEqual(await sent('none'), [undefined, 0]);
      assert.deepEqual(await sent('minimal'), ['low', 0]);
      assert.deepEqual(await sent('medium'), ['medium', 0]);
      assert.deepEqual(await sent('xhigh'), ['high', 0]);
      assert.deepEqual(await sent('high', 'nova-pro'), [undefined, 0]);
    },
  },
];
