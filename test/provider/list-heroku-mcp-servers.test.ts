import { afterEach, expect, it, vi } from 'vitest';
import { listHerokuMcpServers } from '../../src';
import { createLocalHeroku } from '../../src/local';
import { scriptedJson } from '../support/json-server';

afterEach(() => vi.unstubAllEnvs());

const list = (answer: object) =>
  listHerokuMcpServers({ apiKey: 'inf-key', fetch: scriptedJson(answer).fetch });

it('reads what the list says, and which servers are usable', async () => {
  const { key, fetch, requests } = createLocalHeroku();
  const servers = await listHerokuMcpServers({ apiKey: key, fetch });
  expect(servers).toMatchObject([
    {
      namespace: 'mcp-python',
      processType: 'mcp',
      serverStatus: 'registered',
      primitivesStatus: 'synced',
      isUsable: true,
      tools: [
        {
          name: 'mcp-python/code_exec_python',
          description: 'Runs Python code.',
          inputSchema: { type: 'object' },
        },
      ],
      raw: { process_command: 'python -m src.stdio_server' },
    },
    { primitivesStatus: 'syncing', isUsable: false, tools: [] },
  ]);
  expect(requests).toMatchObject([
    { method: 'GET', url: 'https://us.inference.heroku.com/v1/mcp/servers', status: 200 },
  ]);
});

it('keeps words that are new, passes over what is no server, and makes names whole', async () => {
  const odd = { namespace: 'ns', server_status: 'asleep', tools: [{ name: 'run' }, {}, null] };
  expect(await list([null, 'x', odd])).toMatchObject([
    { serverStatus: 'asleep', isUsable: false, tools: [{ name: 'ns/run' }], raw: odd },
  ]);
  expect(await list({ servers: [odd] })).toHaveLength(1);
  expect(await list([])).toEqual([]);
});

it('key and URL come from the environment', async () => {
  const { fetch, requests } = scriptedJson([]);
  vi.stubEnv('INFERENCE_KEY', 'inf-of-the-environment');
  vi.stubEnv('INFERENCE_URL', 'https://eu.inference.heroku.com');
  await listHerokuMcpServers({ fetch });
  expect(requests).toMatchObject([
    {
      url: 'https://eu.inference.heroku.com/v1/mcp/servers',
      headers: { authorization: 'Bearer inf-of-the-environment' },
    },
  ]);
});

it('says what went wrong', async () => {
  vi.stubEnv('INFERENCE_KEY', '');
  await expect(listHerokuMcpServers()).rejects.toThrow('INFERENCE_KEY');
  await expect(list({ message: 5 })).rejects.toThrow('no list of MCP servers');
  const { fetch } = createLocalHeroku();
  const wrong = listHerokuMcpServers({ apiKey: 'inf-wrong-key', fetch });
  await expect(wrong).rejects.toMatchObject({
    statusCode: 401,
    message: 'Invalid API key provided. Check apiKey or INFERENCE_KEY.',
  });
  const aborted = listHerokuMcpServers({
    apiKey: 'inf-k',
    abortSignal: AbortSignal.abort(new Error('Enough')),
    fetch,
  });
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
});
