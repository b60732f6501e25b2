import type { LanguageModelV2CallOptions, LanguageModelV2Prompt } from '@ai-sdk/provider';
import { describe, expect, it, test } from 'vitest';
import { createHeroku, type HerokuAgentSettings } from '../../src';
import { type AgentBody, createLocalHeroku, type LocalHeroku } from '../../src/local';
import { PYTHON, serverTool } from './agent-with';

const { tools } = createHeroku();
const USER: LanguageModelV2Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }];

const bodyOf = (local: LocalHeroku) => local.requests[0]?.body as AgentBody;

/** What the strict server accepted, and the warnings. */
async function accepted(
  call: Partial<LanguageModelV2CallOptions> = {},
  settings?: HerokuAgentSettings,
  modelId = 'claude-4-5-sonnet',
) {
  const local = createLocalHeroku({ answer: () => ({ text: 'Hello.' }) });
  const heroku = createHeroku({ apiKey: local.key, fetch: local.fetch });
  const { warnings } = await heroku.agent(modelId, settings).doGenerate({ prompt: USER, ...call });
  expect(local.requests.map(({ refusedBy }) => refusedBy)).toEqual([undefined]);
  return { body: bodyOf(local), warnings: warnings.map(toText) };
}

const toText = (warning: object): string => {
  const { message, details } = warning as { message?: string; details?: string };
  return message ?? details ?? '';
};

const call = (toolCallId: string, toolName: string, input: unknown = {}) =>
  ({ type: 'tool-call', toolCallId, toolName, input, providerExecuted: true }) as const;
const output = (toolCallId: string, toolName: string, value = 'r') =>
  ({
    type: 'tool-result',
    toolCallId,
    toolName,
    output: { type: 'text', value },
  }) as const;
const text = (text: string) => ({ type: 'text', text }) as const;

describe('fields', () => {
  it('are as few as can be', async () => {
    expect((await accepted()).body).toEqual({
      model: 'claude-4-5-sonnet',
      messages: [{ role: 'user', content: 'Hi' }],
    });
  });

  it('take the settings that the endpoint has', async () => {
    const { body, warnings } = await accepted(
      { maxOutputTokens: 100, temperature: 0.3, stopSequences: ['END'] },
      { maxTokensPerInference: 50 },
    );
    expect(body).toMatchObject({
      max_tokens_per_inference_request: 100,
      temperature: 0.3,
      stop: ['END'],
    });
    expect(warnings).toEqual([]);
    const { body: other } = await accepted({ topP: 0.5 }, { maxTokensPerInference: 50 });
    expect(other).toMatchObject({ max_tokens_per_inference_request: 50, top_p: 0.5 });
  });

  it('leave out the others, each with a warning', async () => {
    const { body, warnings } = await accepted({
      topK: 5,
      seed: 1,
      toolChoice: { type: 'required' },
      tools: [PYTHON],
      ...({ reasoning: 'high' } as object),
    });
    expect(Object.keys(body)).toEqual(['model', 'messages', 'tools']);
    for (const word of ['topK', 'seed', 'toolChoice', 'reasoning'])
      expect(warnings.filter((warning) => warning.startsWith(word))).toHaveLength(1);
    expect(warnings).toContain('topK is not sent: the agents endpoint does not take it.');
  });

  it('extraBody wins, and options that an agent has not are warned about', async () => {
    const heroku = { extraBody: { temperature: 0.1 }, promptCaching: false, extraBdy: {} };
    const { body, warnings } = await accepted({ temperature: 0.9, providerOptions: { heroku } });
    expect(body.temperature).toBe(0.1);
    expect(warnings).toEqual([
      expect.stringContaining('heroku.promptCaching is not known'),
      expect.stringContaining('Did you mean extraBody?'),
    ]);
  });

  it('JSON output is asked for by an instruction', async () => {
    const schema = { type: 'object', properties: { n: { type: 'number' } } } as const;
    const { body } = await accepted({ responseFormat: { type: 'json', schema }, tools: [PYTHON] });
    expect(body.messages[0]).toEqual({
      role: 'system',
      content: expect.stringContaining(JSON.stringify(schema)),
    });
    expect(body.tools).toHaveLength(1);
  });

  it('a model that refuses sampling gets none', async () => {
    const { body } = await accepted({ temperature: 0.3 }, {}, 'claude-opus-4-8');
    expect(body).not.toHaveProperty('temperature');
  });
});

