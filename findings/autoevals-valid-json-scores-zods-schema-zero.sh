#!/usr/bin/env bash
# autoevals 0.3.0, zod 4.6.7
#
# Expected: ValidJSON with the schema that `z.toJSONSchema()` returns scores 1 for a value
# that the Zod schema accepts.
# What happens: 0. The scorer compiles with a draft-07 validator; Zod's default names draft
# 2020-12 in `$schema`, compiling throws, and the scorer takes every error for "not valid".
# With `target: 'draft-7'`, or without `$schema`, the score is 1.
# Why it bites: a whole evaluation reads 0 and looks like a bad model.
#
# Seen:
#   zod accepts: true
#   draft-2020-12: score 0
#   draft-7: score 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline autoevals@0.3.0 zod@4.6.7

cat >run.mjs <<'JS'
import { ValidJSON } from 'autoevals';
import * as z from 'zod';

const city = z.object({ city: z.string() });
const output = '{"city":"Rome"}';
console.log('zod accepts:', city.safeParse(JSON.parse(output)).success);
for (const target of ['draft-2020-12', 'draft-7']) {
  const { score } = await ValidJSON({ output, schema: z.toJSONSchema(city, { target }) });
  console.log(`${target}: score ${score}`);
}
JS

expected=$(cat <<'TEXT'
zod accepts: true
draft-2020-12: score 0
draft-7: score 1
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
