#!/usr/bin/env bash
# @ai-sdk/mcp 2.0.99 (for AI SDK 7), @modelcontextprotocol/sdk 1.32.2
#
# Expected: an MCP result with `isError: true` becomes a tool error of the AI SDK, or at
# least an output of the type `error-text`, so that a provider can set `is_error`.
# What happens: execute() resolves, and the output for the model is of the type `content`,
# the same as that of a success; the flag is dropped.
# Why it bites: steps, telemetry and interfaces count the call as a success, and the model
# reads "Rate limit" as the weather.
#
# Seen:
#   success: {"type":"content","value":[{"type":"text","text":"Rate limit"}]}
#   isError: {"type":"content","value":[{"type":"text","text":"Rate limit"}]}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline @ai-sdk/mcp@2.0.99 @modelcontextprotocol/sdk@1.32.2 zod@4.6.7

cat >run.mjs <<'JS'
import { createMCPClient } from '@ai-sdk/mcp';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const call = async (result) => {
  const server = new Server({ name: 'server', version: '1.0.0' }, { capabilities: { tools: {} } });
  const tools = [{ name: 'weather', inputSchema: { type: 'object' } }];
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, () => result);
  const [left, right] = InMemoryTransport.createLinkedPair();
  await server.connect(left);
  const { weather } = await (await createMCPClient({ transport: right })).tools();
  const options = { toolCallId: 'call-1', messages: [] };
  const output = await weather.execute({}, options);
  return JSON.stringify(await weather.toModelOutput({ toolCallId: 'call-1', input: {}, output }));
};

const content = [{ type: 'text', text: 'Rate limit' }];
console.log('success:', await call({ content }));
console.log('isError:', await call({ content, isError: true }));
JS

expected=$(cat <<'TEXT'
success: {"type":"content","value":[{"type":"text","text":"Rate limit"}]}
isError: {"type":"content","value":[{"type":"text","text":"Rate limit"}]}
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
