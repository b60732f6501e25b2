import assert from 'node:assert/strict';
import { GREETING } from '../../../src/local/answers';
import type { Feature } from '../feature';
import { pausedAnswer } from '../raw-answer';
import { readAll } from '../read-all';
import { said } from '../said';

export const textFeatures: Feature[] = [
  {
    name: 'generateText: prompt, system prompt and settings travel, and nothing else does',
    anyEntry: true,
    async run({ sdk, local, model }) {
      const result = await sdk.generateText({
        model: model(),
        ...sdk.system('Be brief.'),
        prompt: 'Hello',
        maxOutputTokens: 200,
        temperature: 0.5,
        topK: 40,
        stopSequences: ['###'],
      });
      assert.equal(result.text, `${GREETING} You said: Hello`);
      assert.equal(result.finishReason, 'stop');
      assert.deepEqual(result.warnings, []);
      assert.deepEqual(
        local.requests.map(({ body }) => body),
        [
          {
            model: 'claude-4-5-sonnet',
            messages: [
              { role: 'system', content: 'Be brief.' },
              { role: 'user', content: 'Hello' },
            ],
            max_tokens: 200,
            temperature: 0.5,
            top_k: 40,
            stop: ['###'],
          },
        ],
      );
    },
  },
  {
    name: 'generateText: usage, response facts and raw finish reason',
    anyEntry: true,
    async run({ sdk, local, model }) {
      local.answerWith({
        text: 'Hi',
        finishReason: 'end_turn',
        usage: {
          prompt_tokens: 12,
          completion_tokens: 5,
          total_tokens: 17,
          prompt_tokens_details: { cached_tokens: 8 },
          completion_tokens_details: { reasoning_tokens: 3 },
        },
      });
      const { usage, response, finishReason, providerMetadata } = await sdk.generateText({
        model: model(),
        prompt: 'Hello',
      });
      assert.equal(finishReason, 'stop');
      assert.equal(usage.inputTokens, 12);
      assert.equal(usage.outputTokens, 5);
      assert.equal(usage.totalTokens, 17);
      assert.deepEqual(sdk.details(usage), { reasoning: 3, cached: 8 });
      assert.equal(providerMetadata?.heroku?.rawFinishReason, 'end_turn');
      assert.match(response.id, /^chatcmpl-/);
      assert.equal(response.modelId, 'claude-4-5-sonnet');
      assert.equal(response.timestamp.getUTCFullYear(), 2025);
      assert.match(response.headers?.['content-type'] ?? '', /json/);
    },
  },
  {
    name: 'streamText: text in pieces, usage too, the same facts as generateText',
    anyEntry: true,
    async run({ sdk, local, model }) {
      const result = sdk.streamText({
        model: model(),
        ...sdk.system('Be brief.'),
        prompt: 'Hello',
      });
      const pieces = await readAll(result.textStream);
      assert.ok(pieces.length > 3);
      assert.equal(pieces.join(''), `${GREETING} You said: Hello`);
      assert.equal(await result.finishReason, 'stop');
      const { inputTokens = 0, outputTokens = 0, totalTokens } = await result.usage;
      assert.ok(inputTokens > 0 && outputTokens > 0);
      assert.equal(totalTokens, inputTokens + outputTokens);
      assert.match((await result.response).id, /^chatcmpl-/);
      assert.deepEqual(local.requests[0]?.body, {
        model: 'claude-4-5-sonnet',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hello' },
        ],
        stream: true,
        stream_options: { include_usage: true },
      });
    },
  },
  {
    name: 'streamText: the first word is out before the server says its second',
    anyEntry: true,
    async run({ sdk, local, model }) {
      const paused = pausedAnswer({ text: 'One and two.' }, 2);
      local.answerWith(paused.respond);
      const words: string[] = [];
      for await (const word of sdk.streamText({ model: model(), prompt: 'Count' }).textStream) {
        words.push(word);
        paused.release();
      }
      assert.equal(words[0], 'One');
      assert.equal(words.join(''), 'One and two.');
    },
  },
  {
    name: 'streamText: two streams of one model at once do not mix',
    async run({ sdk, local, model }) {
      const [one, two] = [
        pausedAnswer({ text: 'aaaaaaaaa' }, 2),
        pausedAnswer({ text: 'bbbb' }, 2),
      ];
      local.answerWith(one.respond, two.respond);
      const shared = model();
      const read = async (prompt: string, goOn: () => void) => {
        let text = '';
        for await (const piece of sdk.streamText({ model: shared, prompt }).textStream) {
          text += piece;
          goOn();
        }
        return text;
      };
      const texts = await Promise.all([read('One', two.release), read('Two', one.release)]);
      assert.deepEqual(texts.sort(), ['aaaaaaaaa', 'bbbb']);
    },
  },
  {
    name: 'the request body that a result shows is the one that arrived, in both modes',
    async run({ sdk, local, model }) {
      const settings = { model: model(), prompt: 'Hello', ...sdk.requestBody };
      const generated = await sdk.generateText(settings);
      const streamed = await sdk.streamText(settings).request;
      assert.deepEqual(
        [generated.request.body, streamed.body],
        local.requests.map(({ body }) => body),
      );
    },
  },
  {
    name: 'streamText: raw chunks on demand',
    anyEntry: true,
    async run({ sdk, model }) {
      const result = sdk.streamText({ model: model(), prompt: 'Hello', ...sdk.rawChunks });
      const parts = await readAll(sdk.parts(result));
      const raw = parts.filter((part) => part.type === 'raw').map(({ rawValue }) => rawValue);
      assert.ok(raw.length > 3);
      assert.ok(raw.every((value) => typeof value === 'object' && value !== null));
    },
  },
  {
    name: 'a conversation: turns alternate, blank texts and empty turns vanish',
    async run({ sdk, local, model }) {
      await sdk.generateText({
        model: model(),
        messages: [
          { role: 'user', content: 'One' },
          { role: 'assistant', content: '' },
          { role: 'user', content: [{ type: 'text', text: ' ' }] },
          { role: 'user', content: [{ type: 'text', text: 'Two' }] },
          { role: 'assistant', content: [{ type: 'text', text: 'Yes.' }] },
          { role: 'user', content: 'Three' },
        ],
      });
      assert.deepEqual(local.requests[0]?.body.messages, [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'One' },
            { type: 'text', text: 'Two' },
          ],
        },
        { role: 'assistant', content: 'Yes.' },
        { role: 'user', content: 'Three' },
      ]);
    },
  },
  {
    name: 'a prefilled assistant turn goes out trimmed',
    async run({ sdk, local, model }) {
      await sdk.generateText({
        model: model(),
        messages: [
          { role: 'user', content: 'Write a haiku' },
          { role: 'assistant', content: 'Old pond \n' },
        ],
      });
      assert.deepEqual(local.requests[0]?.body.messages.at(-1), {
        role: 'assistant',
        content: 'Old pond',
      });
    },
  },
  {
    name: 'stop sequences and max tokens end the answer',
    async run({ sdk, model }) {
      const stopped = await sdk.generateText({
        model: model(),
        prompt: 'Hello',
        stopSequences: ['You said'],
      });
      assert.equal(stopped.text, `${GREETING} `);
      assert.equal(stopped.finishReason, 'stop');
      const cut = sdk.streamText({ model: model(), prompt: 'Hello', maxOutputTokens: 2 });
      assert.equal(await cut.text, GREETING.slice(0, 8));
      assert.equal(await cut.finishReason, 'length');
    },
  },
  {
    name: 'settings that Heroku ignores or refuses are warned about, and the call goes on',
    anyEntry: true,
    async run({ sdk, local, model }) {
      const { warnings } = await sdk.generateText({
        model: model(),
        prompt: 'Hello',
        temperature: 1.7,
        topP: 0.9,
        seed: 7,
        presencePenalty: 0.1,
        frequencyPenalty: 0.1,
      });
      const { messages, ...rest } = local.requests[0]?.body ?? {};
      assert.deepEqual(rest, { model: 'claude-4-5-sonnet', temperature: 1 });
      const all = said(warnings);
      for (const setting of ['temperature', 'topP', 'seed', 'presencePenalty', 'frequencyPenalty'])
        assert.equal(all.filter((words) => words.startsWith(`${setting} `)).length, 1, setting);
      assert.equal(all.length, 5);
    },
  },
  {
    name: 'other families take topP with temperature and no topK',
    async run({ sdk, local, model }) {
      const { warnings } = await sdk.generateText({
        model: model('nova-pro'),
        prompt: 'Hello',
        temperature: 0.2,
        topP: 0.9,
        topK: 5,
      });
      const { messages, ...rest } = local.requests[0]?.body ?? {};
      assert.deepEqual(rest, { model: 'nova-pro', temperature: 0.2, top_p: 0.9 });
      assert.match(said(warnings).join(), /^topK/);
    },
  },
  {
    name: 'generateByStreaming: generateText over a stream, with the same result',
    async run({ sdk, local, model }) {
      const ask = (generateByStreaming: boolean) =>
        sdk.generateText({ model: model(undefined, { generateByStreaming }), prompt: 'Hello' });
      const [plain, streamed] = [await ask(false), await ask(true)];
      assert.equal(streamed.text, plain.text);
      assert.deepEqual(streamed.usage, plain.usage);
      assert.equal(streamed.finishReason, plain.finishReason);
      assert.deepEqual(
        local.requests.map(({ body }) => body.stream),
        [undefined, true],
      );
    },
  },
];
