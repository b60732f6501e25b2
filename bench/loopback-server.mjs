/** An HTTP server in the process of the benchmark, whose time does not count: contestants have processes of their own. */
import { once } from 'node:events';
import { createServer } from 'node:http';

/** @param responses path -> its pieces, each of which is a chunk of its own. */
export async function startServer(responses) {
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    const { type, pieces } = responses[request.url];
    response.writeHead(200, { 'content-type': type });
    for (const piece of pieces) if (!response.write(piece)) await once(response, 'drain');
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
