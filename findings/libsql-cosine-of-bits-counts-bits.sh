#!/usr/bin/env bash
# @libsql/client 0.18.0 (libsql in memory)
#
# Expected: vector_distance_cos of two `vector1bit` values is a cosine distance, from 0 to 2,
# as of the other vector types.
# What happens: it is the Hamming distance, the number of bits that differ, under the name
# of a cosine. A threshold such as `< 0.3`, tuned on float vectors, then keeps exact
# duplicates alone. vector_distance_l2 refuses one-bit vectors.
# Why it bites: moving a column from F32_BLOB to F1BIT_BLOB to save space changes the unit
# of every distance, and no query fails.
#
# Seen:
#   vector32: 4 of 64 differ 0.125, all differ 2.000
#   vector1bit: 4 of 64 differ 4.000, all differ 64.000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline @libsql/client@0.18.0

cat >run.mjs <<'JS'
import { createClient } from '@libsql/client';

const db = createClient({ url: ':memory:' });
const distance = async (kind, a, b) => {
  const sql = `select vector_distance_cos(${kind}(?), ${kind}(?)) as d`;
  return Number((await db.execute({ sql, args: [JSON.stringify(a), JSON.stringify(b)] })).rows[0].d);
};
const ones = Array(64).fill(1);
const opposite = Array(64).fill(-1);
const near = [...Array(60).fill(1), ...Array(4).fill(-1)];
for (const kind of ['vector32', 'vector1bit']) {
  const [close, far] = [await distance(kind, ones, near), await distance(kind, ones, opposite)];
  console.log(`${kind}: 4 of 64 differ ${close.toFixed(3)}, all differ ${far.toFixed(3)}`);
}
JS

expected=$(cat <<'TEXT'
vector32: 4 of 64 differ 0.125, all differ 2.000
vector1bit: 4 of 64 differ 4.000, all differ 64.000
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
