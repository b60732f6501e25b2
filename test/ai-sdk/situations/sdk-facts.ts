import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Script } from '../../faults/fault-server';
import { chunkOf, DONE, eventOf } from '../../support/scripted-model';
import { readAll } from '../read-all';
import type { Sdk } from '../sdk';
import type { Situation } from '../situations';
import { weatherTools } from '../weather-tools';
import { answers, ONCE, STOP, sends } from './scripts';

/** What docs/situations.md says of the AI SDK itself. */

const REFUSAL = eventOf({ error: { code: 400, message: 'No.', type: 'invalid_request_error' } });
/** An answer that begins, and then fails in a way that asking again does not mend. */
const failsForGood = sends(ONCE + REFUSAL, (exchange) => exchange.end());

/** AI SDK 7 alone has the setting. */
const streamRetries = (count: number) => ({ streamRetries: count }) as object;

/** JSON amid prose, of which nothing can be streamed until its end. */
const prose: Script = sends('', async (exchange) => {
  for (const content of [
    'Let me think. ',
    'It is ',
    '{"n"',
    ': 1',
    '}, ',
    'is it ',
    'not? ',
    'Yes',
  ]) {
    await exchange.send(eventOf(chunkOf({ content })));
    await setTimeout(400);
    if (exchange.isGone) return;
  }
  await exchange.send(STOP + DONE);
  exchange.end();
});

/** The limit that passes first while nothing of the answer is out. */
const limitOf = ({ major }: Sdk): object =>
  major === 6 ? { timeout: { chunkMs: 1000 } } : { timeout: { firstChunkMs: 1000 } };

