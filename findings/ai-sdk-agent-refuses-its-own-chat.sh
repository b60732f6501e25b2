#!/usr/bin/env bash
# ai 7.0.173 (6.0.326 likewise; validateUIMessages also in 5.0.277), zod 4.6.7
#
# Expected: the UI messages that a chat has stored are taken again by validateUIMessages, and
# so by createAgentUIStream, with the same tools.
# What happens: the stored input of a tool is what the schema made of the arguments, and it is
# validated as if it were the arguments. With `z.string().transform(Number)` a number is
# stored and a string wanted: the message that the SDK itself has made is refused.
# Why it bites: the first turn of a chat works, each later one is an error, for ever, since the
# message stays in the history. A transform whose output is also a valid input passes, and is
# stored as if the model had written it.
#
# Seen:
#   first turn: output-available, input {"floor":5}, output 6
#   validateUIMessages: AI_TypeValidationError, expected string, received number
#   second turn of the agent: AI_TypeValidationError, expected string, received number
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173 zod@4.6.7

cat >run.mjs <<'JS'
import { createAgentUIStream, readUIMessageStream, tool, ToolLoopAgent, validateUIMessages } from 'ai';
import { z } from 'zod';

const usage = { inputTokens: {}, outputTokens: {} };
const answers = [
  [
    { type: 'tool-call', toolCallId: 'call-1', toolName: 'up', input: '{"floor":"5"}' },
    { type: 'finish', finishReason: { unified: 'tool-calls', raw: 'tool_calls' }, usage },
  ],
  [
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: 'Up.' },
    { type: 'text-end', id: 't' },
    { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage },
  ],
];
let asked = 0;
const model = {
  specificationVersion: 'v4',
  provider: 'test',
  modelId: 'test',
  supportedUrls: {},
  async doStream() {
    const parts = [{ type: 'stream-start', warnings: [] }, ...answers[asked++]];
    return { stream: ReadableStream.from(parts) };
  },
};
const inputSchema = z.object({ floor: z.string().transform(Number) });
const tools = { up: tool({ inputSchema, execute: async ({ floor }) => floor + 1 }) };
const agent = new ToolLoopAgent({ model, tools });
const user = (text) => ({ id: text, role: 'user', parts: [{ type: 'text', text }] });
const failure = (error) => `${error.name}, ${error.message.match(/expected string, received number/)?.[0] ?? error.message}`;

const stream = await createAgentUIStream({ agent, uiMessages: [user('Go up.')] });
let answer;
for await (const message of readUIMessageStream({ stream })) answer = message;
const part = answer.parts.find(({ type }) => type === 'tool-up');
console.log(`first turn: ${part.state}, input ${JSON.stringify(part.input)}, output ${part.output}`);

const messages = [user('Go up.'), { ...answer, id: 'answer' }, user('And again.')];
await validateUIMessages({ messages, tools }).then(
  () => console.log('validateUIMessages: fine'),
  (error) => console.log(`validateUIMessages: ${failure(error)}`),
);
await createAgentUIStream({ agent, uiMessages: messages }).then(
  () => console.log('second turn of the agent: fine'),
  (error) => console.log(`second turn of the agent: ${failure(error)}`),
);
JS

expected=$(cat <<'TEXT'
first turn: output-available, input {"floor":5}, output 6
validateUIMessages: AI_TypeValidationError, expected string, received number
second turn of the agent: AI_TypeValidationError, expected string, received number
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
