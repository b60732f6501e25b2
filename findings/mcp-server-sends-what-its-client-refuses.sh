#!/usr/bin/env bash
# @modelcontextprotocol/sdk 1.32.2 on both sides, zod 4.6.7
#
# Expected: McpServer checks `structuredContent` against `outputSchema` and sends what the
# check returned: unknown keys stripped, defaults filled in.
# What happens: it checks, throws the result of the check away and sends the handler's own
# value. The schema that it lists says "no further keys" and "the default is always there",
# so the client of the same package refuses the answer, but only after it has called
# listTools(); without, the same call passes.
# Why it bites: a handler that returns a database row with one column more works in the
# server's tests and in clients that call directly, and fails in every agent.
#
# Seen:
#   one key more, called at once: {"city":"Rome","id":7}
#   one key more, listed first: data must NOT have additional properties
#   default left out, listed first: data must have required property 'city'
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

const call = async (field, value, listsFirst) => {
  const server = new McpServer({ name: 'server', version: '1.0.0' });
  const answer = () => ({ content: [], structuredContent: value });
  server.registerTool('weather', { outputSchema: { city: field } }, answer);
  const client = await connect(server);
  if (listsFirst) await client.listTools();
  return client.callTool({ name: 'weather', arguments: {} }).then(
    (result) => JSON.stringify(result.structuredContent),
    (error) => error.message.split(': ').at(-1),
  );
};
const row = { city: 'Rome', id: 7 };
console.log('one key more, called at once:', await call(z.string(), row, false));
console.log('one key more, listed first:', await call(z.string(), row, true));
console.log('default left out, listed first:', await call(z.string().default('Rome'), {}, true));
JS

expected=$(cat <<'TEXT'
one key more, called at once: {"city":"Rome","id":7}
one key more, listed first: data must NOT have additional properties
default left out, listed first: data must have required property 'city'
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