const limited: Script = (exchange) => {
  const body = '{"error":{"message":"Too many requests"}}';
  exchange.raw(
    `HTTP/1.1 429 Too Many Requests\r\nretry-after: 75\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
  exchange.close();
};

const SIGNED_THOUGHT = eventOf(chunkOf({ reasoning: { thinking: 'Lisbon?', signature: 'sig-1' } }));
const CALL = eventOf(
  chunkOf({
    tool_calls: [
      {
        index: 0,
        id: 'call_1',
        type: 'function',
        function: { name: 'weather', arguments: '{"city":"Lisbon"}' },
      },
    ],
  }),
);
const calls = sends(SIGNED_THOUGHT + CALL + eventOf(chunkOf({}, 'tool_calls')) + DONE, (exchange) =>
  exchange.end(),
);

type Messages = { role: string; content: unknown }[];
const rolesOf = (messages: Messages) => messages.map(({ role }) => role);

export const sdkFacts: Situation[] = [
  {
    name: 'streamRetries asks again after an error that is not retryable',
    since: 7,
    async run({ sdk, serve }) {
      const { model, exchanges } = serve([failsForGood, answers]);
      const errors: unknown[] = [];
      const result = sdk.streamText({
        model,
        prompt: 'Hello',
        onError: ({ error }) => void errors.push(error),
        ...streamRetries(1),
      });
      await readAll(sdk.parts(result));
      assert.deepEqual(
        errors.map((error) => (error as { isRetryable?: boolean }).isRetryable),
        [false],
      );
      assert.equal(exchanges.length, 2);
      assert.equal(await result.text, 'Once upon');
    },
  },
  {
    name: 'without streamRetries it does not',
    since: 7,
    async run({ sdk, serve }) {
      const { model, exchanges } = serve([failsForGood, answers]);
      const result = sdk.streamText({ model, prompt: 'Hello', onError: () => {} });
      await readAll(sdk.parts(result));
      assert.equal(exchanges.length, 1);
      assert.equal(await result.finishReason, 'error');
    },
  },
  {
    name: 'streamRetries asks an agent again, whose tools have run',
    since: 7,
    async run({ sdk, serve }) {
      const { heroku, exchanges } = serve([failsForGood, answers]);
      const result = sdk.streamText({
        model: heroku.agent('claude-4-5-sonnet'),
        prompt: 'Hello',
        onError: () => {},
        ...streamRetries(1),
      });
      await readAll(sdk.parts(result));
      assert.equal(exchanges.length, 2);
    },
  },
  {
    name: 'JSON that is held back is silence to chunkMs in 6 and to firstChunkMs in 7',
    since: 6,
    async run({ sdk, serve }) {
      const { model } = serve([prose]);
      const result = sdk.streamText({
        model,
        prompt: 'A number',
        onError: () => {},
        ...sdk.asking(sdk.Output.object({ schema: z.object({ n: z.number() }) })),
        ...limitOf(sdk),
      });
      const types = (await readAll(sdk.parts(result))).map(({ type }) => type);
      assert.equal(types.at(-1), 'abort');
      assert.ok(!types.includes('text-delta'));
    },
  },
  {
    name: 'JSON that is held back comes without the limit',
    since: 6,
    async run({ sdk, serve }) {
      const { model } = serve([prose]);
      const result = sdk.streamText({
        model,
        prompt: 'A number',
        ...sdk.asking(sdk.Output.object({ schema: z.object({ n: z.number() }) })),
      });
      await readAll(sdk.parts(result));
      assert.equal(await result.text, '{"n": 1}');
    },
  },
  {
    // It would wait for 75 seconds, and the test would fail.
    name: 'a retry-after of 60 seconds or more is not waited for',
    async run({ sdk, serve }) {
      const { model, exchanges } = serve([limited, answers]);
      const { text } = await sdk.generateText({ model, prompt: 'Hello' });
      assert.equal(exchanges.length, 2);
      assert.equal(text, 'Once upon');
    },
  },
  {
    name: 'response.messages is the last step alone in 7, and all of them in 5 and 6',
    async run({ sdk, serve }) {
      const { model } = serve([calls, answers]);
      const result = sdk.streamText({
        model,
        prompt: 'The weather in Lisbon',
        tools: weatherTools(sdk),
        stopWhen: sdk.atMost(3),
      });
      await readAll(sdk.parts(result));
      const { messages } = await result.response;
      const all = ['assistant', 'tool', 'assistant'];
      assert.deepEqual(rolesOf(messages), sdk.major === 7 ? ['assistant'] : all);
      const history = await sdk.history(result);
      assert.deepEqual(rolesOf(history), all);
      assert.match(JSON.stringify(history[0]), /sig-1/);
    },
  },
  {
    name: 'a chat that was stored after an abort while a tool ran',
    async run({ sdk, serve }) {
      const { model } = serve([calls, answers]);
      const controller = new AbortController();
      const tools = { weather: untilAbort(sdk, controller) };
      const result = sdk.streamText({
        model,
        messages: await sdk.convertToModelMessages([QUESTION]),
        tools,
        abortSignal: controller.signal,
        onError: () => {},
      });
      const stream = sdk.toUIStream(result);
      const [message] = (await readAll(sdk.readUIMessageStream({ stream }))).slice(-1);
      const stored = JSON.parse(JSON.stringify([QUESTION, message, QUESTION]));

      const ask = async (ignoreIncompleteToolCalls: boolean) => {
        const messages = await sdk.convertToModelMessages(stored, { ignoreIncompleteToolCalls });
        return (await sdk.generateText({ model, messages, tools })).text;
      };
      assert.equal(await ask(true), 'Once upon');
      if (sdk.major === 5) assert.equal(await ask(false), 'Once upon');
      else await assert.rejects(ask(false), { name: 'AI_MissingToolResultsError' });
    },
  },
];

const QUESTION = {
  id: 'question',
  role: 'user' as const,
  parts: [{ type: 'text' as const, text: 'The weather in Lisbon' }],
};

/** A tool that ends when the call is aborted, which it does itself. */
function untilAbort({ tool }: Sdk, controller: AbortController) {
  return tool({
    description: 'Weather of a city',
    inputSchema: z.object({ city: z.string() }),
    execute: async (): Promise<string> => {
      globalThis.setTimeout(() => controller.abort(), 50);
      await new Promise((resolve) => controller.signal.addEventListener('abort', resolve));
      // Later than what the AI SDK does about the abort.
      await setTimeout(50);
      throw new Error('The tool was aborted.');
    },
  });
}
