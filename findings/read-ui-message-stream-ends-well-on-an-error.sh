#!/usr/bin/env bash
# ai 7.0.173 (5.0.277 and 6.0.326 likewise)
#
# Expected: a `for await` over readUIMessageStream throws when the stream brings an error
# chunk, as a loop over any other stream of the SDK that has failed.
# What happens: the loop ends as after a whole answer, and nothing is logged. Only
# `terminateOnError: true` makes it throw, or `onError` tells. The parts still say
# `state: 'streaming'`, which is the one trace.
# Why it bites: terminals and servers that store the last message keep half an answer as a
# whole one.
#
# Seen:
#   by default: ended well with "Half an" (streaming)
#   terminateOnError: threw: The model is overloaded.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173

cat >run.mjs <<'JS'
import { readUIMessageStream } from 'ai';

const read = async (options) => {
  const chunks = [
    { type: 'start' },
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: 'Half an' },
    { type: 'error', errorText: 'The model is overloaded.' },
  ];
  const stream = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  let last;
  try {
    for await (const message of readUIMessageStream({ stream, ...options })) last = message;
    return `ended well with "${last.parts[0].text}" (${last.parts[0].state})`;
  } catch (error) {
    return `threw: ${error.message}`;
  }
};
console.log('by default:', await read({}));
console.log('terminateOnError:', await read({ terminateOnError: true }));
JS

expected=$(cat <<'TEXT'
by default: ended well with "Half an" (streaming)
terminateOnError: threw: The model is overloaded.
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
