#!/usr/bin/env bash
# @lancedb/lancedb 0.39.0, apache-arrow 18.1.0
#
# Expected: Int8Array vectors, as int8 embeddings come, are searched as Float32Array ones are,
# at a quarter of the size; or the table refuses them.
# What happens: the table takes them and keeps the column as Int8, and no search works:
# an array and an Int8Array are both turned into Float32 for the query, and then the
# element types differ. Uint8Array vectors are searched.
# Why it bites: the whole corpus is embedded and stored before the first query tells; the
# remedy, a column of Float32, gives up what int8 was asked for.
#
# Seen:
#   Float32Array, asked with Array: near, far
#   Float32Array, asked with Float32Array: near, far
#   Uint8Array, asked with Array: near, far
#   Uint8Array, asked with Uint8Array: near, far
#   Int8Array, asked with Array: fails: element type Int8 and the query vector is Float32
#   Int8Array, asked with Int8Array: fails: element type Int8 and the query vector is Float32
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline @lancedb/lancedb@0.39.0 apache-arrow@18.1.0

cat >run.mjs <<'JS'
import { join } from 'node:path';
import * as lancedb from '@lancedb/lancedb';

const db = await lancedb.connect(join(process.cwd(), 'data'));

for (const Vector of [Float32Array, Uint8Array, Int8Array]) {
  const table = await db.createTable(Vector.name, [
    { id: 'near', vector: new Vector([1, 2]) },
    { id: 'far', vector: new Vector([40, 50]) },
  ]);
  for (const query of [[1, 2], new Vector([1, 2])]) {
    const found = await table.search(query).limit(5).toArray().then(
      (rows) => rows.map((row) => row.id).join(', '),
      (error) => `fails: ${/element type.*?Float32/.exec(error.message)?.[0] ?? 'for another reason'}`,
    );
    console.log(`${Vector.name}, asked with ${query.constructor.name}: ${found}`);
  }
}
JS

expected=$(cat <<'TEXT'
Float32Array, asked with Array: near, far
Float32Array, asked with Float32Array: near, far
Uint8Array, asked with Array: near, far
Uint8Array, asked with Uint8Array: near, far
Int8Array, asked with Array: fails: element type Int8 and the query vector is Float32
Int8Array, asked with Int8Array: fails: element type Int8 and the query vector is Float32
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
