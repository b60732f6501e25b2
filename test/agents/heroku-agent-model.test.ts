import { APICallError } from '@ai-sdk/provider';
import { describe, expect, it, test } from 'vitest';
import { createHeroku } from '../../src';
import { createLocalHeroku, errorResponse } from '../../src/local';
import { DONE, eventOf, readAll, scriptedFetch, TEST_PROMPT } from '../support/scripted-model';
import { VERSIONS } from '../support/versions';
import { agentWith, PYTHON } from './agent-with';
import { call, calling, completion, result } from './frames';

const CALL = { prompt: TEST_PROMPT, tools: [PYTHON] };
const ASKED = eventOf(calling('A', call('a', 'code_exec_python')));

test.each(VERSIONS)('%s: who it is', (version) => {
  const agent = agentWith(fetch, { version });
  expect(agent.provider).toBe('heroku.agent');
  expect(agent.modelId).toBe('claude-4-5-sonnet');
  expect(agent.specificationVersion).toBe(version);
});

it('asks at /v1/agents/heroku, whatever the base URL', async () => {
  for (const baseURL of ['http://h', 'http://h/v1', 'http://h/v1/agents/heroku']) {
    const { fetch, requests } = scriptedFetch([eventOf(completion({ content: 'A' })), DONE]);
    await agentWith(fetch, { provider: { baseURL } }).doGenerate(CALL);
    expect(requests.map(({ url }) => url)).toEqual(['http://h/v1/agents/heroku']);
  }
});

it('under toolChoice none tells a call that comes all the same in the metadata alone', async () => {
  const { fetch } = scriptedFetch([
    ASKED,
    eventOf(result('a', 'code_exec_python', 'r')),
    eventOf(completion({ content: 'B' })),
    DONE,
  ]);
  const { content, providerMetadata } = await agentWith(fetch).doGenerate({
    ...CALL,
    toolChoice: { type: 'none' },
  });
  expect(content.map(({ type }) => type)).toEqual(['text', 'text']);
  expect(providerMetadata?.heroku?.undeclaredToolCalls).toEqual([
    { toolCallId: 'a', toolName: 'code_exec_python', input: '{}', result: 'r' },
  ]);
});

describe('errors', () => {
  const failing = (...pieces: string[]) => agentWith(scriptedFetch(pieces).fetch);

  it('of the status are in the words of the server', async () => {
    const local = createLocalHeroku();
    const heroku = createHeroku({ apiKey: 'inf-wrong', fetch: local.fetch });
    const error = await heroku
      .agent('nova-pro')
      .doGenerate(CALL)
      .catch((error) => error);
    expect(error).toMatchObject({ statusCode: 401, isRetryable: false });
    expect(error.message).toBe('Invalid API key provided. Check apiKey or INFERENCE_KEY.');
  });

  test.each([
    ['target_app_name is required', 'Give targetAppName to the tool.'],
    ['Target database is not a replica', 'as dbAttachment.'],
  ])('%s: with the remedy', async (message, remedy) => {
    const fetch = async () => errorResponse({ code: 400, message, type: 'x' });
    const error = await agentWith(fetch)
      .doGenerate(CALL)
      .catch((error) => error);
    expect(error.message).toContain(`${message}. `);
    expect(error.message).toContain(remedy);
  });

  it('before any tool ran may be retried', async () => {
    const first = eventOf({ error: { message: 'The request timed out' } });
    const failures = [
      failing(first).doGenerate(CALL),
      failing(first).doStream(CALL),
      failing('').doGenerate(CALL),
    ];
    for (const failure of failures) {
      const error = await failure.then(Object, (error) => error);
      expect(APICallError.isInstance(error) && error.isRetryable).toBe(true);
    }
  });

  it('after a call are thrown by doGenerate, and not retryable', async () => {
    for (const text of [eventOf({ error: { message: 'The request timed out' } }), '']) {
      const error = await failing(ASKED, text)
        .doGenerate(CALL)
        .catch((error) => error);
      expect(error).toMatchObject({ isRetryable: false });
      expect(error.message).toContain('It is not retried: tools may have run.');
    }
  });

  it('a silence after a call is an error that is not retryable', async () => {
    const held = () =>
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode(ASKED)),
      });
    const agent = agentWith(scriptedFetch(held).fetch, { provider: { idleTimeoutMs: 20 } });
    const parts = await readAll((await agent.doStream(CALL)).stream);
    expect(parts.find(({ type }) => type === 'error')).toMatchObject({
      error: { isRetryable: false, message: expect.stringContaining('idleTimeoutMs') },
    });
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'error' });
  });

  it('an abort while a tool runs errors the stream', async () => {
    let cancelled = false;
    const held = () =>
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode(ASKED)),
        cancel: () => {
          cancelled = true;
        },
      });
    const abort = new AbortController();
    const { stream } = await agentWith(scriptedFetch(held).fetch).doStream({
      ...CALL,
      abortSignal: abort.signal,
    });
    const reader = stream.getReader();
    await reader.read();
    abort.abort(new Error('Enough'));
    await expect(reader.read()).rejects.toMatchObject({
      name: 'AbortError',
      cause: { message: 'Enough' },
    });
    expect(cancelled).toBe(true);
  });

  it('no error shows the key', async () => {
    const error = await failing(ASKED, eventOf({ error: { message: 'Bad inf-test-key' } }))
      .doGenerate(CALL)
      .catch((error) => error);
    expect(JSON.stringify([error, error.message])).not.toContain('inf-test-key');
  });
});

describe('refusals', () => {
  const REFUSAL = { code: 400, message: '`temperature` is deprecated for this model.', type: 'x' };

  it('teach, and the request is sent again without what was refused', async () => {
    let requests = 0;
    const fetch = async () =>
      requests++ === 0
        ? errorResponse(REFUSAL)
        : new Response(eventOf(completion({ content: 'A' })) + DONE);
    const agent = agentWith(fetch);
    const { warnings } = await agent.doGenerate({ ...CALL, temperature: 0.5 });
    expect(requests).toBe(2);
    expect(JSON.stringify(warnings)).toContain('deprecated for this model');
  });

  it('that come after a call do not: the tools would run again', async () => {
    for (const name of ['code_exec_python', 'unknown']) {
      const bare = { choices: calling('', call('a', name)).choices };
      const { fetch, requests } = scriptedFetch([eventOf(bare), eventOf({ error: REFUSAL })]);
      await expect(agentWith(fetch).doGenerate({ ...CALL, temperature: 0.5 })).rejects.toThrow(
        'deprecated',
      );
      expect(requests).toHaveLength(1);
    }
  });
});
