import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toChunks } from '../examples/retrieval/to-chunks';
import { createLocalHeroku, GREETING } from '../src/local';
import { recordsOf } from './support/recorded';
import { runExample, startExample } from './support/run-file';

/** Examples that are servers run until they are stopped. */
const SERVERS = ['chat-server', 'hono-handler'];

const heroku = createLocalHeroku();
let environment: Record<string, string>;
const closers: (() => Promise<void>)[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'examples-'));
  closers.push(() => rm(folder, { recursive: true }));
  const { url, close } = await heroku.listen();
  closers.push(close);
  environment = { INFERENCE_URL: url, INFERENCE_KEY: heroku.key };
});

afterAll(async () => {
  for (const close of closers) await close();
});

beforeEach(() => {
  heroku.requests.length = 0;
});

const run = (name: string, more: Record<string, string> = {}, args: string[] = []) =>
  runExample(name, { ...environment, ...more }, args);

const bodies = () => recordsOf(heroku).map(({ body }) => body);

/** What each example must print, word for word: the local Heroku answers the same each time. */
const OUTPUTS: Record<string, RegExp[]> = {
  'generate-text': [
    /^This is a scripted local Heroku\. You said: Why do dynos sleep/,
    /\(stop, \d+/,
  ],
  'stream-text': [/^This is a scripted local Heroku\. You said: Tell me about dynos/],
  tools: [/^weather\(\{"city":"Lisbon"\}\) -> \{.*"celsius":21/, /Heroku\. weather returned: \{/],
  'generate-object': [/^a scripted name, for 1\n- a scripted amount a scripted name\n/],
  'stream-object': [/^\{\}\n\{"name":"a s"\}\n/, /"steps":\["a scripted steps",.*\]\}\n$/],
  reasoning: [/^Thinking: A scripted thought about: Is 3599/, /\nAnswer: This is a scripted/],
  image: [/I was sent 1 image\.\n$/],
  embed: [
    /^Which containers run my code\?\n0\.[5-9]\d Dynos are containers/,
    /\n\(1536 dimensions, \d+ tokens\)\n$/,
  ],
  rerank: [/^0\.[6-9]\d Dynos are containers that run your code\.\n0\.\d\d A release[^\n]+\n$/],
  'generate-image': [/example-image\.png: image\/png, \d+ bytes\n$/],
  agent: [
    /^This is a scripted local Heroku\. I call code_exec_python\.\n-> python \{"code":/,
    /\n<- \{"content":.*code_exec_python has run\./,
    /\n\(\d+ tokens in, \d+ out\)\n$/,
  ],
  'several-attachments': [/^Draft \(claude-4-5-sonnet\): /, /\nReview \(nova-lite\): .*bakery/],
};

it('runs every example there is', async () => {
  const files = await readdir('examples');
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
  expect([...Object.keys(OUTPUTS), ...SERVERS].sort()).toEqual(names.sort());
});

describe('examples that run to their end', () => {
  it.each(Object.entries(OUTPUTS))('%s', async (name, expected) => {
    const more = {
      INFERENCE_MODEL_ID: 'claude-4-5-sonnet',
      CRITIC_URL: environment.INFERENCE_URL ?? '',
      CRITIC_KEY: heroku.key,
      CRITIC_MODEL_ID: 'nova-lite',
    };
    const file = join(folder, 'example-image.png');
    const { code, stdout, stderr } = await run(name, more, name === 'generate-image' ? [file] : []);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const pattern of expected) expect(stdout).toMatch(pattern);
    expect(heroku.requests.map(({ status }) => status)).not.toContain(400);
  });

  it('stream-object asks with a forced tool that has the schema', async () => {
    await run('stream-object');
    expect(bodies()[0]).toMatchObject({
      stream: true,
      tools: [{ function: { parameters: { properties: { name: {}, steps: {} } } } }],
      tool_choice: { type: 'function' },
    });
  });

  it('reasoning asks for thinking', async () => {
    await run('reasoning');
    expect(bodies()[0]).toMatchObject({
      extended_thinking: { enabled: true, budget_tokens: 2000, include_reasoning: true },
      max_tokens: 3000,
    });
  });

  it('image sends a file that is named', async () => {
    const bytes = Buffer.from('/9j/4AAQSkZJRg==', 'base64');
    const file = join(tmpdir(), `example-${process.pid}.jpg`);
    await writeFile(file, bytes);
    const { stdout } = await run('image', {}, [file]);
    expect(stdout).toContain('1 image');
    expect(JSON.stringify(bodies()[0])).toContain('data:image/jpeg;base64,/9j/4AAQSkZJRg==');
  });

  it('embed says what each text is for', async () => {
    await run('embed');
    expect(bodies().map(({ input_type }) => input_type)).toEqual([
      'search_document',
      'search_query',
    ]);
  });

  it('generate-image writes the image', async () => {
    const file = join(folder, 'written.png');
    await run('generate-image', {}, [file]);
    expect([...(await readFile(file)).subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  });

  it.each(['stream-text', 'embed', 'chat-server'])(
    '%s without a key says how to go on without one, and nothing else',
    async (name) => {
      const { code, stdout, stderr } = await runExample(name);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(
        /^INFERENCE_KEY is not set\..*\n {2}node scripts\/run\.mjs scripts\/local\.ts\n.*\n$/,
      );
    },
  );

  it('embed does with the key of its own attachment', async () => {
    const { code, stdout } = await runExample('embed', {
      EMBEDDING_URL: environment.INFERENCE_URL ?? '',
      EMBEDDING_KEY: heroku.key,
    });
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('1536') });
  });

  it.each([
    'stream-text',
    'generate-text',
    'stream-object',
    'reasoning',
    'embed',
    'rerank',
    'agent',
  ])('%s says what went wrong and fails', async (name) => {
    const { code, stderr } = await run(name, { INFERENCE_KEY: 'inf-wrong' });
    expect(code).toBe(1);
    expect(stderr).toContain('Invalid API key provided');
  });
});

/** Whether a server answers at this address. */
async function reaches(host: string, url: string): Promise<boolean> {
  const { port } = new URL(url);
  return fetch(`http://${host}:${port}/`).then(
    () => true,
    () => false,
  );
}

/** An address of this machine that others could use, if it has one. */
const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

/** Run before a server: without PORT it would take port 3000, which may be in use. */
const ANY_PORT = `import net from 'node:net';
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...more) { return listen.call(this, 0, ...more); };`;

describe.skipIf(outside === undefined).each(SERVERS)('who can reach %s', (name) => {
  it.each([
    ['others, where PORT says that a platform runs it', { PORT: '0' }, true],
    ['only this machine, without PORT', { PORT: undefined as never }, false],
  ])('%s', async (_who, port, isOpen) => {
    const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(ANY_PORT)}`;
    const server = await startExample(name, { ...environment, NODE_OPTIONS, ...port });
    try {
      expect(await reaches('127.0.0.1', server.url)).toBe(true);
      expect(await reaches(outside ?? '', server.url)).toBe(isOpen);
    } finally {
      await server.close();
    }
  });
});

describe('heroku-app', () => {
  const read = (file: string) => readFile(join('examples/heroku-app', file), 'utf8');

  it('asks for the add-on, and starts the file that is there', async () => {
    const { addons } = JSON.parse(await read('app.json'));
    expect(addons).toEqual(['heroku-inference:standard']);
    const [, command] = /^web: (.+)\n$/.exec(await read('Procfile')) ?? [];
    expect(command).toBe(JSON.parse(await read('package.json')).scripts.start);
    expect(await read(command?.replace('node ', '') ?? '')).toContain('server.listen(');
  });
});

/** `npm run test:frameworks -- retrieval` indexes and asks with it. */
describe('retrieval', () => {
  const MAX_BYTES = 2048;
  const word = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('x'.repeat(3000), '🍰'.repeat(600), '文。'),
  );
  const gap = fc.constantFrom(' ', '. ', '\n', '\n\n', '');
  const text = fc.array(fc.tuple(word, gap), { maxLength: 40 }).map((all) => all.flat().join(''));

  it('cuts a text into chunks that Heroku takes, and loses nothing but blanks', () => {
    fc.assert(
      fc.property(text, (text) => {
        const chunks = toChunks(text);
        expect(chunks.filter((chunk) => chunk.trim() === '')).toEqual([]);
        expect(new Set(chunks).size).toBe(chunks.length);
        for (const chunk of chunks) {
          expect(Buffer.byteLength(chunk)).toBeLessThanOrEqual(MAX_BYTES);
          expect(text).toContain(chunk);
          expect(chunk.isWellFormed()).toBe(true);
        }
        const characters = (text: string) => new Set(text.replaceAll(/\s/g, ''));
        expect(characters(chunks.join(''))).toEqual(characters(text));
      }),
    );
  });

  it.each([
    ['paragraphs', `${'a '.repeat(600)}\n\n${'b '.repeat(600)}`],
    ['sentences', `${'a '.repeat(600)}. ${'b '.repeat(600)}`],
  ])('cuts between %s', (_what, text) => {
    expect(toChunks(text).map((chunk) => new Set(chunk.replaceAll(/[\s.]/g, '')).size)).toEqual([
      1, 1,
    ]);
  });

  it('has the files that its Procfile starts', async () => {
    const read = (file: string) => readFile(join('examples/retrieval', file), 'utf8');
    const files = [...(await read('Procfile')).matchAll(/node (\S+)/g)].map(([, file]) => file);
    expect(files).toEqual(['main.ts', 'server.ts']);
    for (const file of files) expect(await read(file ?? '')).toContain('openDatabase()');
  });
});

describe('hono-handler', () => {
  let server: Awaited<ReturnType<typeof startExample>>;
  beforeEach(async () => {
    server = await startExample('hono-handler', environment);
  });
  afterEach(() => server.close());

  it('streams UI messages', async () => {
    const parts = [{ type: 'text', text: 'Hello there' }];
    const response = await fetch(server.url, {
      method: 'POST',
      body: JSON.stringify({ messages: [{ id: '1', role: 'user', parts }] }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = (await response.text()).split('\n\n').filter(Boolean);
    expect(events.at(-1)).toBe('data: [DONE]');
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.replace('data: ', '')));
    expect(chunks.map(({ delta = '' }) => delta).join('')).toBe(
      `${GREETING} You said: Hello there`,
    );
  });
});

describe('chat-server', () => {
  let server: Awaited<ReturnType<typeof startExample>>;
  beforeAll(async () => {
    server = await startExample('chat-server', environment);
  });
  afterAll(() => server.close());

  it('serves the page, whole and without foreign sources', async () => {
    const response = await fetch(server.url);
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/(?:src|href)="(?!data:|\/markdown-it\.js")/);
  });

  it.each([
    ['no JSON', 'hello', 'JSON'],
    ['no messages', '{}', 'messages'],
    ['messages that are none', '{"messages":[{"role":"user"}]}', 'Type validation failed'],
  ])('refuses %s in words', async (_what, body, words) => {
    const response = await fetch(`${server.url}/api/chat`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(words);
    expect(heroku.requests).toEqual([]);
  });

  it('knows no other path', async () => {
    expect((await fetch(`${server.url}/other`)).status).toBe(404);
  });
});
