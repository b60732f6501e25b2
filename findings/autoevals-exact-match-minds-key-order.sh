#!/usr/bin/env bash
# autoevals 0.3.0
#
# Expected: ExactMatch of two objects with the same keys and values is 1, in any order.
# What happens: both sides are compared as JSON text. Another order of keys scores 0, while
# the number 1 and the text '1', or an object and its own JSON text, score 1. JSONDiff of
# the same objects is 1.
# Why it bites: models write arguments in the order they like, so tool calls that are right
# score 0 by chance, and a wrong type (text for a number) is never seen.
#
# Seen:
#   ExactMatch, other order: 0
#   JSONDiff, other order: 1
#   ExactMatch, text for an object: 1
#   ExactMatch, '1' for 1: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline autoevals@0.3.0

cat >run.mjs <<'JS'
import { ExactMatch, JSONDiff } from 'autoevals';

const expected = { city: 'Rome', days: 3 };
const output = { days: 3, city: 'Rome' };
const score = async (scorer, args) => (await scorer(args)).score;
console.log('ExactMatch, other order:', await score(ExactMatch, { output, expected }));
console.log('JSONDiff, other order:', await score(JSONDiff, { output, expected }));
console.log('ExactMatch, text for an object:', await score(ExactMatch, { output: JSON.stringify(expected), expected }));
console.log("ExactMatch, '1' for 1:", await score(ExactMatch, { output: '1', expected: 1 }));
JS

expected=$(cat <<'TEXT'
ExactMatch, other order: 0
JSONDiff, other order: 1
ExactMatch, text for an object: 1
ExactMatch, '1' for 1: 1
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