describe('tools', () => {
  const ruby = tools.codeExecRuby({ targetAppName: 'app' });
  const asked = serverTool('ruby', ruby.providerOptions.heroku?.tool ?? {});
  const client = { type: 'function', name: 'weather', inputSchema: { type: 'object' } } as const;

  it('come from the call and from the model; those of the call win', async () => {
    const ofModel = {
      ruby: tools.codeExecRuby({ targetAppName: 'other' }),
      web: tools.htmlToMarkdown(),
    };
    const { body } = await accepted({ tools: [asked] }, { tools: ofModel });
    expect(body.tools).toEqual([
      ruby.providerOptions.heroku?.tool,
      { type: 'heroku_tool', name: 'html_to_markdown' },
    ]);
  });

  it('whose options a host has dropped are found by name', async () => {
    const { body, warnings } = await accepted(
      { tools: [{ type: 'function', name: 'ruby', inputSchema: { type: 'object' } }] },
      { tools: { ruby } },
    );
    expect(body.tools).toEqual([ruby.providerOptions.heroku?.tool]);
    expect(warnings).toEqual([]);
  });

  it('that the caller would run are left out with a warning', async () => {
    const { body, warnings } = await accepted({
      tools: [client, { type: 'provider-defined', id: 'x.y', name: 'search', args: {} }],
    });
    expect(body).not.toHaveProperty('tools');
    expect(warnings).toEqual([
      expect.stringMatching(/^weather is not sent/),
      expect.stringMatching(/^search is not sent/),
    ]);
  });

  it('that are one tool of Heroku are sent once', async () => {
    const { body, warnings } = await accepted({
      tools: [asked, { ...asked, name: 'more' } as typeof asked],
    });
    expect(body.tools).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('"more" is not sent')]);
  });

  it('toolChoice none sends none', async () => {
    const { body, warnings } = await accepted(
      { tools: [asked], toolChoice: { type: 'none' } },
      { tools: { ruby } },
    );
    expect(body).not.toHaveProperty('tools');
    expect(warnings).toEqual([]);
  });

  it('of the default provider serve one of another name', async () => {
    const local = createLocalHeroku();
    const mine = createHeroku({ name: 'mine', apiKey: local.key, fetch: local.fetch });
    await mine.agent('claude-4-5-sonnet').doGenerate({ prompt: USER, tools: [asked] });
    expect(bodyOf(local).tools).toHaveLength(1);
  });

  it('are left out by chat models, with a warning', async () => {
    const local = createLocalHeroku();
    const heroku = createHeroku({ apiKey: local.key, fetch: local.fetch });
    const { warnings } = await heroku('claude-4-5-sonnet').doGenerate({
      prompt: USER,
      tools: [asked, client],
      toolChoice: { type: 'auto' },
    });
    expect(bodyOf(local).tools).toMatchObject([{ function: { name: 'weather' } }]);
    expect(warnings.map(toText)).toEqual([
      'ruby is not sent: only heroku.agent() runs tools of Heroku.',
    ]);
  });

  test.each([
    ['tools.a', { tools: { a: {} } }],
    ['tools.a', { tools: { a: undefined } }],
    ['tools', { tools: [] }],
    ['maxTokensPerInference', { maxTokensPerInference: 0 }],
    ['maxTokens', { maxTokens: 1 }],
  ])('settings that are wrong: %s', (argument, settings) => {
    expect(() => createHeroku().agent('a', settings as never)).toThrow(
      expect.objectContaining({ argument }),
    );
  });
});

