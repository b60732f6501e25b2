#!/usr/bin/env bash
# ai 7.0.173, experimental_getBatchResults
#
# Expected: a tool call in the results of a batch comes as the model wrote it; `tools` only
# add types, as the results are read hours later, in another process, and nothing is run.
# What happens: without `tools` every call is marked `invalid` with AI_NoSuchToolError, while
# its item says "succeeded". Given `tools`, the same call is an ordinary one. The batch
# reference, which is made to be stored, does not hold them.
# Why it bites: a job that collects results and drops invalid calls drops all of them,
# and blames the model.
#
# Seen:
#   with tools: item succeeded, call valid
#   without tools: item succeeded, call invalid, AI_NoSuchToolError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173

cat >run.mjs <<'JS'
import { experimental_getBatchResults as getBatchResults, jsonSchema, tool } from 'ai';

const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };
const toProvider = (started, results) => ({
  specificationVersion: 'v4',
  languageModel() {},
  embeddingModel() {},
  imageModel() {},
  experimental_batch: () => ({
    specificationVersion: 'v4',
    provider: 'scripted',
    supportedUrls: {},
    async doStartBatch({ requests }) {
      started.push(...requests);
      return { batchId: 'batch-1', status: 'pending', warnings: [] };
    },
    async doGetBatchResults() {
      return new ReadableStream({
        start(controller) {
          for (const result of results) controller.enqueue(result);
          controller.close();
        },
      });
    },
  }),
});

const content = [{ type: 'tool-call', toolCallId: 'call-1', toolName: 'weather', input: '{"city":"Rome"}' }];
const result = { content, finishReason: { unified: 'tool-calls', raw: undefined }, usage, warnings: [] };
const results = [{ id: 'one', type: 'text', status: 'succeeded', result }];
const batch = { version: 2, id: 'batch-1', provider: 'scripted' };
const weather = tool({ inputSchema: jsonSchema({ type: 'object', properties: { city: { type: 'string' } } }) });
for (const [name, options] of [['with tools', { tools: { weather } }], ['without tools', {}]]) {
  for await (const item of getBatchResults({ provider: toProvider([], results), batch, ...options })) {
    const [call] = item.content;
    console.log(`${name}: item ${item.status}, call ${call.invalid ? `invalid, ${call.error.name}` : 'valid'}`);
  }
}
JS

expected=$(cat <<'TEXT'
with tools: item succeeded, call valid
without tools: item succeeded, call invalid, AI_NoSuchToolError
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
