import { InvalidArgumentError } from '@ai-sdk/provider';
import { describe, expect, it, test } from 'vitest';
import { createHeroku, type HerokuTool } from '../../src';

const { tools } = createHeroku();
const app = { targetAppName: 'my-app' };

describe('what a tool makes Heroku run', () => {
  test.each<[HerokuTool, object]>([
    [tools.codeExecPython(app), { name: 'code_exec_python' }],
    [tools.codeExecNode(app), { name: 'code_exec_node' }],
    [tools.codeExecRuby(app), { name: 'code_exec_ruby' }],
    [tools.codeExecGo(app), { name: 'code_exec_go' }],
    [
      tools.postgresGetSchema({ ...app, dbAttachment: 'COBALT' }),
      { name: 'postgres_get_schema', params: { tool_params: { db_attachment: 'COBALT' } } },
    ],
    [
      tools.postgresRunQuery({ ...app, dbAttachment: 'COBALT', toolParams: { more: 1 } }),
      { name: 'postgres_run_query', params: { tool_params: { db_attachment: 'COBALT', more: 1 } } },
    ],
    [
      tools.dynoRunCommand({ ...app, cmd: 'date', description: 'Tells the time' }),
      {
        name: 'dyno_run_command',
        params: {
          tool_params: {
            cmd: 'date',
            description: 'Tells the time',
            parameters: { type: 'object', properties: {}, required: [] },
          },
        },
      },
    ],
    [
      tools.codeExecPython({ ...app, dynoSize: 'standard-2x', ttlSeconds: 60, maxCalls: 1 }),
      {
        name: 'code_exec_python',
        params: { dyno_size: 'standard-2x', ttl_seconds: 60, max_calls: 1 },
      },
    ],
    [
      tools.codeExecPython({ ...app, description: 'For sums' }),
      { name: 'code_exec_python', description: 'For sums' },
    ],
    [tools.herokuTool('pg_psql', app), { name: 'pg_psql' }],
  ])('%#', (tool, { params, ...expected }: { params?: object }) => {
    expect(tool.providerOptions.heroku?.tool).toEqual({
      type: 'heroku_tool',
      ...expected,
      runtime_params: { target_app_name: 'my-app', ...params },
    });
  });

  test.each<[HerokuTool, object]>([
    [tools.htmlToMarkdown(), { type: 'heroku_tool', name: 'html_to_markdown' }],
    [
      tools.pdfToMarkdown({ maxCalls: 2 }),
      { type: 'heroku_tool', name: 'pdf_to_markdown', runtime_params: { max_calls: 2 } },
    ],
    [tools.mcp('ns/tool'), { type: 'mcp', name: 'ns/tool' }],
    [
      tools.mcp('tool', { description: 'Use it' }),
      { type: 'mcp', name: 'tool', description: 'Use it' },
    ],
  ])('%#: without an app', (tool, expected) => {
    expect(tool.providerOptions.heroku?.tool).toEqual(expected);
  });
});

it('a provider of another name has its own key', () => {
  const tool = createHeroku({ name: 'mine' }).tools.codeExecGo(app);
  expect(Object.keys(tool.providerOptions)).toEqual(['mine']);
});

it('any object is an input, and the description is the AI SDK’s too', () => {
  const { inputSchema, description } = tools.mcp('tool', { description: 'Use it' });
  expect(inputSchema.safeParse({ a: { b: 1 } })).toEqual({ success: true, data: { a: { b: 1 } } });
  expect(description).toBe('Use it');
});

describe('settings that Heroku would refuse', () => {
  test.each<[string, () => HerokuTool]>([
    ['targetAppName', () => tools.codeExecPython({} as never)],
    ['targetAppName', () => tools.codeExecPython(undefined as never)],
    ['targetAppName', () => tools.codeExecPython({ targetAppName: ' ' })],
    ['ttlSeconds', () => tools.codeExecPython({ ...app, ttlSeconds: 121 })],
    ['ttlSeconds', () => tools.codeExecPython({ ...app, ttlSeconds: 0 })],
    ['maxCalls', () => tools.codeExecPython({ ...app, maxCalls: 1.5 })],
    ['dbAttachment', () => tools.postgresRunQuery({ ...app, dbAttachment: '' })],
    ['cmd', () => tools.dynoRunCommand({ ...app, description: 'x' } as never)],
    ['description', () => tools.dynoRunCommand({ ...app, cmd: 'date' } as never)],
    ['name', () => tools.mcp('')],
    ['name', () => tools.herokuTool('')],
  ])('%s', (argument, make) => {
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(expect.objectContaining({ argument }));
  });
});
