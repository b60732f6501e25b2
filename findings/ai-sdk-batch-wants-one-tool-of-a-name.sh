#!/usr/bin/env bash
# ai 7.0.173, experimental_startBatch
#
# Expected: each request of a batch is a call of its own, with its own `tools`.
# What happens: a name must mean the same tool in all requests of the batch. A description
# that differs (one that names the customer, or the date) is enough for the whole batch to
# be refused, before the provider is asked.
# Why it bites: tools made per user work in generateText and in batches of one; the error
# comes with the first batch that has two users in it.
#
# Seen:
#   same description: 2 requests sent
#   one per customer: 0 requests sent: Invalid argument for parameter requests: tool "orders" must have the same definition in every batch request
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173

cat >run.mjs <<'JS'
import { experimental_startBatch as startBatch, jsonSchema, tool } from 'ai';

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

const inputSchema = jsonSchema({ type: 'object', properties: {} });
const start = async (descriptions) => {
  const started = [];
  const requests = descriptions.map((description, index) => ({
    id: `request-${index}`,
    type: 'text',
    model: 'scripted',
    prompt: 'What did I order?',
    tools: { orders: tool({ description, inputSchema }) },
  }));
  return startBatch({ provider: toProvider(started, []), requests }).then(
    () => `${started.length} requests sent`,
    (error) => `${started.length} requests sent: ${error.message}`,
  );
};
console.log('same description:', await start(['Orders.', 'Orders.']));
console.log('one per customer:', await start(['Orders of Ann.', 'Orders of Bob.']));
JS

expected=$(cat <<'TEXT'
same description: 2 requests sent
one per customer: 0 requests sent: Invalid argument for parameter requests: tool "orders" must have the same definition in every batch request
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
