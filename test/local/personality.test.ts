import { readFileSync } from 'node:fs';
import { streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { createHeroku } from '../../src';
import { createLocalHeroku, type LocalHerokuOptions } from '../../src/local';
import { TRAITS } from '../../src/local/personality';
import { hello, post, URL_OF_CHAT, WEATHER_TOOL } from './requests';

async function ask(body: object, options: LocalHerokuOptions) {
  const response = await createLocalHeroku(options).fetch(URL_OF_CHAT, post(hello(body)));
  return { response, text: await response.text() };
}

/** What a whole answer says, and the chunks of a streamed one. */
const whole = async (body: object, options: LocalHerokuOptions) =>
  JSON.parse((await ask(body, options)).text).choices[0].message;

async function chunks(body: object, options: LocalHerokuOptions) {
  const { text } = await ask({ ...body, stream: true }, options);
  const data = text.split('\n').flatMap((line) => /^data: ?(\{.*)$/.exec(line)?.[1] ?? []);
  return data.map((json) => JSON.parse(json));
}

const deltas = async (body: object, options: LocalHerokuOptions) =>
  (await chunks(body, options)).flatMap(({ choices }) => choices).map(({ delta }) => delta);

const CALLS = {
  text: 'I look.',
  toolCalls: [
    { id: 'a', name: 'get_weather', arguments: { city: 'Oslo' } },
    { id: 'b', name: 'get_weather', arguments: '{}' },
  ],
};
const THOUGHT = { reasoning: { thinking: 'Hm', signature: 's' }, text: 'Yes' };

const calling = { answer: () => CALLS };
const thinking = { answer: () => THOUGHT };

describe('docs/local.md', () => {
  const rows = readFileSync('docs/local.md', 'utf8').matchAll(
    /^\| `([a-z]+[A-Z]\w*|usage|framing)` \| `([^`]+)`[^|]* \| (.+) \|$/gm,
  );

  it('names each trait, its default and its other values', () => {
    const written = [...rows].map(([, name, standard, others = '']) => [
      name,
      [standard, ...[...others.matchAll(/(?:^|, )`([^`]+)`/g)].map(([, value]) => value)],
    ]);
    const shown = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value));
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries(Object.entries(TRAITS).map(([name, values]) => [name, values.map(shown)])),
    );
  });
});

describe('options', () => {
  it.each([
    [{ toolFrames: 'regulr' }, /^toolFrames is one of "odd", "regular", not "regulr"$/],
    [{ streamOptions: 'true' }, /^streamOptions is one of true, false, not "true"$/],
    [{ toolframes: 'odd' }, /^No option is named 'toolframes'. The options are: key, .*toolFrames/],
  ])('%j is a TypeError', (options, message) => {
    expect(() => createLocalHeroku(options as LocalHerokuOptions)).toThrow(TypeError);
    expect(() => createLocalHeroku(options as LocalHerokuOptions)).toThrow(message);
  });

  it('that are undefined are the defaults', async () => {
    const local = createLocalHeroku({ usage: undefined, answer: undefined } as LocalHerokuOptions);
    expect((await local.fetch(URL_OF_CHAT, post(hello()))).status).toBe(200);
  });
});

describe('refusals with HTTP 200', () => {
  const refused = { no_such_field: 1 };
  const options = { errorStatus: '200', errorShape: 'object' } as const;

  it('have the error in the body', async () => {
    const { response, text } = await ask(refused, options);
    expect(response.status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 400, type: 'invalid_request' } });
  });

  it('have it in the first frame of a stream', async () => {
    const { response, text } = await ask({ ...refused, stream: true }, options);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream',
    ]);
    expect(text).toMatch(/^event:message\ndata:\{"error":\{"code":400,.*\n\n$/);
  });

  it('are logged with the rule that refused', async () => {
    const local = createLocalHeroku(options);
    await local.fetch(URL_OF_CHAT, post(hello(refused)));
    expect(local.requests).toMatchObject([{ status: 200, refusedBy: 'unknown-field' }]);
  });

  it('teach the provider as any other refusal does', async () => {
    const local = createLocalHeroku({ ...options, streamOptions: false });
    const heroku = createHeroku({ apiKey: local.key, fetch: local.fetch });
    const { text } = streamText({ model: heroku('nova-lite'), prompt: 'Hello' });
    expect(await text).toContain('You said: Hello');
    expect(local.requests.map(({ refusedBy }) => refusedBy)).toEqual(['stream-options', undefined]);
  });
});

