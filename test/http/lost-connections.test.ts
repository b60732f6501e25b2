import { APICallError } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { createHeroku, listHerokuModels } from '../../src';
import type { Exchange } from '../faults/exchange';
import { tappedFetch } from '../faults/tapped-fetch';
import { useFaultServer } from '../faults/use-fault-server';
import { chunkOf, eventOf, readAll, TEST_PROMPT } from '../support/scripted-model';

// What an error says of a connection that was really lost, over real HTTP.

const faults = useFaultServer();

type Access = { baseURL: string; fetch: typeof globalThis.fetch };
type Call = (access: Access) => Promise<unknown>;

const providerOf = (access: Access) => createHeroku({ ...access, apiKey: 'inf-test-key' });

const CALLS: Record<string, Call> = {
  'chat, whole': async (access) => providerOf(access)('m').doGenerate({ prompt: TEST_PROMPT }),
  'chat, streamed': async (access) => {
    const { stream } = await providerOf(access)('m').doStream({ prompt: TEST_PROMPT });
    for (const part of await readAll(stream)) if (part.type === 'error') throw part.error;
  },
  embeddings: async (access) =>
    providerOf(access)
      .embedding('m')
      .doEmbed({ values: ['a'] }),
  'list of models': listHerokuModels,
};

/** The reason as Node gives it for a socket that was closed, or reset, too early. */
const REASON = /\((other side closed|read ECONNRESET)\)/;

async function errorOf(
  call: Call,
  lose: (exchange: Exchange) => void,
  status: number,
  text: string,
) {
  const { fetch, taken } = tappedFetch();
  const baseURL = faults.server.serve(async (exchange) => {
    exchange.head({ status });
    await exchange.send(text);
    // What is on its way when a socket breaks is lost before anyone can read it.
    await Promise.race([taken(text.length), exchange.gone]);
    lose(exchange);
  });
  const error: unknown = await call({ baseURL, fetch }).catch((error) => error);
  if (!APICallError.isInstance(error)) throw new Error(`no APICallError: ${String(error)}`);
  return error;
}

describe.each<[string, (exchange: Exchange) => void]>([
  ['closed', (exchange) => exchange.close()],
  ['reset', (exchange) => exchange.reset()],
])('%s', (_, lose) => {
  test.each(Object.entries(CALLS))('%s: within the answer', async (name, call) => {
    const text = name.startsWith('chat') ? eventOf(chunkOf({ content: 'Hi' })) : '{"data":[';
    const { message, isRetryable } = await errorOf(call, lose, 200, text);
    expect(message).toMatch(/^The answer was cut off/);
    expect(message).toMatch(REASON);
    expect(isRetryable).toBe(true);
  });

  test.each(Object.entries(CALLS))('%s: within a refusal', async (_, call) => {
    const error = await errorOf(call, lose, 400, '{"error":{"message":"Too l');
    expect(error.message).toContain('The body of the error was cut off');
    expect(error.message).toMatch(REASON);
    expect(error).toMatchObject({ statusCode: 400, isRetryable: false });
  });
});

faults.testThatNothingIsLeft();
