#!/usr/bin/env bash
# @ai-sdk/mcp 2.0.99 (for AI SDK 7), @modelcontextprotocol/sdk 1.32.2
#
# Expected: a tool that answers with `structuredContent` alone (content empty or left out:
# MCP only advises a text copy) reaches the model as JSON.
# What happens: execute() returns the structured content, so logs and the interface show
# it, but what the model is sent is built from `content` alone: an empty list.
# Why it bites: the answer is on the screen and the model says that the tool found nothing.
# An empty tool result is also refused by some providers. Only with `schemas` that have an
# `outputSchema` for that tool does the model get the JSON.
#
# Seen:
#   content empty: {"type":"content","value":[]}
#   content left out: {"type":"content","value":[]}
#   with a text copy: {"type":"content","value":[{"type":"text","text":"{\"degrees\":21}"}]}
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

console.log('content empty:', await call({ content: [], structuredContent: { degrees: 21 } }));
console.log('content left out:', await call({ structuredContent: { degrees: 21 } }));
console.log('with a text copy:', await call({ content: [{ type: 'text', text: '{"degrees":21}' }], structuredContent: { degrees: 21 } }));
JS

expected=$(cat <<'TEXT'
content empty: {"type":"content","value":[]}
content left out: {"type":"content","value":[]}
with a text copy: {"type":"content","value":[{"type":"text","text":"{\"degrees\":21}"}]}
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