describe('history', () => {
  const ASKED = [
    { role: 'user', content: 'Hi' },
    {
      role: 'assistant',
      content: 'A',
      tool_calls: [
        {
          id: 'c1',
          type: 'function',
          function: { name: 'code_exec_python', arguments: '{"n":1}' },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'r' },
    { role: 'assistant', content: 'B' },
    { role: 'user', content: 'Hi' },
  ];
  const ANSWER = [text('A'), call('c1', 'python', { n: 1 }), output('c1', 'python'), text('B')];
  const prompt: LanguageModelV2Prompt = [...USER, { role: 'assistant', content: ANSWER }, ...USER];

  it('one message with calls and results inside is split', async () => {
    const { body, warnings } = await accepted({ prompt, tools: [PYTHON] });
    expect(body.messages).toEqual(ASKED);
    expect(warnings).toEqual([]);
  });

  it('the chat model takes it too', async () => {
    const local = createLocalHeroku();
    const heroku = createHeroku({ apiKey: local.key, fetch: local.fetch });
    await heroku('claude-4-5-sonnet').doGenerate({ prompt });
    expect(local.requests).toMatchObject([{ status: 200 }]);
    expect(bodyOf(local).messages).toHaveLength(5);
  });

  it('that of chat, with calls of tools that are not declared here', async () => {
    const { body, warnings } = await accepted({
      prompt: [
        ...USER,
        { role: 'assistant', content: [call('c1', 'weather', { city: 'Rome' })] },
        { role: 'tool', content: [output('c1', 'weather', 'sunny')] },
        { role: 'assistant', content: [text('Sunny.')] },
        ...USER,
      ],
      tools: [PYTHON],
    });
    expect(body.messages[1]?.tool_calls?.[0]?.function.name).toBe('weather');
    expect(body.messages).toHaveLength(5);
    expect(warnings).toEqual([]);
  });

  it('a call whose result never came', async () => {
    const { body } = await accepted({
      prompt: [...USER, { role: 'assistant', content: ANSWER.slice(0, 2) }, ...USER],
      tools: [PYTHON],
    });
    expect(body.messages[2]).toMatchObject({ role: 'tool', tool_call_id: 'c1' });
  });

  it('several rounds, and a failed tool', async () => {
    const { body } = await accepted({
      prompt: [
        ...USER,
        {
          role: 'assistant',
          content: [
            ...ANSWER,
            call('c2', 'python'),
            { ...output('c2', 'python'), output: { type: 'error-json', value: { isError: true } } },
            text('C'),
          ],
        },
        ...USER,
      ],
      tools: [PYTHON],
    });
    expect(body.messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'tool',
      'assistant',
      'tool',
      'assistant',
      'user',
    ]);
    expect(body.messages[4]?.content).toBe('{"isError":true}');
  });

  it('names with a slash are short, unless two would be the same', async () => {
    const mcp = (name: string, tool: string) => serverTool(name, { type: 'mcp', name: tool });
    const content = [
      call('c1', 'one'),
      output('c1', 'one'),
      call('c2', 'two'),
      output('c2', 'two'),
      call('c3', 'three'),
      output('c3', 'three'),
    ];
    const { body } = await accepted({
      prompt: [...USER, { role: 'assistant', content }, ...USER],
      tools: [mcp('one', 'a/run'), mcp('two', 'b/run'), mcp('three', 'b/stop')],
    });
    const names = body.messages.flatMap(({ tool_calls = [] }) =>
      tool_calls.map((called) => called.function.name),
    );
    expect(names).toEqual(['a_run', 'b_run', 'stop']);
  });

  it('without tools, calls and results are told as text', async () => {
    const { body } = await accepted({ prompt });
    expect(body.messages).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'A\n\n[Called python with {"n":1}]' },
      { role: 'user', content: 'Result of python: r' },
      { role: 'assistant', content: 'B' },
      { role: 'user', content: 'Hi' },
    ]);
    const { body: open } = await accepted({ prompt: prompt.slice(0, 2).concat(USER) });
    expect(open.messages.at(-1)).toMatchObject({ role: 'user' });
  });
});
