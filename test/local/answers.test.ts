import { describe, expect, it } from 'vitest';
import { createLocalHeroku, GREETING } from '../../src/local';
import { signThinking } from '../../src/local/signature';
import { hello, post, URL_OF_CHAT, WEATHER_TOOL } from './requests';
import { joined } from './sse';

const server = createLocalHeroku();

async function choice(body: object) {
  const response = await server.fetch(URL_OF_CHAT, post(body));
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer.choices[0];
}

const TIME_TOOL = {
  type: 'function',
  function: {
    name: 'get-local-time',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

const weather = (more: object = {}) =>
  hello({
    messages: [{ role: 'user', content: 'What is the weather in Oslo?' }],
    tools: [WEATHER_TOOL],
    ...more,
  });

const both = (more: object = {}) =>
  weather({
    messages: [{ role: 'user', content: 'Weather and local time in Oslo, please' }],
    tools: [WEATHER_TOOL, TIME_TOOL],
    ...more,
  });

const names = (message: { tool_calls?: { function: { name: string } }[] }) =>
  (message.tool_calls ?? []).map((call) => call.function.name);

type Conversation = { model: string; messages: object[] };

/** The request after this one: the answer, and a result for each call. */
function followUp(body: Conversation, message: Record<string, never>, content: string) {
  const calls = (message.tool_calls ?? []) as { id: string }[];
  const { role, tool_calls, reasoning } = message;
  const turn = { role, tool_calls, reasoning, content: message.content ?? 'I look.' };
  const results = calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content }));
  return { ...body, messages: [...body.messages, turn, ...results] };
}

