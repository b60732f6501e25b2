#!/usr/bin/env bash
# ai 7.0.173, effect 4.1.0
#
# Expected: `Schema.optional(Schema.String)` in a tool is a string that may be left out.
# What happens: its JSON Schema also allows null (the encoded form of undefined), and the
# validation of the same schema refuses null: "Expected string | undefined".
# `Schema.optionalKey` has no null.
# Why it bites: models fill optional fields with null gladly, and here they were told
# that they may. The call becomes an invalid tool call though it obeys what was sent.
#
# Seen:
#   optional sent: {"anyOf":[{"type":"string"},{"type":"null"}]} required: []
#   optional takes null: false
#   optionalKey sent: {"type":"string"} required: []
#   optionalKey takes null: false
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline ai@7.0.173 effect@4.1.0

cat >run.mjs <<'JS'
import { asSchema } from 'ai';
import * as Schema from 'effect/Schema';

const toTool = (field) =>
  asSchema(Schema.toStandardJSONSchemaV1(Schema.toStandardSchemaV1(Schema.Struct({ unit: field }))));
for (const name of ['optional', 'optionalKey']) {
  const schema = toTool(Schema[name](Schema.String));
  const { properties, required = [] } = await schema.jsonSchema;
  console.log(name, 'sent:', JSON.stringify(properties.unit), 'required:', JSON.stringify(required));
  console.log(name, 'takes null:', (await schema.validate({ unit: null })).success);
}
JS

expected=$(cat <<'TEXT'
optional sent: {"anyOf":[{"type":"string"},{"type":"null"}]} required: []
optional takes null: false
optionalKey sent: {"type":"string"} required: []
optionalKey takes null: false
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
