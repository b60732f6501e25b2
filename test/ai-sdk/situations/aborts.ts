import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { serve as serveHono } from '@hono/node-server';
import { Hono } from 'hono';
import type { Script } from '../../faults/fault-server';
import { readAll } from '../read-all';
import type { Situation } from '../situations';
import { answers, COMMENT, ONCE, sends } from './scripts';

const REASONS: [name: string, reason: unknown][] = [
  ['no reason', undefined],
  ['a string', 'left'],
  ['an error', new Error('left')],
  ['an object', { why: 'left' }],
  ['a time limit', new DOMException('5 s are over.', 'TimeoutError')],
];

const silent: Script = () => {};

/** Refused for a reason that says what to change, so that the provider asks again. */
const refuses: Script = (exchange) => {
  const error = { code: 400, message: '`temperature` is deprecated for this model.' };
  const body = JSON.stringify({ error });
  exchange.raw(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
  exchange.close();
};

/** When the signal aborts; `requests`: how many have arrived by then. */
const MOMENTS: { when: string; scripts: Script[]; requests: number }[] = [
  { when: 'before the headers', scripts: [silent], requests: 1 },
  { when: 'before the first part', scripts: [sends(COMMENT)], requests: 1 },
  { when: 'in a second request', scripts: [refuses, silent], requests: 2 },
];

function isAbort(error: unknown): boolean {
  return error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name);
}

/** What an app hears of a stream whose call is aborted. */
function listen() {
  const heard = { aborts: 0, errors: [] as unknown[] };
  return {
    heard,
    callbacks: {
      onAbort: () => void heard.aborts++,
      onError: ({ error }: { error: unknown }) => void heard.errors.push(error),
    },
  };
}

/** Promises of a result must not hang; how an abort settles them differs by major. */
async function settle(result: { text: PromiseLike<string>; usage: PromiseLike<unknown> }) {
  await Promise.allSettled([result.text, result.usage]);
}

const beforeAnswers = MOMENTS.flatMap(({ when, scripts, requests }) =>
  REASONS.flatMap(([name, reason]): Situation[] => [
    {
      name: `streamText, aborted ${when} with ${name}`,
      async run({ sdk, serve }) {
        const { model, arrived } = serve(scripts);
        const controller = new AbortController();
        const { heard, callbacks } = listen();
        const result = sdk.streamText({
          model,
          prompt: 'Hello',
          temperature: 0.5,
          abortSignal: controller.signal,
          ...callbacks,
        });
        const reading = readAll(sdk.parts(result));
        await arrived(requests);
        controller.abort(reason);
        const types = (await reading).map(({ type }) => type);
        assert.equal(types.at(-1), 'abort');
        assert.deepEqual(heard, { aborts: 1, errors: [] });
        await settle(result);
      },
    },
    {
      name: `generateText, aborted ${when} with ${name}`,
      async run({ sdk, serve }) {
        const { model, arrived, exchanges } = serve(scripts);
        const controller = new AbortController();
        const call = sdk.generateText({
          model,
          prompt: 'Hello',
          temperature: 0.5,
          abortSignal: controller.signal,
        });
        const rejected = assert.rejects(call, isAbort);
        await arrived(requests);
        controller.abort(reason);
        await rejected;
        assert.equal(exchanges.length, requests);
      },
    },
  ]),
);

const inMidStream = REASONS.flatMap(([name, reason]): Situation[] => [
  {
    name: `fullStream, aborted in mid-stream with ${name}`,
    async run({ sdk, serve }) {
      const { model, arrived } = serve([sends(ONCE)]);
      const controller = new AbortController();
      const { heard, callbacks } = listen();
      const result = sdk.streamText({
        model,
        prompt: 'Hello',
        abortSignal: controller.signal,
        ...callbacks,
      });
      const types: string[] = [];
      for await (const part of sdk.parts(result)) {
        types.push(part.type);
        if (part.type === 'text-delta') controller.abort(reason);
      }
      assert.equal(types.at(-1), 'abort');
      assert.deepEqual(heard, { aborts: 1, errors: [] });
      await settle(result);
      await (await arrived(1)).gone;
    },
  },
  {
    name: `textStream, aborted in mid-stream with ${name}`,
    async run({ sdk, serve }) {
      const { model } = serve([sends(ONCE)]);
      const controller = new AbortController();
      const { heard, callbacks } = listen();
      const result = sdk.streamText({
        model,
        prompt: 'Hello',
        abortSignal: controller.signal,
        ...callbacks,
      });
      let text = '';
      for await (const delta of result.textStream) {
        text += delta;
        controller.abort(reason);
      }
      assert.equal(text, 'Once');
      assert.deepEqual(heard, { aborts: 1, errors: [] });
    },
  },
  {
    name: `a UI message stream, aborted in mid-stream with ${name}`,
    async run({ sdk, serve }) {
      const { model } = serve([sends(ONCE)]);
      const controller = new AbortController();
      const { heard, callbacks } = listen();
      const finishes: boolean[] = [];
      const response = sdk
        .streamText({ model, prompt: 'Hello', abortSignal: controller.signal, ...callbacks })
        .toUIMessageStreamResponse({
          onFinish: ({ isAborted }) => void finishes.push(isAborted),
        });
      let text = '';
      for await (const bytes of response.body ?? []) {
        text += new TextDecoder().decode(bytes);
        if (text.includes('Once')) controller.abort(reason);
      }
      assert.match(text, /"type":"abort"/);
      assert.deepEqual(finishes, [true]);
      assert.deepEqual(heard, { aborts: 1, errors: [] });
    },
  },
  {
    name: `generateText, aborted in mid-stream with ${name}`,
    async run({ sdk, serve }) {
      const { model, arrived } = serve([sends(ONCE)], { generateByStreaming: true });
      const controller = new AbortController();
      const { signal } = controller;
      const rejected = assert.rejects(
        sdk.generateText({ model, prompt: 'Hello', abortSignal: signal }),
        isAbort,
      );
      const { gone } = await arrived(1);
      controller.abort(reason);
      await rejected;
      await gone;
    },
  },
]);

