import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { createHeroku } from '../dist/v4.js';
import { measure, ratio } from './measure.mjs';
import { printTable, spread, times, verdict } from './table.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE = join(ROOT, 'examples/retrieval');
const [DOCUMENTS, WORDS] = [2000, 500];
const SPACE = { modelId: 'cohere-embed-multilingual', dimensions: 1024 };

/** What examples/retrieval takes to index documents, beside a loop that makes the same requests and statements and nothing else. */
export async function retrieval() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-retrieval-'));
  try {
    const documents = await writeDocuments(join(folder, 'documents'));
    const [example, pglite] = [await bundleExample(), await openPglite(folder)];
    const requests = [];
    const statements = [];
    const database = {
      query(sql, values) {
        statements.push([sql, values]);
        return pglite.query(sql, values);
      },
    };
    const fetch = async (_url, { body }) => answer(requests, body);
    const model = createHeroku({ apiKey: 'inf-bench', baseURL: 'http://bench.test', fetch });
    let chunks = [];
    const indexAll = async () => {
      requests.length = 0;
      statements.length = 0;
      await pglite.query('DROP TABLE IF EXISTS document_chunks');
      chunks = await example.loadDocuments(documents);
      const store = await example.openStore(database, SPACE);
      const settings = { model: model.embedding(SPACE.modelId), report() {} };
      await example.indexDocuments(chunks, { ...store, async createIndex() {} }, settings);
    };
    await indexAll();
    const asked = [...requests];
    const inserts = statements.filter(([sql]) => sql.includes('INSERT INTO'));
    const rows = inserts.map(([, values]) => JSON.parse(values[1]));
    const others = statements.filter((statement) => !inserts.includes(statement));
    const alone = async () => {
      await pglite.query('DROP TABLE IF EXISTS document_chunks');
      for (const [sql, values] of others) await pglite.query(sql, values);
      for (const [at, body] of asked.entries()) {
        const { data } = await (await answer([], body)).json();
        const [sql, [modelId]] = inserts[at];
        const batch = rows[at].map((row, index) => ({ ...row, ...data[index] }));
        await pglite.query(sql, [modelId, JSON.stringify(batch)]);
      }
    };
    const results = await measure({ run: indexAll, alone }, { rounds: 3, warmUp: 0 });
    await pglite.close();

    const value = ratio(results, 'run', 'alone');
    printTable(
      `(s) ${DOCUMENTS} documents of ${WORDS} words, ${chunks.length} chunks, into PGlite: examples/retrieval / its requests and inserts alone`,
      ['', 'whole run without the index', 'requests and inserts alone'],
      [[`${times(value)} ${verdict(value, 1.1)}`, spread(results.run), spread(results.alone)]],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Files with words of a small vocabulary, in paragraphs of a hundred. */
async function writeDocuments(folder) {
  await mkdir(folder);
  for (let document = 0; document < DOCUMENTS; document++) {
    let text = '';
    for (let at = 0; at < WORDS; at++) {
      text += `word${(document * 31 + at * at) % 997}${at % 100 === 99 ? '.\n\n' : ' '}`;
    }
    await writeFile(join(folder, `${document}.md`), text);
  }
  return folder;
}

/** The modules of the example, with AI SDK 7. */
async function bundleExample() {
  await mkdir(join(ROOT, '.tmp'), { recursive: true });
  const outfile = join(ROOT, '.tmp/bench-retrieval.mjs');
  await build({
    stdin: {
      contents: ['load-documents', 'store', 'index-documents']
        .map((name) => `export * from './${name}.ts';`)
        .join('\n'),
      resolveDir: EXAMPLE,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { ai: 'ai-v7' },
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

/** In memory, in the versions that the example has. */
async function openPglite(folder) {
  const { devDependencies } = createRequire(import.meta.url)(join(EXAMPLE, 'package.json'));
  const names = ['@electric-sql/pglite', '@electric-sql/pglite-pgvector'];
  const packages = names.map((name) => `${name}@${devDependencies[name]}`);
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', ...packages]);
  const load = (name) =>
    import(pathToFileURL(join(folder, 'node_modules', name, 'dist/index.js')).href);
  const [{ PGlite }, { vector }] = await Promise.all(names.map(load));
  return PGlite.create({ extensions: { vector } });
}

const vectors = new Map();

/** A text of as many vectors as were asked for, made once for each number. */
function answer(requests, body) {
  requests.push(body);
  const { length } = JSON.parse(body).input;
  if (!vectors.has(length)) {
    const data = Array.from({ length }, (_, index) => ({
      object: 'embedding',
      index,
      embedding: Array.from({ length: SPACE.dimensions }, () =>
        Number((Math.random() - 0.5).toPrecision(9)),
      ),
    }));
    vectors.set(length, JSON.stringify({ object: 'list', data, usage: { prompt_tokens: 1 } }));
  }
  return new Response(vectors.get(length), { headers: { 'content-type': 'application/json' } });
}
