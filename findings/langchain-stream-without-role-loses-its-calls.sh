#!/usr/bin/env bash
# @langchain/openai 1.6.0, @langchain/core 1.4.0
#
# Expected: a stream whose deltas name no role is read as the assistant's, since nobody else
# answers; the tool call in it is made.
# What happens: each delta becomes a ChatMessageChunk of type "generic", which has no
# `tool_calls`. The call is gone without an error, and the finish reason still says
# `tool_calls`. A role in a later delta does not help: the first one decides.
# Why it bites: with a server that leaves `role` out, text arrives and the first tool call
# is lost in silence.
#
# Seen:
#   role in the first delta: AIMessageChunk, 1 call, finish reason tool_calls
#   no role: ChatMessageChunk, no tool_calls, finish reason tool_calls
#   role in the second delta: ChatMessageChunk, no tool_calls, finish reason tool_calls
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline @langchain/openai@1.6.0 @langchain/core@1.4.0

cat >run.mjs <<'JS'
import { ChatOpenAI } from '@langchain/openai';

const call = { index: 0, id: 'call-1', type: 'function', function: { name: 'weather', arguments: '{"city":' } };
const rest = { index: 0, function: { arguments: '"Rome"}' } };
const frame = (delta, finish_reason = null) =>
  `data: ${JSON.stringify({ id: 'chat-1', object: 'chat.completion.chunk', created: 1, model: 'test', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const tool = { type: 'function', function: { name: 'weather', description: 'The weather', parameters: { type: 'object', properties: {} } } };

const show = async (label, ...deltas) => {
  const body = [...deltas.map((delta) => frame(delta)), frame({}, 'tool_calls'), 'data: [DONE]\n\n'].join('');
  const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  const model = new ChatOpenAI({ model: 'test', apiKey: 'none', maxRetries: 0, configuration: { fetch } });
  let message;
  for await (const chunk of await model.bindTools([tool]).stream('Hi')) message = message?.concat(chunk) ?? chunk;
  const calls = message.tool_calls ? `${message.tool_calls.length} call` : 'no tool_calls';
  console.log(`${label}: ${message.constructor.name}, ${calls}, finish reason ${message.response_metadata.finish_reason}`);
};
await show('role in the first delta', { role: 'assistant', tool_calls: [call] }, { tool_calls: [rest] });
await show('no role', { tool_calls: [call] }, { tool_calls: [rest] });
await show('role in the second delta', { content: '' }, { role: 'assistant', tool_calls: [call] }, { tool_calls: [rest] });
JS

expected=$(cat <<'TEXT'
role in the first delta: AIMessageChunk, 1 call, finish reason tool_calls
no role: ChatMessageChunk, no tool_calls, finish reason tool_calls
role in the second delta: ChatMessageChunk, no tool_calls, finish reason tool_calls
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
