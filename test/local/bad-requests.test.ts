import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createLoggingHeroku } from '../../src/cli/local';
import { createLocalHeroku, type LocalHerokuOptions } from '../../src/local';
import { hello, post, URL_OF_CHAT } from './requests';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listening(options?: LocalHerokuOptions) {
  const server = createLocalHeroku(options);
  const { url, close } = await server.listen();
  closers.push(close);
  return { server, chat: `${url}/v1/chat/completions`, port: Number(new URL(url).port) };
}

/** Sends these lines as they are, and gives what comes back. */
async function exchange(port: number, lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  await once(socket, 'close');
  return answer;
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test.each([
  ['a body', nested(50_000)],
  ['a message', JSON.stringify(hello({ messages: '?' })).replace('"?"', nested(50_000))],
  ['a schema', JSON.stringify(hello({ tools: '?' })).replace('"?"', nested(2_000))],
  ['objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
])('%s that is nested too deep is a 400', async (_, body) => {
  const { server, chat } = await listening();
  const init = { ...post(hello()), body };
  expect((await fetch(chat, init)).status).toBe(400);
  expect((await server.fetch(URL_OF_CHAT, init)).status).toBe(400);
  expect(server.requests).toMatchObject([{ refusedBy: 'body-json' }, { refusedBy: 'body-json' }]);
});

test.each([
  ['GET', '/v1/chat/completions', 'POST'],
  ['PUT', '/v1/embeddings', 'POST'],
  ['DELETE', '/available-models', 'GET'],
  ['OPTIONS', '/v1/mcp/servers', 'GET'],
])('%s %s is a 405 that names the method', async (method, path, allowed) => {
  const server = createLocalHeroku();
  const response = await server.fetch(`http://heroku.test${path}`, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, allowed]);
  expect(server.requests).toMatchObject([{ method, status: 405, refusedBy: 'method' }]);
});

test.each([
  ['TRACE', 'TRACE /v1/chat/completions HTTP/1.1', 'Host: a', '405'],
  ['CONNECT', 'CONNECT a:443 HTTP/1.1', 'Host: a', '405'],
  ['a host that is none', 'GET /available-models HTTP/1.1', 'Host: a b', '400'],
  ['a host with a path', 'GET /available-models HTTP/1.1', 'Host: a/b', '400'],
  ['a port that is none', 'GET /available-models HTTP/1.1', 'Host: a:99999', '400'],
  ['a URL that is none', 'GET http://[/ HTTP/1.1', 'Host: a', '400'],
  ['no host', 'GET /available-models HTTP/1.1', 'X: a', '400'],
  ['a usual host', 'GET /available-models HTTP/1.1', 'Host: a:80', '200'],
])('%s is answered', async (_, line, host, status) => {
  const { port } = await listening();
  expect(await exchange(port, [line, host])).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('a body beyond the limit is a 413, one of the limit is not, and the connection serves on', async () => {
  const size = JSON.stringify(hello()).length;
  const { server, chat } = await listening({ maxBodyBytes: size });
  const large = { ...post(hello()), body: `${JSON.stringify(hello())}${' '.repeat(200_000)}` };
  for (const send of [fetch, server.fetch]) {
    const response = await send(chat, large);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 413 } });
    expect((await send(chat, post(hello()))).status).toBe(200);
  }
  expect(server.requests.map(({ refusedBy }) => refusedBy)).toEqual([
    'body-size',
    undefined,
    'body-size',
    undefined,
  ]);
});

test.each([-1, Number.NaN])('a limit of %s is a TypeError', (maxBodyBytes) => {
  expect(() => createLocalHeroku({ maxBodyBytes })).toThrow(TypeError);
});

test('the command line keeps no request', async () => {
  const lines: string[] = [];
  const server = createLoggingHeroku({}, ({ method }) => lines.push(method));
  await server.fetch(URL_OF_CHAT, post(hello()));
  await server.fetch(URL_OF_CHAT, post(hello()));
  expect([lines, server.requests]).toEqual([['POST', 'POST'], []]);
});
