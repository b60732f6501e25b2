#!/usr/bin/env bash
# @lancedb/lancedb 0.39.0, apache-arrow 18.1.0
#
# Expected: a search by cosine distance with a limit above the number of rows returns every
# row; one whose vector is all zeros comes last, or with an empty distance.
# What happens: that row is left out, without any index, and a query vector of zeros
# returns no row at all. By dot product or L2 the row is there.
# Why it bites: zeros stand for texts that an embedding service answered with nothing
# (empty strings, filtered ones). Such rows are counted by countRows() and found by no
# search, so a pipeline that expects as many results as rows loses documents silently.
#
# Seen:
#   rows: 3
#   cosine: same, opposite
#   dot: same, zero, opposite
#   cosine, query of zeros: nothing
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

const table = await db.createTable('texts', [
  { id: 'same', vector: [1, 0] },
  { id: 'zero', vector: [0, 0] },
  { id: 'opposite', vector: [-1, 0] },
]);
const search = async (vector, distance) =>
  (await table.search(vector).distanceType(distance).limit(10).toArray()).map((row) => row.id).join(', ') || 'nothing';
console.log('rows:', await table.countRows());
console.log('cosine:', await search([1, 0], 'cosine'));
console.log('dot:', await search([1, 0], 'dot'));
console.log('cosine, query of zeros:', await search([0, 0], 'cosine'));
JS

expected=$(cat <<'TEXT'
rows: 3
cosine: same, opposite
dot: same, zero, opposite
cosine, query of zeros: nothing
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
