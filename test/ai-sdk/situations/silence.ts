import assert from 'node:assert/strict';
import type { Script } from '../../faults/fault-server';
import { readAll } from '../read-all';
import { readFailingStream } from '../read-failing-stream';
import type { Situation } from '../situations';
import { answers, COMMENT, comments, ends, resets, sends, WHOLE } from './scripts';

/** Servers that answer 200 and say nothing. */
const SILENT: [name: string, script: Script][] = [
  ['silent', sends('')],
  ['silent but for comments', sends(COMMENT, comments)],
];

/** Longer than the wait for the first part. */
const LATE_MS = 1300;

const later =
  (then: Parameters<typeof sends>[1] & object): Parameters<typeof sends>[1] =>
  (exchange) =>
    void setTimeout(() => then(exchange), LATE_MS);

const timeLimits = SILENT.map(
  ([name, script]): Situation => ({
    name: `the time limit for chunks ends a server that is ${name}`,
    since: 6,
    async run({ sdk, serve }) {
      const { model, arrived } = serve([script]);
      let aborts = 0;
      // In AI SDK 7 chunkMs begins with the first chunk.
      const limit = sdk.major === 6 ? 'chunkMs' : 'firstChunkMs';
      const settings = { timeout: { [limit]: 200 }, onAbort: () => void aborts++ };
      const result = sdk.streamText({ model, prompt: 'Hello', onError() {}, ...settings });
      await readAll(sdk.parts(result));
      assert.equal(aborts, 1);
      await (await arrived(1)).gone;
    },
  }),
);

const HALF = '{"da';

/** A status of 400 whose body breaks off in silence. */
const silentError: Script = (exchange) => {
  exchange.head({ status: 400, headers: { connection: 'close' } });
  exchange.send(HALF);
};

const IDLE = { idleTimeoutMs: 150, learnFromRefusals: false };

/** `idleTimeoutMs` holds for every model, in answers and in the bodies of errors. */
const idle = (
  [
    ['an answer', sends(HALF)],
    ['an error', silentError],
  ] as const
).flatMap(([what, script]): Situation[] =>
  (['embedding', 'image', 'reranking', 'agent', 'chat'] as const).map((kind) => ({
    name: `idleTimeoutMs ends the wait for ${what}: ${kind}`,
    ...(kind === 'reranking' && { since: 6 as const }),
    async run({ sdk, serve }) {
      const { heroku, arrived } = serve([script], IDLE);
      const settings = { maxRetries: 0, prompt: 'q' };
      const calls = {
        embedding: () => sdk.embed({ ...settings, model: heroku.embedding('m'), value: 'a' }),
        image: () => sdk.generateImage({ ...settings, model: heroku.image('m') }),
        reranking: () =>
          sdk.rerank({ ...settings, model: heroku.reranking('m'), query: 'q', documents: ['a'] }),
        agent: () => sdk.generateText({ ...settings, model: heroku.agent('m') }),
        chat: () => sdk.generateText({ ...settings, model: heroku.chat('m') }),
      };
      await assert.rejects(calls[kind](), { name: 'AI_APICallError' });
      await (await arrived(1)).gone;
    },
  })),
);

export const silence: Situation[] = [
  ...idle,
  ...timeLimits,
  {
    name: 'an answer that begins late is whole',
    async run({ sdk, serve }) {
      const script = sends(
        COMMENT,
        later((exchange) => {
          exchange.send(WHOLE);
          exchange.end();
        }),
      );
      const { model, exchanges } = serve([script]);
      const result = sdk.streamText({ model, prompt: 'Hello' });
      assert.equal(await result.text, 'Once upon');
      assert.equal(await result.finishReason, 'stop');
      assert.equal(exchanges.length, 1);
    },
  },
  ...(
    [
      ['a reset', resets],
      ['an end of the body', ends],
    ] as const
  ).map(
    ([name, end]): Situation => ({
      name: `${name} after a long silence is an error part that says it may be tried again`,
      async run({ sdk, serve }) {
        const { model } = serve([sends(COMMENT, later(end)), answers]);
        const { errors, finishReason } = await readFailingStream(sdk, { model, prompt: 'Hello' });
        assert.equal(errors.length, 1);
        assert.equal((errors[0] as { isRetryable?: boolean }).isRetryable, true);
        assert.equal(finishReason, 'error');
      },
    }),
  ),
];
