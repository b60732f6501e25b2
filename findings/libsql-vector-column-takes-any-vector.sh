#!/usr/bin/env bash
# @libsql/client 0.18.0 (libsql in memory)
#
# Expected: a column `F8_BLOB(4)` takes int8 vectors of four numbers and refuses others.
# What happens: the type is a label as long as the column has no vector index: a float32
# vector, or one of three numbers, is stored as it is. The first distance query over the
# table fails ("vectors must have the same type"), or the first index does.
# Why it bites: an embedding model with another dimension, or a forgotten vector8(), is
# found when the table is searched, not when it is written, and one row spoils the search
# of all.
#
# Seen:
#   plain, int8: ok, 1 row(s)
#   plain, float32: ok, 1 row(s)
#   plain, three numbers: ok, 1 row(s)
#   indexed, float32: SQLITE_ERROR: vector index(insert): vector type differs from column type: 1 != 4
#   search of plain: SQLITE_ERROR: vector_distance: vectors must have the same type: 1 != 4
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --prefer-offline @libsql/client@0.18.0

cat >run.mjs <<'JS'
import { createClient } from '@libsql/client';

const db = createClient({ url: ':memory:' });
const run = (sql) =>
  db.execute(sql).then(
    (result) => `ok, ${result.rows.length || result.rowsAffected} row(s)`,
    (error) => error.message,
  );
await db.execute('create table plain (id integer primary key, e F8_BLOB(4))');
await db.execute('create table indexed (id integer primary key, e F8_BLOB(4))');
await db.execute('create index by_e on indexed (libsql_vector_idx(e))');
console.log('plain, int8:', await run("insert into plain values (1, vector8('[1,2,3,4]'))"));
console.log('plain, float32:', await run("insert into plain values (2, vector32('[1,2,3,4]'))"));
console.log('plain, three numbers:', await run("insert into plain values (3, vector8('[1,2,3]'))"));
console.log('indexed, float32:', await run("insert into indexed values (1, vector32('[1,2,3,4]'))"));
console.log('search of plain:', await run("select vector_distance_cos(e, vector8('[1,2,3,4]')) from plain"));
JS

expected=$(cat <<'TEXT'
plain, int8: ok, 1 row(s)
plain, float32: ok, 1 row(s)
plain, three numbers: ok, 1 row(s)
indexed, float32: SQLITE_ERROR: vector index(insert): vector type differs from column type: 1 != 4
search of plain: SQLITE_ERROR: vector_distance: vectors must have the same type: 1 != 4
TEXT
)
seen=$(node run.mjs)
echo "$seen"
[ "$seen" = "$expected" ] || {
  echo "The behaviour has changed. It was:"
  echo "$expected"
  exit 1
}
