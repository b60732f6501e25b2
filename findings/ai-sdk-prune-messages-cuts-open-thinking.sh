#!/usr/bin/env bash
# ai 7.0.173 (5.0.277 and 6.0.326 likewise)
#
# Expected: `pruneMessages({ reasoning: 'before-last-message' })` keeps the reasoning of the
# assistant message whose tool result is the last message. That turn is not over, and its
# signed thinking belongs to the next request.
# What happens: within a tool loop the last message is the one of role `tool`, so the
# assistant message before it loses its reasoning like all older ones. The call stays. Only
# 'none' keeps it.
# Why it bites: used in prepareStep, it takes the thinking out of each request of a loop but
# the first. Claude on Bedrock refuses an open loop without it while thinking is on.
#
# Seen:
#   without pruning, step 2 is sent: reasoning + tool-call, tool-result
#   before-last-message, step 2 is sent: tool-call, tool-result
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173 zod@4.6.7

cat >run.mjs <<'JS'
import { generateText, isStepCount, pruneMessages, tool } from 'ai';
import { z } from 'zod';

const usage = { inputTokens: {}, outputTokens: {} };
const answers = [
  {
    content: [
      { type: 'reasoning', text: 'I need the weather.', providerMetadata: { model: { signature: 'abc' } } },
      { type: 'tool-call', toolCallId: 'call-1', toolName: 'weather', input: '{}' },
    ],
    finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
  },
  { content: [{ type: 'text', text: 'Sunny.' }], finishReason: { unified: 'stop', raw: 'stop' } },
];

const secondPrompt = async (prepareStep) => {
  const prompts = [];
  const model = {
    specificationVersion: 'v4',
    provider: 'test',
    modelId: 'test',
    supportedUrls: {},
    async doGenerate({ prompt }) {
      prompts.push(prompt);
      return { ...answers[prompts.length - 1], usage, warnings: [] };
    },
  };
  const tools = { weather: tool({ inputSchema: z.object({}), execute: async () => 'sun' }) };
  await generateText({ model, prompt: 'How is the weather?', tools, stopWhen: isStepCount(2), prepareStep });
  return prompts[1].slice(1).map(({ content }) => content.map((part) => part.type).join(' + ')).join(', ');
};

console.log('without pruning, step 2 is sent:', await secondPrompt());
const prune = ({ messages }) => ({ messages: pruneMessages({ messages, reasoning: 'before-last-message' }) });
console.log('before-last-message, step 2 is sent:', await secondPrompt(prune));
JS

expected=$(cat <<'TEXT'
without pruning, step 2 is sent: reasoning + tool-call, tool-result
before-last-message, step 2 is sent: tool-call, tool-result
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
