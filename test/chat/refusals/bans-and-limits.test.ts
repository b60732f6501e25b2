import type { LanguageModelV2CallOptions } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { createHeroku } from '../../../src';
import type { ChatRequestBody } from '../../../src/chat/wire/request';
import { assistant, call, functionTool, result, tool, user } from '../request/prompts';

const NO_BAN =
  'Unknown parameter in toolConfig.toolChoice: "none", must be one of: auto, any, tool';
const NONE = { tools: [functionTool('look')], toolChoice: { type: 'none' as const } };
const CALLED = [user('Look'), assistant(call('1')), tool(result('1'))];
const JSON_FORMAT = {
  responseFormat: {
    type: 'json' as const,
    schema: { type: 'object', properties: { a: { type: 'number' } } } as const,
  },
};

/** A server that refuses in words what `refuse` finds, and answers with the message that is given. */
function open(
  refuse: (body: ChatRequestBody) => string | undefined,
  message: object = { content: 'Hi' },
  finish_reason = 'stop',
) {
  const bodies: ChatRequestBody[] = [];
  const provider = createHeroku({
    apiKey: 'inf-test',
    baseURL: 'https://host.test',
    fetch: async (_, init) => {
      const body: ChatRequestBody = JSON.parse(String(init?.body));
      bodies.push(body);
      const words = refuse(body);
      if (words) return Response.json({ error: { code: 400, message: words } }, { status: 400 });
      const choice = { index: 0, finish_reason, message: { role: 'assistant', ...message } };
      return Response.json({ choices: [choice] });
    },
  });
  const ask = (options: Partial<LanguageModelV2CallOptions>, modelId = 'claude-4-5-sonnet') =>
    provider(modelId).doGenerate({ prompt: [user('Hello')], ...options });
  return { bodies, ask, provider };
}

const refuseBan = ({ tool_choice }: ChatRequestBody) =>
  tool_choice === 'none' ? NO_BAN : undefined;
const wireCall = (name: string, input = '{"a":1}') => ({
  id: `id-${name}`,
  type: 'function',
  function: { name, arguments: input },
});

describe('toolChoice none that is refused', () => {
  test('is sent again without tools, also the next time, with a warning', async () => {
    const { bodies, ask } = open(refuseBan);
    for (const _ of [1, 2]) {
      const { warnings } = await ask(NONE);
      expect(JSON.stringify(warnings)).toContain('sent as a request without tools');
    }
    expect(bodies.map(({ tools, tool_choice }) => [tools?.length, tool_choice])).toEqual([
      [1, 'none'],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test('teaches nothing about calls without a ban', async () => {
    const { bodies, ask } = open(refuseBan);
    await ask(NONE);
    await ask({ tools: NONE.tools });
    expect(bodies.at(-1)).toMatchObject({ tools: [{}], tool_choice: 'auto' });
  });

  test('is an error with its remedy where the prompt has calls', async () => {
    const { bodies, ask } = open(refuseBan);
    for (const _ of [1, 2]) {
      await expect(ask({ ...NONE, prompt: CALLED })).rejects.toThrow(
        /must be one of.*ask in words for no call/,
      );
    }
    expect(bodies.map(({ tool_choice }) => tool_choice)).toEqual(['none', 'none']);
  });

  test('a caller without tools, whose prompt has calls, need not hear of it', async () => {
    const { bodies, ask } = open(refuseBan, { tool_calls: [wireCall('look')] }, 'tool_calls');
    const { content, finishReason } = await ask({ prompt: CALLED });
    expect(bodies.map(({ tool_choice }) => tool_choice)).toEqual(['none', 'auto']);
    expect({ content, finishReason }).toEqual({ content: [], finishReason: 'other' });
  });

  test('auto that was refused leaves a ban as it is', async () => {
    const { bodies, ask } = open(({ tool_choice }) =>
      tool_choice === 'auto' ? 'unrecognized request argument supplied: tool_choice' : undefined,
    );
    await ask({ tools: NONE.tools });
    await ask(NONE);
    expect(bodies.map(({ tool_choice }) => tool_choice)).toEqual(['auto', undefined, 'none']);
  });
});

describe('calls in spite of toolChoice none', () => {
  test.each([
    ['a call alone', {}, 'tool_calls', 'other'],
    ['a call beside text', { content: 'I look.' }, 'stop', 'other'],
    ['a call that a limit cut off', {}, 'length', 'length'],
  ])('%s is told in the metadata', async (_, message, finish, expected) => {
    const { ask } = open(() => undefined, { ...message, tool_calls: [wireCall('look')] }, finish);
    const { content, finishReason, providerMetadata } = await ask(NONE);
    expect(content.filter(({ type }) => type !== 'text')).toEqual([]);
    expect(finishReason).toBe(expected);
    expect(providerMetadata?.heroku?.bannedToolCalls).toEqual([
      { toolCallId: 'id-look', toolName: 'look', input: '{"a":1}' },
    ]);
  });

  test('no part of the input of a call goes out', async () => {
    const { provider } = open(() => undefined, { tool_calls: [wireCall('look')] });
    const { stream } = await provider('claude-4-5-sonnet').doStream({
      prompt: [user('')],
      ...NONE,
    });
    const types: string[] = [];
    for await (const { type } of stream as unknown as AsyncIterable<{ type: string }>) {
      types.push(type);
    }
    expect(types.filter((type) => type.startsWith('tool'))).toEqual([]);
    expect(types.at(-1)).toBe('finish');
  });

  test('the JSON tool is none of them', async () => {
    const { bodies, ask } = open(() => undefined, {
      tool_calls: [wireCall('look'), wireCall('json')],
    });
    const { content, providerMetadata } = await ask({ ...NONE, ...JSON_FORMAT });
    expect(bodies[0]?.tool_choice).toEqual({ type: 'function', function: { name: 'json' } });
    expect(content).toEqual([{ type: 'text', text: '{"a":1}' }]);
    expect(providerMetadata?.heroku?.bannedToolCalls).toHaveLength(1);
  });
});

describe('a limit', () => {
  test.each([
    'unrecognized request argument supplied: max_tokens',
    'max_tokens: Extra inputs are not permitted',
  ])('that is refused is said as max_completion_tokens: %s', async (words) => {
    const { bodies, ask } = open(({ max_tokens }) => (max_tokens ? words : undefined));
    for (const _ of [1, 2]) await ask({ maxOutputTokens: 9 });
    expect(bodies.map((body) => [body.max_tokens, body.max_completion_tokens])).toEqual([
      [9, undefined],
      [undefined, 9],
      [undefined, 9],
    ]);
  });

  test('that is refused under both names is an error', async () => {
    const { bodies, ask } = open((body) => {
      const field = ['max_tokens', 'max_completion_tokens'].find((name) => name in body);
      return field && `unrecognized request argument supplied: ${field}`;
    });
    for (const _ of [1, 2]) {
      await expect(ask({ maxOutputTokens: 9 })).rejects.toThrow(/max_completion_tokens/);
    }
    expect(bodies).toHaveLength(4);
  });
});
