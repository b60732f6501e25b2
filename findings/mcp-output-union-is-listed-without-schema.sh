#!/usr/bin/env bash
# @modelcontextprotocol/sdk 1.32.2, zod 4.6.7
#
# Expected: registerTool refuses an `outputSchema` that MCP cannot carry, or carries it.
# What happens: a union of objects is accepted at registration and listed as if there were
# no output schema. Each call runs the handler to its end, and only then is the result
# replaced by an error of the inside of the SDK, about reading '_zod' of undefined.
# Why it bites: the tool has had its effect (the mail is sent), the model is told that it
# failed with words that say nothing, and tries again.
#
# Seen:
#   listed with an output schema: false
#   handler ran: 1
#   isError: true - Cannot read properties of undefined (reading '_zod')
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

const server = new McpServer({ name: 'server', version: '1.0.0' });
let runs = 0;
const outputSchema = z.union([z.object({ sent: z.string() }), z.object({ refused: z.string() })]);
server.registerTool('mail', { outputSchema }, () => {
  runs += 1;
  return { content: [], structuredContent: { sent: 'yes' } };
});
const client = await connect(server);
const [tool] = (await client.listTools()).tools;
const result = await client.callTool({ name: 'mail', arguments: {} });
console.log('listed with an output schema:', 'outputSchema' in tool);
console.log('handler ran:', runs);
console.log('isError:', result.isError, '-', result.content[0].text);
JS

expected=$(cat <<'TEXT'
listed with an output schema: false
handler ran: 1
isError: true - Cannot read properties of undefined (reading '_zod')
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
