import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { createCoverage, toLinesRun } from './coverage.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The answers of each road, folders of `fixtures`: each is streamed by a server on loopback, frame by frame. */
const ROADS = {
  'a plain text': ['text-stream'],
  'a tool loop with signed thinking': ['reasoning-text-and-tool-call', 'reasoning-replayed'],
};

/** The rooms between bytes and parts. What they take of others, as of json/ and http/, is beside the road. */
const ROOMS = /^src\/(chat\/response|parts)\//;

/** Where reading begins. */
const ENTRY = 'src/chat/heroku-language-model.ts';

/**
 * The files of src of which a function runs between the first bytes of a response and its last part, by road: `{ file, isRoad,
 * run, all }`, `run` and `all` in lines of code, without comments and blank lines; in the order in which imports lead to them.
 */
export async function measureRoads() {
  const folder = join(ROOT, '.tmp');
  mkdirSync(folder, { recursive: true });
  const outdir = mkdtempSync(join(folder, 'road-'));
  try {
    return await measureIn(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

async function measureIn(outdir) {
  const { outputFiles, inputs } = await bundle(outdir);
  const [map, code] = outputFiles.map(({ text }) => text);
  const url = pathToFileURL(join(outdir, 'index.mjs')).href;
  const coverage = await createCoverage(url);
  const { createHeroku } = await import(url);
  const roads = {};
  for (const [name, fixtures] of Object.entries(ROADS)) {
    const runs = [];
    for (const fixture of fixtures) runs.push(await runAnswer(createHeroku, fixture, coverage));
    const files = toFiles(toLinesRun(code, JSON.parse(map), runs), outdir);
    roads[name] = inReadingOrder(files, inputs);
  }
  coverage.close();
  return roads;
}

async function bundle(outdir) {
  const result = await build({
    entryPoints: [join(ROOT, 'src/index.ts')],
    outfile: join(outdir, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    sourcemap: 'linked',
    metafile: true,
    define: { __PACKAGE_VERSION__: '"0.0.0"' },
    logLevel: 'error',
  });
  const outputFiles = ['index.mjs.map', 'index.mjs'].map((name) => ({
    text: readFileSync(join(outdir, name), 'utf8'),
  }));
  return { outputFiles, inputs: result.metafile.inputs };
}

/** A plain call of the model over HTTP. What runs before the first bytes is not counted. */
async function runAnswer(createHeroku, fixture, coverage) {
  const read = (file) => readFileSync(join(ROOT, 'fixtures', fixture, file), 'utf8');
  const { modelId, options } = JSON.parse(read('request.json'));
  const server = await serve(read('stream.sse'));
  const heroku = createHeroku({
    apiKey: 'inf-0',
    baseURL: `http://localhost:${server.address().port}`,
    fetch: async (...request) => whenBytesCome(await fetch(...request), coverage.start),
  });
  const { stream } = await heroku(modelId).doStream(options);
  for await (const _part of stream);
  const functions = await coverage.stop();
  server.close();
  server.closeAllConnections();
  return functions;
}

/** The response, with a step before its first bytes are given. */
function whenBytesCome({ body, status, headers }, step) {
  let hasCome = false;
  const stepFirst = new TransformStream({
    async transform(bytes, controller) {
      if (!hasCome) await step();
      hasCome = true;
      controller.enqueue(bytes);
    },
  });
  return new Response(body.pipeThrough(stepFirst), { status, headers });
}

async function serve(text) {
  const frames = text.split(/(?<=\n\n)/);
  const server = createServer(async (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const frame of frames) {
      response.write(frame);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function toFiles(linesRun, outdir) {
  return [...linesRun].map(([source, lines]) => {
    const file = relative(ROOT, join(outdir, source));
    return {
      file,
      isRoad: ROOMS.test(file),
      run: lines.size,
      all: countCode(readFileSync(join(ROOT, file), 'utf8')),
    };
  });
}

/** Lines that are neither blank nor comment. */
function countCode(text) {
  const withoutComments = text.replace(/^\s*\/\*[\s\S]*?\*\/\s*$|^\s*\/\/.*$/gm, '');
  return withoutComments.split('\n').filter((line) => line.trim() !== '').length;
}

/** Those that the entry imports, then those that these import, and so on. */
function inReadingOrder(files, inputs) {
  const left = new Map(files.map((entry) => [entry.file, entry]));
  const ordered = [];
  const waiting = [ENTRY];
  for (const path of waiting) {
    const entry = left.get(path);
    if (!entry) continue;
    left.delete(path);
    ordered.push(entry);
    for (const { path: imported } of inputs[path].imports) waiting.push(imported);
  }
  return [...ordered, ...left.values()];
}