const onHono: Situation = {
  name: "a client leaves Hono's node server in mid-stream",
  async run({ sdk, serve }) {
    const { model, arrived } = serve([sends(ONCE)]);
    const { heard, callbacks } = listen();
    let finish: (isAborted: boolean) => void;
    const finished = new Promise<boolean>((resolve) => {
      finish = resolve;
    });
    const app = new Hono().post('/chat', ({ req }) =>
      sdk
        .streamText({ model, prompt: 'Hello', abortSignal: req.raw.signal, ...callbacks })
        .toUIMessageStreamResponse({
          // As the AI SDK's documentation has it: without a second reader the server's cancel comes before the abort.
          consumeSseStream: async ({ stream }) => void (await readAll(stream)),
          onFinish: ({ isAborted }) => finish(isAborted),
        }),
    );
    const server = serveHono({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    try {
      await new Promise<void>((resolve) => server.once('listening', () => resolve()));
      const { port } = server.address() as { port: number };
      const client = new AbortController();
      const url = `http://127.0.0.1:${port}/chat`;
      const response = await fetch(url, { method: 'POST', signal: client.signal });
      const reader = response.body?.getReader();
      let text = '';
      while (!text.includes('Once')) {
        const { value } = (await reader?.read()) ?? {};
        text += new TextDecoder().decode(value);
      }
      client.abort();
      await (await arrived(1)).gone;
      assert.equal(await finished, true);
      assert.deepEqual(heard, { aborts: 1, errors: [] });
    } finally {
      (server as Server).closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  },
};

type Endpoint = [
  name: string,
  since: 6 | undefined,
  call: (lab: {
    sdk: Parameters<Situation['run']>[0]['sdk'];
    heroku: ReturnType<Parameters<Situation['run']>[0]['serve']>['heroku'];
    abortSignal: AbortSignal;
  }) => Promise<unknown>,
];

const ENDPOINTS: Endpoint[] = [
  [
    'embedMany',
    undefined,
    ({ sdk, heroku, abortSignal }) =>
      sdk.embedMany({ model: heroku.embedding('e'), values: ['a'], abortSignal }),
  ],
  [
    'generateImage',
    undefined,
    ({ sdk, heroku, abortSignal }) =>
      sdk.generateImage({ model: heroku.image('i'), prompt: 'A dyno', abortSignal }),
  ],
  [
    'rerank',
    6,
    ({ sdk, heroku, abortSignal }) =>
      sdk.rerank({ model: heroku.reranking('r'), query: 'q', documents: ['a', 'b'], abortSignal }),
  ],
  [
    'an agent',
    undefined,
    ({ sdk, heroku, abortSignal }) =>
      sdk.generateText({ model: heroku.agent('a'), prompt: 'Hello', abortSignal }),
  ],
];

const ofEndpoints = ENDPOINTS.flatMap(([name, since, call]) =>
  REASONS.map(
    ([why, reason]): Situation => ({
      name: `${name}, aborted while the answer comes with ${why}`,
      ...(since && { since }),
      async run({ sdk, serve }) {
        const { heroku, arrived } = serve([sends('{"da')]);
        const controller = new AbortController();
        const rejected = assert.rejects(
          call({ sdk, heroku, abortSignal: controller.signal }),
          isAbort,
        );
        const { gone } = await arrived(1);
        controller.abort(reason);
        await rejected;
        await gone;
      },
    }),
  ),
);

const afterTheEnd: Situation = {
  name: 'aborted after the end: nothing happens',
  async run({ sdk, serve }) {
    const { model } = serve([answers]);
    const controller = new AbortController();
    const { heard, callbacks } = listen();
    const { signal } = controller;
    const result = sdk.streamText({ model, prompt: 'Hello', abortSignal: signal, ...callbacks });
    await readAll(sdk.parts(result));
    controller.abort('left');
    assert.equal(await result.text, 'Once upon');
    assert.deepEqual(heard, { aborts: 0, errors: [] });
  },
};

export const aborts: Situation[] = [
  ...beforeAnswers,
  ...inMidStream,
  onHono,
  ...ofEndpoints,
  afterTheEnd,
];
