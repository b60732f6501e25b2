import { describe, expect, it } from 'vitest';
import { createLocalHeroku, type LocalHerokuOptions } from '../../src/local';
import { post } from './requests';

const HOST = 'https://us.inference.heroku.com';
const PYTHON = {
  type: 'heroku_tool',
  name: 'code_exec_python',
  runtime_params: { target_app_name: 'app' },
};

async function ask(more: object = {}, options: LocalHerokuOptions = {}) {
  const local = createLocalHeroku(options);
  const body = {
    model: 'claude-4-5-sonnet',
    messages: [{ role: 'user', content: 'Run Python' }],
    ...more,
  };
  const response = await local.fetch(`${HOST}/v1/agents/heroku`, post(body));
  const text = await response.text();
  const [rule] = local.requests.map(({ refusedBy }) => refusedBy);
  return { status: response.status, text, rule };
}

const framesIn = (text: string) =>
  text
    .split('\n\n')
    .map((event) => event.split('\ndata:')[1] ?? '')
    .filter((data) => data.startsWith('{'))
    .map((data) => JSON.parse(data));

describe('the agents endpoint', () => {
  it('calls a tool that is mentioned, and quotes its result', async () => {
    const { text } = await ask({ tools: [PYTHON] });
    const frames = framesIn(text);
    expect(frames.map(({ object }) => object)).toEqual([
      'chat.completion',
      'tool.completion',
      'chat.completion',
    ]);
    expect(new Set(frames.map(({ id }) => id)).size).toBe(1);
    const [asked, answered, last] = frames.map(({ choices }) => choices[0]);
    expect(asked).toMatchObject({
      message: { tool_calls: [{ function: { name: 'code_exec_python' } }] },
      finish_reason: 'tool_calls',
    });
    expect(answered.message).toMatchObject({
      role: 'tool',
      tool_call_id: asked.message.tool_calls[0].id,
      content: expect.stringMatching(
        /^Tool 'code_exec_python' returned result: \{"content":\[\{"type":"text"/,
      ),
    });
    expect(last.message.content).toContain('code_exec_python has run.');
    expect(text).toMatch(/event:done\ndata:\[DONE\]\n\n$/);
  });

  it('puts the namespace in front of a short name of an MCP tool', async () => {
    const { text } = await ask({ tools: [{ type: 'mcp', name: 'python_tool' }] });
    expect(text).toContain('"name":"mcp-local/python_tool"');
  });

  it('answers as it is scripted', async () => {
    const toolCalls = [
      { name: 'a', arguments: {}, result: 'one', isError: true },
      { name: 'b', arguments: {}, result: { x: 1 } },
      { name: 'c', arguments: {}, result: null },
    ];
    const { text } = await ask(
      {},
      { answer: () => ({ inferences: [{ toolCalls }, { text: 'So' }] }) },
    );
    const contents = framesIn(text).map(({ choices }) => choices[0].message.content);
    expect(contents.slice(1)).toEqual([
      'Tool \'a\' returned result: {"content":[{"type":"text","text":"one"}],"isError":true}',
      'Tool \'b\' returned result: {"x":1}',
      'So',
    ]);
  });

  it('breaks off as it is scripted', async () => {
    const error = { message: 'Gone' };
    const { text } = await ask({}, { answer: () => ({ text: 'A', error }) });
    expect(framesIn(text).at(-1)).toMatchObject({ error: { message: 'Gone' } });
    expect(text).not.toContain('[DONE]');
    const { text: cut } = await ask(
      { tools: [PYTHON] },
      { answer: () => ({ text: 'A', cutAfter: 1 }) },
    );
    expect(framesIn(cut)).toHaveLength(1);
    expect(await ask({}, { answer: () => ({ status: 503 }) })).toMatchObject({ status: 503 });
  });

  it.each<[string, object]>([
    ['unknown-field', { stream: true }],
    ['unknown-field', { tool_choice: 'auto' }],
    ['field-types', { max_tokens_per_inference_request: 0 }],
    ['model-kind', { model: 'cohere-embed-v4' }],
    ['agent-tool-keys', { tools: [{ type: 'function', function: { name: 'a' } }] }],
    ['agent-tool-keys', { tools: [{ ...PYTHON, parameters: {} }] }],
    ['agent-tool-keys', { tools: [{ type: 'mcp' }] }],
    ['agent-target-app', { tools: [{ type: 'heroku_tool', name: 'code_exec_go' }] }],
    ['agent-runtime-params', params({ ttl_seconds: 121 })],
    ['agent-runtime-params', params({ ttl_seconds: 0 })],
    ['agent-runtime-params', params({ max_calls: 0 })],
    ['agent-runtime-params', params({ max_calls: '3' })],
    ['agent-runtime-params', params({ dyno_size: 1 })],
    ['agent-runtime-params', params({ timeout: 1 })],
    ['agent-runtime-params', params({ tool_params: [] })],
    ['agent-tool-params', { tools: [{ ...PYTHON, name: 'postgres_run_query' }] }],
    ['agent-tool-params', { tools: [{ ...PYTHON, name: 'dyno_run_command' }] }],
    ['agent-tool-twice', { tools: [PYTHON, PYTHON] }],
    ['agent-call-name', { tools: [PYTHON], messages: historyWith('ns/tool') }],
    ['tools-declared', { messages: historyWith('tool') }],
    ['alternation', { messages: [user('a'), user('b')] }],
    ['temperature-range', { temperature: 2 }],
  ])('refuses by %s: %j', async (rule, more) => {
    expect(await ask(more)).toMatchObject({ status: expect.any(Number), rule });
  });

  it('takes tools that need no app, and what limits allow', async () => {
    const tools = [
      { type: 'heroku_tool', name: 'html_to_markdown' },
      { type: 'heroku_tool', name: 'pdf_to_markdown' },
      { type: 'mcp', name: 'ns/tool', description: 'Use it' },
      ...params({ ttl_seconds: 120, max_calls: 1, dyno_size: 'standard-2x' }).tools,
    ];
    expect((await ask({ tools })).status).toBe(200);
  });
});

function params(more: object) {
  const runtime_params = { target_app_name: 'app', ...more };
  return { tools: [{ ...PYTHON, runtime_params }] };
}

function user(content: string) {
  return { role: 'user', content };
}

function historyWith(name: string) {
  return [
    user('Hi'),
    {
      role: 'assistant',
      content: 'A',
      tool_calls: [{ id: 'c1', type: 'function', function: { name, arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'r' },
    user('And?'),
  ];
}

describe('GET /v1/mcp/servers', () => {
  const get = (local = createLocalHeroku(), key = local.key) =>
    local.fetch(`${HOST}/v1/mcp/servers`, { headers: { authorization: `Bearer ${key}` } });

  it('lists servers to whoever has the key', async () => {
    expect(await (await get()).json()).toMatchObject([
      { server_status: 'registered', primitives_status: 'synced', tools: [{}] },
      { primitives_status: 'syncing' },
    ]);
    expect(await (await get(createLocalHeroku({ mcpServers: [] }))).json()).toEqual([]);
    expect((await get(undefined, 'inf-other')).status).toBe(401);
  });
});
