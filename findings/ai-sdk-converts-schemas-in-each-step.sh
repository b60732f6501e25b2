#!/usr/bin/env bash
# ai 7.0.173
#
# Expected: the JSON Schema of a tool is made once for a call of generateText, whatever the
# number of its steps.
# What happens: it is made anew for each step, for all tools, also those that no step calls.
# Shown with a Standard JSON Schema, the road of Valibot and ArkType; schemas that are
# JSON Schema already (`jsonSchema()`) need no conversion.
# Why it bites: with hundreds of tools and a loop of many steps the conversions are a cost
# in every step, and a converter with a side effect or a random name gives each step other
# tools.
#
# Seen:
#   1 step(s): the schema of the unused tool was converted 1 time(s)
#   2 step(s): the schema of the unused tool was converted 2 time(s)
#   10 step(s): the schema of the unused tool was converted 10 time(s)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173

cat >run.mjs <<'JS'
import { generateText, stepCountIs, tool } from 'ai';

let conversions = 0;
const inputSchema = {
  '~standard': {
    version: 1,
    vendor: 'counting',
    validate: (value) => ({ value }),
    jsonSchema: {
      input() {
        conversions += 1;
        return { type: 'object', properties: {} };
      },
      output: () => ({}),
    },
  },
};
const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };
const toModel = (steps) => {
  let step = 0;
  return {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'scripted',
    supportedUrls: {},
    async doGenerate() {
      step += 1;
      const isLast = step === steps;
      const call = { type: 'tool-call', toolCallId: `call-${step}`, toolName: 'used', input: '{}' };
      return {
        content: isLast ? [{ type: 'text', text: 'Done.' }] : [call],
        finishReason: { unified: isLast ? 'stop' : 'tool-calls', raw: undefined },
        usage,
        warnings: [],
      };
    },
  };
};
for (const steps of [1, 2, 10]) {
  conversions = 0;
  const tools = {
    used: tool({ inputSchema: { ...inputSchema, '~standard': { ...inputSchema['~standard'], jsonSchema: { input: () => ({ type: 'object', properties: {} }), output: () => ({}) } } }, execute: () => 'ok' }),
    unused: tool({ inputSchema, execute: () => 'ok' }),
  };
  await generateText({ model: toModel(steps), prompt: 'Go.', tools, stopWhen: stepCountIs(20) });
  console.log(`${steps} step(s): the schema of the unused tool was converted ${conversions} time(s)`);
}
JS

expected=$(cat <<'TEXT'
1 step(s): the schema of the unused tool was converted 1 time(s)
2 step(s): the schema of the unused tool was converted 2 time(s)
10 step(s): the schema of the unused tool was converted 10 time(s)
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
