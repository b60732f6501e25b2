#!/usr/bin/env bash
# @modelcontextprotocol/sdk 1.32.2, zod 4.6.7
#
# Expected: `z.object({...}).transform(...)` as `inputSchema` is listed with the object's
# properties, as a transform of a single field is.
# What happens: McpServer lists a root that is not a plain object (a transform, a union, an
# intersection) as `{ type: 'object', properties: {} }`, without a warning, and still
# validates calls against the whole schema.
# Why it bites: the model is told that the tool takes nothing and calls it with nothing;
# every call fails in validation, while a test that calls with the right arguments passes.
#
# Seen:
#   object: ["city"]
#   transformed field: ["city"]
#   transformed object: []
#   union: []
#   intersection: []
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

const city = z.object({ city: z.string() });
const inputs = {
  object: city,
  'transformed field': z.object({ city: z.string().transform((name) => name.trim()) }),
  'transformed object': city.transform(({ city }) => ({ city: city.trim() })),
  union: z.union([city, z.object({ zip: z.string() })]),
  intersection: city.and(z.object({ days: z.number() })),
};
for (const [name, inputSchema] of Object.entries(inputs)) {
  const server = new McpServer({ name: 'server', version: '1.0.0' });
  server.registerTool('weather', { inputSchema }, () => ({ content: [] }));
  const { tools } = await (await connect(server)).listTools();
  console.log(`${name}: ${JSON.stringify(Object.keys(tools[0].inputSchema.properties))}`);
}
JS

expected=$(cat <<'TEXT'
object: ["city"]
transformed field: ["city"]
transformed object: []
union: []
intersection: []
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