describe('the script', () => {
  it('echoes and says that it is scripted', async () => {
    const { message, finish_reason } = await choice(hello());
    expect(message.content).toBe(`${GREETING} You said: Hello there`);
    expect(finish_reason).toBe('stop');
  });

  it('counts the images it was sent', async () => {
    const content = [
      { type: 'text', text: 'Look' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    ];
    const { message } = await choice(hello({ messages: [{ role: 'user', content }] }));
    expect(message.content).toBe(`${GREETING} You said: Look I was sent 1 image.`);
  });

  it('calls a tool that fits, then quotes its result', async () => {
    const { message, finish_reason } = await choice(weather());
    expect(finish_reason).toBe('tool_calls');
    expect(message.content).toBe(`${GREETING} I call get_weather.`);
    expect(message.tool_calls[0].function).toEqual({
      name: 'get_weather',
      arguments: '{"city":"Oslo"}',
    });
    const second = await choice(followUp(weather(), message, 'Rain'));
    expect(second.message.content).toBe(`${GREETING} get_weather returned: Rain`);
    expect(second.finish_reason).toBe('stop');
  });

  it('calls no tool that does not fit, or that may not be called', async () => {
    expect(names((await choice(hello({ tools: [WEATHER_TOOL] }))).message)).toEqual([]);
    expect(names((await choice(weather({ tool_choice: 'none' }))).message)).toEqual([]);
  });

  it('calls the tool that is named, or one when one is required', async () => {
    const named = { type: 'function', function: { name: 'get-local-time' } };
    const tools = [WEATHER_TOOL, TIME_TOOL];
    expect(names((await choice(hello({ tools, tool_choice: named }))).message)).toEqual([
      'get-local-time',
    ]);
    expect(names((await choice(hello({ tools, tool_choice: 'required' }))).message)).toEqual([
      'get_weather',
    ]);
  });

  it('under a required choice calls the tool that takes the answer last', async () => {
    const json = { ...TIME_TOOL, function: { ...TIME_TOOL.function, name: 'json' } };
    const body = weather({ tools: [json, WEATHER_TOOL], tool_choice: 'required' });
    const { message } = await choice(body);
    expect(names(message)).toEqual(['get_weather']);
    expect(names((await choice(followUp(body, message, 'Rain'))).message)).toEqual(['json']);
  });

  it('calls several tools at once, or one after the other when told so', async () => {
    expect(names((await choice(both())).message)).toEqual(['get_weather', 'get-local-time']);
    const body = both({ parallel_tool_calls: false });
    const first = await choice(body);
    expect(names(first.message)).toEqual(['get_weather']);
    const next = followUp(body, first.message, 'Rain');
    const second = await choice(next);
    expect(names(second.message)).toEqual(['get-local-time']);
    expect(names((await choice(followUp(next, second.message, 'Noon'))).message)).toEqual([]);
  });

  it('writes JSON in a fence after a line of prose when a prompt asks for it', async () => {
    const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    const asked = (system: string) =>
      choice(
        hello({
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: 'I live in Oslo' },
          ],
        }),
      );
    const { message } = await asked(
      `Answer in JSON that matches this schema: ${JSON.stringify(schema)}`,
    );
    expect(message.content).toBe(
      `${GREETING} Here is the JSON:\n\n\`\`\`json\n{\n  "city": "Oslo"\n}\n\`\`\``,
    );
    expect((await asked('Answer with JSON only.')).message.content).toContain('"answer": ');
    expect((await asked('Talk about JSON.')).message.content).toContain('You said');
  });

  it('thinks aloud when asked to include its reasoning, and takes it back signed', async () => {
    const body = weather({
      max_tokens: 4000,
      extended_thinking: { enabled: true, budget_tokens: 1024, include_reasoning: true },
    });
    const { message } = await choice(body);
    const thinking = 'A scripted thought about: What is the weather in Oslo?';
    expect(message.reasoning).toEqual({ thinking, signature: signThinking(thinking) });
    const second = await choice(followUp(body, message, 'Rain'));
    expect(second.message).not.toHaveProperty('reasoning');
    const changed = { ...message, reasoning: { ...message.reasoning, thinking: 'Other' } };
    const refused = await server.fetch(URL_OF_CHAT, post(followUp(body, changed, 'Rain')));
    expect(refused.status).toBe(400);
    expect(server.requests.at(-1)?.refusedBy).toBe('reasoning-signature');
  });

  it('thinks in silence otherwise', async () => {
    const silent = { extended_thinking: { enabled: true } };
    expect((await choice(hello(silent))).message).not.toHaveProperty('reasoning');
    expect((await choice(hello({ reasoning_effort: 'low' }))).message).not.toHaveProperty(
      'reasoning',
    );
  });

  it('wants thinking that a scripted answer signed back as it was', async () => {
    const scripted = createLocalHeroku({
      answer: () => ({ text: 'Yes', reasoning: { thinking: 'Hm', signature: 'own' } }),
    });
    const ask = async (thinking: string) => {
      const reasoning = { thinking, signature: 'own' };
      const body = hello({ extended_thinking: { enabled: true } });
      const turns = [
        { role: 'assistant', content: 'Yes', reasoning },
        { role: 'user', content: 'Why?' },
      ];
      const messages = [...body.messages, ...turns];
      return (await scripted.fetch(URL_OF_CHAT, post({ ...body, messages }))).status;
    };
    await scripted.fetch(URL_OF_CHAT, post(hello()));
    expect([await ask('Hm'), await ask('Hm ')]).toEqual([200, 400]);
  });

  it('stops at max_tokens', async () => {
    const { message, finish_reason } = await choice(hello({ max_tokens: 3 }));
    expect(message.content).toBe(GREETING.slice(0, 12));
    expect(finish_reason).toBe('length');
  });

  it('cuts arguments at max_tokens', async () => {
    const forced = { tool_choice: 'required', max_tokens: 2 };
    const { message, finish_reason } = await choice(weather(forced));
    expect(message.tool_calls[0].function.arguments).toBe('{"city":');
    expect(finish_reason).toBe('length');
  });

  it('stops before a stop sequence', async () => {
    const { message, finish_reason } = await choice(hello({ stop: ['local', 'is'] }));
    expect(message.content).toBe('Th');
    expect(finish_reason).toBe('stop');
  });

  it('counts three kinds of tokens', async () => {
    const response = await server.fetch(URL_OF_CHAT, post(hello()));
    const { usage } = await response.json();
    expect(Object.keys(usage)).toEqual(['prompt_tokens', 'completion_tokens', 'total_tokens']);
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  });

  it.each([
    ['an echo', hello()],
    ['tool calls', both()],
    ['reasoning', hello({ extended_thinking: { enabled: true, include_reasoning: true } })],
    ['a cut', both({ max_tokens: 20 })],
  ])('says the same streamed and whole: %s', async (_, body) => {
    const { message } = await choice(body);
    const stream = await server.fetch(URL_OF_CHAT, post({ ...body, stream: true }));
    const { toolCalls, text, thinking, signature } = joined(await stream.text());
    expect(text).toBe(message.content ?? '');
    expect(toolCalls.map(({ name }) => name)).toEqual(names(message));
    expect(toolCalls.map((call) => call.arguments)).toEqual(
      (message.tool_calls ?? []).map(
        (call: { function: { arguments: string } }) => call.function.arguments,
      ),
    );
    expect(thinking).toBe(message.reasoning?.thinking ?? '');
    expect(signature).toBe(message.reasoning?.signature ?? '');
  });

  it('says which schema it makes no JSON for, in words that help', async () => {
    const parameters = {
      type: 'object',
      properties: { code: { type: 'string', pattern: '^(?=x)(?=y)..$' } },
      required: ['code'],
    };
    const tools = [{ ...WEATHER_TOOL, function: { ...WEATHER_TOOL.function, parameters } }];
    const response = await server.fetch(URL_OF_CHAT, post(weather({ tools })));
    expect(response.status).toBe(422);
    expect((await response.json()).error.message).toMatch(
      /makes no JSON for this request: No value was found for `pattern` at \/code .*`answer`/,
    );
  });

  it('takes an example of an answer for no schema', async () => {
    const { message } = await choice(
      hello({ messages: [{ role: 'user', content: 'Answer in JSON like {"type":"rain"}.' }] }),
    );
    expect(message.content).toContain('"answer": ');
  });
});
