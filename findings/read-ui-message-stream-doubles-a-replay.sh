#!/usr/bin/env bash
# ai 7.0.173 (5.0.277 and 6.0.326 likewise)
#
# Expected: readUIMessageStream({ message, stream }) continues the half message that is
# given, when the stream of the same answer is resumed.
# What happens: resumable streams replay from the beginning, and nothing is matched: the
# half text stays, "streaming" for ever, and the whole text is appended as a part of its
# own. The other way of resuming, to send the missing deltas alone, yields no message at
# all: they belong to no text-start, which is an error that goes to `onError` and nowhere
# else.
# Why it bites: after each reconnection the stored chat holds one more copy of the
# beginning, and the model reads it back in the next turn.
#
# Seen:
#   replayed: 4 messages, last: Hel (streaming) + Hello (done)
#   continued: 0 messages, last: none
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173

cat >run.mjs <<'JS'
import { readUIMessageStream } from 'ai';

const resume = async (chunks) => {
  const message = { id: 'm', role: 'assistant', parts: [{ type: 'text', text: 'Hel', state: 'streaming' }] };
  const stream = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const parts = [];
  for await (const next of readUIMessageStream({ message, stream })) parts.push(next.parts);
  const texts = (parts.at(-1) ?? []).filter((part) => part.type === 'text');
  return `${parts.length} messages, last: ${texts.map((part) => `${part.text} (${part.state})`).join(' + ') || 'none'}`;
};
const end = [{ type: 'text-end', id: 't' }, { type: 'finish' }];
const delta = (text) => ({ type: 'text-delta', id: 't', delta: text });
console.log('replayed:', await resume([{ type: 'start', messageId: 'm' }, { type: 'text-start', id: 't' }, delta('Hello'), ...end]));
console.log('continued:', await resume([delta('lo'), ...end]));
JS

expected=$(cat <<'TEXT'
replayed: 4 messages, last: Hel (streaming) + Hello (done)
continued: 0 messages, last: none
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
