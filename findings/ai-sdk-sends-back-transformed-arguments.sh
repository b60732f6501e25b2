#!/usr/bin/env bash
# ai 7.0.173 (5.0.277 and 6.0.326 likewise), zod 4.6.7
#
# Expected: in the next step of a tool loop the model is sent its own tool call, with the
# arguments that it wrote.
# What happens: the call goes back with the value that the schema made of them. Defaults are
# filled in, text is trimmed, a date from `z.string().transform()` is a timestamp, keys that
# the schema does not know are gone.
# Why it bites: the model reads a call that it never wrote, in a form that the schema it was
# given may forbid, and which it may take as the example for its next call.
#
# Seen:
#   the model wrote: {"day":" 2026-12-01 ","note":"x"}
#   it is sent back: {"day":"2026-12-01T00:00:00.000Z","nights":1}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173 zod@4.6.7

cat >run.mjs <<'JS'
import { generateText, isStepCount, tool } from 'ai';
import { z } from 'zod';

const wrote = '{"day":" 2026-12-01 ","note":"x"}';
const call = { type: 'tool-call', toolCallId: 'call-1', toolName: 'book', input: wrote };
const answers = [
  { content: [call], finishReason: { unified: 'tool-calls', raw: 'tool_calls' } },
  { content: [{ type: 'text', text: 'Booked.' }], finishReason: { unified: 'stop', raw: 'stop' } },
];
const prompts = [];
const model = {
  specificationVersion: 'v4',
  provider: 'test',
  modelId: 'test',
  supportedUrls: {},
  async doGenerate({ prompt }) {
    prompts.push(prompt);
    return { ...answers[prompts.length - 1], usage: { inputTokens: {}, outputTokens: {} }, warnings: [] };
  },
};
const inputSchema = z.object({
  day: z.string().transform((text) => new Date(text.trim())),
  nights: z.number().default(1),
});
const tools = { book: tool({ inputSchema, execute: async () => 'done' }) };
await generateText({ model, prompt: 'Book a room.', tools, stopWhen: isStepCount(2) });
console.log('the model wrote:', wrote);
console.log('it is sent back:', JSON.stringify(prompts[1][1].content[0].input));
JS

expected=$(cat <<'TEXT'
the model wrote: {"day":" 2026-12-01 ","note":"x"}
it is sent back: {"day":"2026-12-01T00:00:00.000Z","nights":1}
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
