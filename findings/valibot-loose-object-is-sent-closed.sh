#!/usr/bin/env bash
# ai 7.0.173, valibot 1.5.0, @valibot/to-json-schema 1.8.0; arktype 2.2.10 beside it
#
# Expected: `v.looseObject` is sent to the model as an object that is open to further keys.
# What happens: Valibot writes openness as silence (no `additionalProperties`), and the
# AI SDK reads silence as "not decided" and adds `additionalProperties: false`. The model
# is told that the keys which the schema invites are forbidden; validate() takes them.
# ArkType's index signature and Zod's looseObject write `additionalProperties: {}` and
# stay open.
# Why it bites: free-form filters or metadata come back without their free part, and
# nothing is logged.
#
# Seen:
#   valibot, sent: false
#   valibot, validated: {"city":"Rome","floor":2}
#   arktype, sent: {}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173 valibot@1.5.0 @valibot/to-json-schema@1.8.0 arktype@2.2.10

cat >run.mjs <<'JS'
import { asSchema } from 'ai';
import { type } from 'arktype';
import * as v from 'valibot';
import { toStandardJsonSchema } from '@valibot/to-json-schema';

const loose = asSchema(toStandardJsonSchema(v.looseObject({ city: v.string() })));
const open = asSchema(type({ city: 'string', '[string]': 'unknown' }));
console.log('valibot, sent:', JSON.stringify((await loose.jsonSchema).additionalProperties));
const checked = await loose.validate({ city: 'Rome', floor: 2 });
console.log('valibot, validated:', JSON.stringify(checked.value));
console.log('arktype, sent:', JSON.stringify((await open.jsonSchema).additionalProperties));
JS

expected=$(cat <<'TEXT'
valibot, sent: false
valibot, validated: {"city":"Rome","floor":2}
arktype, sent: {}
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
