#!/usr/bin/env bash
# ai 7.0.173 (6.0.326 likewise), valibot 1.5.0, @valibot/to-json-schema 1.8.0, ajv 8.20.0
#
# Expected: the JSON Schema that the AI SDK sends for `v.intersect([A, B])` accepts
# what the schema itself accepts.
# What happens: asSchema() adds `additionalProperties: false` to each object that is
# silent about other keys, also to the two sides of an `allOf`. Each side then forbids
# the keys of the other one: no value fits the schema that is sent, not even one that
# the SDK's own validate() accepts afterwards. Zod is not hit: its `.and()` of two
# objects is written as one object.
# Why it bites: a server that decodes under the schema can only fail, or leave the
# arguments out; one that ignores it works. The same tool is fine with one model and
# broken with the next.
#
# Seen:
#   sides of allOf: additionalProperties false, additionalProperties false
#   the AI SDK accepts the value: true
#   the JSON Schema that was sent accepts it: false
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173 valibot@1.5.0 @valibot/to-json-schema@1.8.0 ajv@8.20.0

cat >run.mjs <<'JS'
import { asSchema } from 'ai';
import Ajv from 'ajv';
import * as v from 'valibot';
import { toStandardJsonSchema } from '@valibot/to-json-schema';

const both = v.intersect([v.object({ city: v.string() }), v.object({ days: v.number() })]);
const schema = asSchema(toStandardJsonSchema(both));
const sent = await schema.jsonSchema;
const value = { city: 'Rome', days: 3 };
console.log('sides of allOf:', sent.allOf.map((side) => `additionalProperties ${side.additionalProperties}`).join(', '));
console.log('the AI SDK accepts the value:', (await schema.validate(value)).success);
console.log('the JSON Schema that was sent accepts it:', new Ajv().compile(sent)(value));
JS

expected=$(cat <<'TEXT'
sides of allOf: additionalProperties false, additionalProperties false
the AI SDK accepts the value: true
the JSON Schema that was sent accepts it: false
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
