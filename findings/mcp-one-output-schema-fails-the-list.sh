#!/usr/bin/env bash
# @modelcontextprotocol/sdk 1.32.2
#
# Expected: a client that cannot compile the `outputSchema` of one tool leaves that tool
# out, or calls it unchecked.
# What happens: listTools() compiles the output schemas of all tools at once and rejects
# with the error of the first that cannot be compiled (here a `$ref` to a definition that
# a cautious proxy has removed). No tool is listed, and the error does not name the tool.
# Input schemas are not compiled: the same `$ref` there is passed on.
# Why it bites: one tool of forty, which nobody meant to call, takes the server away.
#
# Seen:
#   in the input: fine, broken
#   in the output: can't resolve reference #/definitions/Place from id #
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline @modelcontextprotocol/sdk@1.32.2

cat >run.mjs <<'JS'
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const connect = async (server) => {
  const [left, right] = InMemoryTransport.createLinkedPair();
  await server.connect(left);
  const client = new Client({ name: 'client', version: '1.0.0' });
  await client.connect(right);
  return client;
};

const dangling = { type: 'object', properties: { place: { $ref: '#/definitions/Place' } } };
const plain = { type: 'object' };
const list = async (broken) => {
  const server = new Server({ name: 'server', version: '1.0.0' }, { capabilities: { tools: {} } });
  const tools = [
    { name: 'fine', inputSchema: plain },
    { name: 'broken', inputSchema: plain, ...broken },
  ];
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, () => ({ content: [] }));
  const client = await connect(server);
  return client.listTools().then(
    (answer) => answer.tools.map((tool) => tool.name).join(', '),
    (error) => error.message,
  );
};
console.log('in the input:', await list({ inputSchema: dangling }));
console.log('in the output:', await list({ outputSchema: dangling }));
JS

expected=$(cat <<'TEXT'
in the input: fine, broken
in the output: can't resolve reference #/definitions/Place from id #
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