describe('framing', () => {
  it.each([
    ['tight', /^event:message\ndata:\{.*\n\nevent:done\ndata:\[DONE\]\n\n$/s],
    ['spaced', /^event: message\ndata: \{.*\n\nevent: message\ndata: \[DONE\]\n\n$/s],
    ['plain', /^data: \{(?:(?!event).)*\n\ndata: \[DONE\]\n\n$/s],
  ] as const)('is %s', async (framing, form) => {
    expect((await ask({ stream: true }, { framing })).text).toMatch(form);
  });
});

describe('tool frames', () => {
  it('are regular: one index for each call, name and id once, an index on every choice', async () => {
    const all = await chunks({}, { ...calling, toolFrames: 'regular' });
    const choices = all.flatMap((chunk) => chunk.choices);
    expect(choices.map(({ index }) => index)).toEqual(choices.map(() => 0));
    const calls = choices.flatMap(({ delta }) => delta.tool_calls ?? []);
    expect(calls.slice(0, 2)).toEqual([
      { index: 0, id: 'a', type: 'function', function: { name: 'get_weather', arguments: '' } },
      { index: 0, function: { arguments: '{"c' } },
    ]);
    expect(calls.at(-2)).toEqual({
      index: 1,
      id: 'b',
      type: 'function',
      function: { name: 'get_weather', arguments: '' },
    });
  });

  it.each(['odd', 'regular'] as const)('share an index when asked to: %s', async (toolFrames) => {
    const all = await deltas({}, { ...calling, toolFrames, parallelIndexes: 'equal' });
    const calls = all.flatMap(({ tool_calls = [] }) => tool_calls);
    const opened = calls.filter(({ id }) => id !== undefined).map(({ index }) => index);
    expect(new Set(opened).size).toBe(1);
  });
});

describe('usage', () => {
  const usageOf = async (body: object, options: LocalHerokuOptions) =>
    (await chunks(body, options)).filter(({ usage }) => usage !== undefined).length;
  const asked = { stream_options: { include_usage: true } };

  it.each([
    ['always', {}, false, 1],
    ['asked', {}, true, 0],
    ['asked', asked, true, 1],
    ['asked', { stream_options: { include_usage: false } }, true, 0],
    ['asked', { ...asked, allow_ignored_params: true }, false, 0],
  ] as const)('%s, with %o', async (usage, body, streamOptions, count) => {
    expect(await usageOf(body, { usage, streamOptions })).toBe(count);
  });
});

describe('reasoning', () => {
  it.each([
    [{}, { reasoning: { thinking: 'Hm', signature: 's' } }],
    [{ reasoningSignature: 'never' }, { reasoning: { thinking: 'Hm' } }],
    [{ reasoningSignature: 'streamed' }, { reasoning: { thinking: 'Hm' } }],
    [{ reasoningSignature: 'whole' }, { reasoning: { thinking: 'Hm', signature: 's' } }],
    [{ reasoningShape: 'string' }, { reasoning: 'Hm' }],
    [{ reasoningShape: 'reasoning_content' }, { reasoning_content: 'Hm' }],
  ] as const)('of a whole answer with %o', async (options, expected) => {
    const { reasoning, reasoning_content } = await whole({}, { ...thinking, ...options });
    expect(JSON.parse(JSON.stringify({ reasoning, reasoning_content }))).toEqual(expected);
  });

  it.each([
    [{}, [{ reasoning: { thinking: 'Hm' } }, { reasoning: { signature: 's' } }]],
    [{ reasoningSignature: 'never' }, [{ reasoning: { thinking: 'Hm' } }]],
    [{ reasoningSignature: 'whole' }, [{ reasoning: { thinking: 'Hm' } }]],
    [{ reasoningShape: 'string' }, [{ reasoning: 'Hm' }]],
    [{ reasoningShape: 'reasoning_content' }, [{ reasoning_content: 'Hm' }]],
  ] as const)('of a stream with %o', async (options, expected) => {
    const all = await deltas({}, { ...thinking, ...options });
    expect(all.slice(1, 1 + expected.length)).toEqual(expected);
    expect(all[1 + expected.length]).toEqual({ content: 'Yes' });
  });

  it('is redacted for the test string of Anthropic', async () => {
    const content = 'Say ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E';
    const body = {
      messages: [{ role: 'user', content }],
      max_tokens: 2000,
      extended_thinking: { enabled: true, budget_tokens: 1024, include_reasoning: true },
    };
    const redacted = { redacted_thinking: expect.any(String) };
    expect((await whole(body, {})).reasoning).toEqual(redacted);
    expect((await deltas(body, {}))[1]).toEqual({ reasoning: redacted });
    expect(await whole(body, { redactedThinking: 'hidden' })).not.toHaveProperty('reasoning');
  });
});

describe('what a request asks for', () => {
  const tools = [WEATHER_TOOL];

  it.each([
    [{}, {}, false],
    [{}, { toolChoiceDefault: 'required' }, true],
    [{ tool_choice: 'none' }, { toolChoiceDefault: 'required' }, false],
    [{ tool_choice: 'required' }, {}, true],
    [{ tool_choice: 'required' }, { toolChoice: 'ignored' }, false],
  ] as const)('a tool choice %o with %o', async (body, options, calls) => {
    const message = await whole({ tools, ...body }, options);
    expect(message.tool_calls !== undefined).toBe(calls);
  });

  it('response_format is ignored or honoured', async () => {
    const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
    const formats = [
      { type: 'json_object' },
      { type: 'json_schema', json_schema: { name: 'n', schema } },
    ];
    const answers = async (responseFormat: 'ignored' | 'honoured') =>
      Promise.all(
        formats.map(async (response_format) => {
          const { content } = await whole({ response_format }, { responseFormat });
          return content.startsWith('{') ? Object.keys(JSON.parse(content)) : content;
        }),
      );
    expect(await answers('honoured')).toEqual([['answer'], ['n']]);
    expect(await answers('ignored')).toEqual([
      expect.stringContaining('You said'),
      expect.stringContaining('You said'),
    ]);
  });

  it('unknown fields are refused though allowed', async () => {
    const body = { foo: 1, allow_ignored_params: true };
    expect((await ask(body, {})).response.status).toBe(200);
    expect((await ask(body, { allowIgnoredParams: false })).response.status).toBe(400);
  });
});

describe('errors and headers', () => {
  const error = { code: 400, message: 'messages[0]: content is required', type: 'invalid_request' };
  const blank = { messages: [{ role: 'user', content: '' }] };

  it.each([
    ['recorded', { error }],
    ['json-string', { error: JSON.stringify(error) }],
    ['object', { error }],
    ['bare', error],
    ['text', { error: error.message }],
  ] as const)('have the shape %s', async (errorShape, expected) => {
    const { response, text } = await ask(blank, { errorShape });
    expect([response.status, JSON.parse(text)]).toEqual([400, expected]);
  });

  it('tell the rate limits when asked to', async () => {
    const names = async (options: LocalHerokuOptions) =>
      [...(await ask({}, options)).response.headers.keys()].filter((name) => name.startsWith('x-'));
    expect(await names({})).toEqual([]);
    expect(await names({ rateHeaders: true })).toHaveLength(6);
  });

  it('let empty content pass where the rule is off', async () => {
    const off = { rules: { 'content-required': false, 'content-blank': false } };
    for (const content of ['', null])
      expect((await ask({ messages: [{ role: 'user', content }] }, off)).response.status).toBe(200);
    expect((await ask({ messages: [{ role: 'user' }] }, off)).response.status).toBe(200);
  });
});

describe('an answer that is cut', () => {
  it('ends after so many events, or amid its JSON', async () => {
    const answer = () => ({ text: 'A text that goes on', cutAfter: 2 });
    const { text } = await ask({ stream: true }, { answer });
    expect(text.match(/event:/g)).toHaveLength(2);
    expect(text).not.toContain('[DONE]');
    const cut = await ask({}, { answer });
    expect(() => JSON.parse(cut.text)).toThrow();
  });
});
