import { describe, expect, it } from 'vitest';
import { createLocalHeroku, type ScriptedAnswer } from '../../src/local';
import { signThinking } from '../../src/local/signature';
import { hello, post, URL_OF_CHAT } from './requests';
import { chunksIn, eventsIn, joined } from './sse';

const answered = async (answer: ScriptedAnswer, body: object = { stream: true }) => {
  const server = createLocalHeroku({ answer: () => answer });
  return server.fetch(URL_OF_CHAT, post(hello(body)));
};

const streamed = async (answer: ScriptedAnswer) => (await answered(answer)).text();
const plain = async (answer: ScriptedAnswer) => (await answered(answer, {})).json();

describe('a stream', () => {
  it('has these bytes', async () => {
    const response = await answered({
      text: 'Hello',
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = await response.text();
    const { id, created } = chunksIn(text)[0];
    const head = `event:message\ndata:{"id":"${id}","object":"chat.completion.chunk","created":${created},"model":"claude-4-5-sonnet","system_fingerprint":"heroku-inf-local","choices":[`;
    expect(text).toBe(
      `${head}{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n` +
        `${head}{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}\n\n` +
        `${head}{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}\n\n` +
        `${head}{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n` +
        `${head}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}\n\n` +
        'event:done\ndata:[DONE]\n\n',
    );
    expect(id).toMatch(/^chatcmpl-[0-9a-f]{21}$/);
  });

  it('opens a tool call with a blank argument and sends the rest without name and id', async () => {
    const text = await streamed({
      toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }],
    });
    const calls = chunksIn(text).flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    expect(calls[0]).toEqual({
      index: 0,
      id: expect.stringMatching(/^tooluse_[\w-]{22}$/),
      type: 'function',
      function: { name: 'get_weather', arguments: '' },
    });
    expect(calls[1]).toEqual({ index: 0, function: { name: '', arguments: '{"c' } });
    expect(joined(text).toolCalls).toMatchObject([
      { name: 'get_weather', arguments: '{"city":"Oslo"}' },
    ]);
  });

  it('lets the index disagree when a text block came first', async () => {
    const toolCalls = ['a', 'b'].map((name) => ({ name, arguments: {} }));
    const text = await streamed({ text: 'I look.', toolCalls });
    const calls = chunksIn(text).flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    expect(calls.map(({ id, index }) => [id !== undefined, index])).toEqual([
      [true, 1],
      [false, 0],
      [true, 2],
      [false, 1],
    ]);
  });

  it('sends thinking in pieces, then the signature, then the text', async () => {
    const text = await streamed({ reasoning: { thinking: 'Let me see' }, text: 'Yes' });
    const keys = chunksIn(text)
      .flatMap(({ choices }) => choices)
      .flatMap(({ delta }) => Object.keys(delta.reasoning ?? delta));
    expect(keys).toEqual([
      'role',
      'content',
      'thinking',
      'thinking',
      'thinking',
      'signature',
      'content',
    ]);
    expect(joined(text)).toMatchObject({
      thinking: 'Let me see',
      signature: signThinking('Let me see'),
      text: 'Yes',
    });
  });

  it('keeps surrogate pairs whole', async () => {
    const text = '😀'.repeat(9);
    for (const { choices } of chunksIn(await streamed({ text })))
      expect(choices[0]?.delta.content ?? '').toSatisfy((piece: string) => piece.isWellFormed());
  });

  it('breaks off with an error that has no error status', async () => {
    const text = await streamed({ text: 'Hel', error: { message: 'gone', shape: 'bare' } });
    expect(eventsIn(text).at(-1)).toEqual({
      event: 'message',
      data: '{"code":500,"message":"gone","type":"server_error"}',
    });
    expect(joined(text).text).toBe('Hel');
  });

  it('makes its frames as they are read, and no more once cancelled', async () => {
    const { body } = await answered({ text: 'x'.repeat(10_000_000) });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toContain('"role":"assistant"');
    await reader.cancel();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  });

  it('leaves usage out when told so', async () => {
    expect(await streamed({ text: 'a', usage: null })).not.toContain('usage');
  });
});

describe('a plain answer', () => {
  it('has the recorded form', async () => {
    expect(await plain({ text: 'Hello', usage: { total_tokens: 3 } })).toEqual({
      id: expect.stringMatching(/^chatcmpl-/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'claude-4-5-sonnet',
      system_fingerprint: 'heroku-inf-local',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello', refusal: null },
          finish_reason: 'stop',
        },
      ],
      usage: { total_tokens: 3 },
    });
  });

  it('holds reasoning as an object and tool calls with their arguments as text', async () => {
    const answer = await plain({
      reasoning: { thinking: 'Hm', signature: null },
      toolCalls: [{ id: 'tooluse_x', name: 'f', arguments: '{broken' }],
    });
    expect(answer.choices[0]).toEqual({
      index: 0,
      message: {
        role: 'assistant',
        refusal: null,
        reasoning: { thinking: 'Hm' },
        tool_calls: [
          { id: 'tooluse_x', type: 'function', function: { name: 'f', arguments: '{broken' } },
        ],
        content: null,
      },
      finish_reason: 'tool_calls',
    });
  });

  it('has no content beside several calls', async () => {
    const toolCalls = ['a', 'b'].map((name) => ({ name, arguments: {} }));
    expect((await plain({ toolCalls })).choices[0].message).not.toHaveProperty('content');
  });

  it('is an error with an error status, in the shape asked for', async () => {
    const error = { message: 'too much' };
    const shapes = ['json-string', 'object', 'bare', 'text'] as const;
    const bodies = shapes.map((shape) => plain({ status: 429, error: { ...error, shape } }));
    const inner = { code: 429, message: 'too much', type: 'rate_limit_error' };
    expect(await Promise.all(bodies)).toEqual([
      { error: JSON.stringify(inner) },
      { error: inner },
      inner,
      { error: 'too much' },
    ]);
    expect((await answered({ status: 429, error }, { stream: true })).status).toBe(429);
    expect(await plain({ status: 500 })).toEqual({ error: 'Internal Server Error' });
  });

  it('counts its ids, the same in every server', async () => {
    const ids = async () => {
      const server = createLocalHeroku();
      const ask = async () => (await (await server.fetch(URL_OF_CHAT, post(hello()))).json()).id;
      return [await ask(), await ask()];
    };
    const [first, second] = await ids();
    expect(first).not.toBe(second);
    expect(await ids()).toEqual([first, second]);
  });
});
