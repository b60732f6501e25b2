#!/usr/bin/env bash
# @modelcontextprotocol/sdk 1.32.2, zod 4.6.7
#
# Expected: a Zod schema that is named with `.meta({ id })`, as is usual for OpenAPI, is an
# object schema as any other in a tool of McpServer.
# What happens: Zod writes a named root as `$ref` into `definitions`, without
# `type: 'object'`. McpServer registers and lists it without a word; the client then refuses
# the whole answer to tools/list, because one `inputSchema` lacks its type. The other tools
# of the server are gone as well. Named schemas further inside do no harm.
# Why it bites: one label in a shared schema file takes every tool away from an agent.
#
# Seen:
#   without a name: 2 tools
#   named inside: 2 tools
#   named root: refused at tools.1.inputSchema.type
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline @modelcontextprotocol/sdk@1.32.2 zod@4.6.7

cat >run.mjs <<'JS'
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as z from 'zod';

const connect = async (server) => {
  const [left, right] = InMemoryTransport.createLinkedPair();
  await server.connect(left);
  const client = new Client({ name: 'client', version: '1.0.0' });
  await client.connect(right);
  return client;
};

const list = async (input) => {
  const server = new McpServer({ name: 'server', version: '1.0.0' });
  const answer = () => ({ content: [] });
  server.registerTool('plain', { inputSchema: z.object({ city: z.string() }) }, answer);
  server.registerTool('other', { inputSchema: input }, answer);
  const client = await connect(server);
  return client.listTools().then(
    ({ tools }) => `${tools.length} tools`,
    (error) => `refused at ${JSON.parse(error.message)[0].path.join('.')}`,
  );
};
console.log('without a name:', await list(z.object({ days: z.number() })));
console.log('named inside:', await list(z.object({ stay: z.object({ days: z.number() }).meta({ id: 'Stay' }) })));
console.log('named root:', await list(z.object({ days: z.number() }).meta({ id: 'Trip' })));
JS

expected=$(cat <<'TEXT'
without a name: 2 tools
named inside: 2 tools
named root: refused at tools.1.inputSchema.type
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
