import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { createNodeTerminal } from '../../src/cli/node-terminal';
import { createRedactor } from '../../src/cli/probes/redactor';
import { run } from '../../src/cli/run';
import type { Terminal } from '../../src/cli/terminal';
import { createLocalHeroku, type LocalHerokuOptions, RULES } from '../../src/local';
import { createFakeTerminal } from './fake-terminal';

const KEY = 'inf-01234567-89ab-4cde-8f01-23456789abcd';
const RIGHT = {
  INFERENCE_URL: 'https://us.inference.heroku.com',
  INFERENCE_KEY: KEY,
  INFERENCE_MODEL_ID: 'claude-4-5-sonnet',
};

beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/^(INFERENCE|HEROKU|EMBEDDING|RERANK|DIFFUSION)_/.test(name)) vi.stubEnv(name, undefined);
});

async function command(
  args: string[],
  variables: Record<string, string | undefined> = RIGHT,
  options: LocalHerokuOptions = {},
) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const local = createLocalHeroku({ key: KEY, ...options });
  const fake = createFakeTerminal({ fetch: (input, init) => local.fetch(input as URL, init) });
  const code = await run(args, fake.terminal);
  expect(fake.output() + fake.notes()).not.toContain(KEY.slice(4));
  return { code, output: fake.output(), notes: fake.notes(), requests: local.requests };
}

test('a set-up that is right', async () => {
  const { code, output } = await command(['doctor']);
  expect(output).toContain('All is well.');
  expect(code).toBe(0);
});

test('the standard plan, without a model id: a note, and a model of the list is called', async () => {
  const { code, output } = await command(['doctor'], { ...RIGHT, INFERENCE_MODEL_ID: undefined });
  expect(output).toContain("heroku('claude-4-5-sonnet')");
  expect(code).toBe(0);
});

test.each([
  ['no key', { INFERENCE_KEY: undefined }, 'heroku config:get INFERENCE_KEY -a <app>'],
  ['Bearer', { INFERENCE_KEY: `Bearer ${KEY}` }, 'Remove that word'],
  ['no scheme', { INFERENCE_URL: 'us.inference.heroku.com' }, 'https://us.inference.heroku.com'],
  ['no URL', { INFERENCE_URL: undefined }, 'heroku config:get INFERENCE_URL -a <app>'],
  ['quotes', { INFERENCE_KEY: `"${KEY}"` }, 'quotation marks'],
  ['the wrong key', { INFERENCE_KEY: 'inf-wrong' }, 'The server refuses the key'],
  [
    'a misspelt model',
    { INFERENCE_MODEL_ID: 'claude-4-5-sonet' },
    'Did you mean claude-4-5-sonnet',
  ],
  ['a blank model id', { INFERENCE_MODEL_ID: '' }, 'Pass an id'],
  ['a key of the platform API', { INFERENCE_KEY: 'HRKU-1234' }, 'INFERENCE_KEY -a <app>'],
  ['a URL as key', { INFERENCE_KEY: 'https://us.inference.heroku.com' }, 'is a URL and not a key'],
  ['a key as URL', { INFERENCE_URL: KEY }, 'Use a URL like https://us.inference.heroku.com'],
  ['the URL of the platform', { INFERENCE_URL: 'https://api.heroku.com' }, 'Use a URL like'],
  ['a command not run', { INFERENCE_KEY: '$(heroku config:get X)' }, 'Run the command in a shell'],
  ['another attachment', { INFERENCE_KEY: undefined, TEAL_KEY: KEY }, "attachment: 'TEAL'"],
  ['a retired model', { INFERENCE_MODEL_ID: 'claude-3-5-haiku' }, 'Use claude-4-5-haiku.'],
])('%s: exit code 1 and the remedy', async (_, wrong, remedy) => {
  const { code, output } = await command(['doctor'], { ...RIGHT, ...wrong });
  expect(output).toContain(remedy);
  expect(output).not.toMatch(/models:create|addons:create/);
  expect(code).toBe(1);
});

const unicode = (text: string) =>
  Array.from(text, (it) => `\\u00${it.charCodeAt(0).toString(16)}`).join('');

test.each([
  ['plain', JSON.stringify({ error: { message: `Invalid key ${KEY}` } }), 401],
  ['JSON in a string', JSON.stringify({ error: JSON.stringify({ message: KEY }) }), 401],
  ['escaped', `{"error":{"message":"no ${unicode(KEY)}"}}`, 400],
  ['a page', `<html><title>no Bearer ${KEY}</title></html>`, 403],
  ['text of another form', `{"hello":"${unicode(KEY)}"}`, 200],
  ['in a URL', `no ?key=${KEY.replaceAll('-', '%2D')}`, 500],
  ['as the name of a model', JSON.stringify([{ model_id: KEY, type: ['text-to-text'] }]), 200],
])('a key that an answer quotes is shown by no command: %s', async (_, body, status) => {
  for (const [name, value] of Object.entries(RIGHT)) vi.stubEnv(name, value);
  for (const args of [['doctor'], ['doctor', '--json'], ['models'], ['models', '--json']]) {
    for (const isList of [false, true]) {
      const local = createLocalHeroku({ key: KEY });
      const fake = createFakeTerminal({
        fetch: async (input, init) =>
          isList || !String(input).endsWith('/available-models')
            ? new Response(body, { status })
            : local.fetch(input as URL, init),
      });
      await run(args, fake.terminal);
      const shown = fake.output() + fake.notes();
      expect(shown).not.toBe('');
      const plain = shown
        .replace(/\\+u00([\da-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/%2D/gi, '-');
      for (const text of [shown, plain]) expect(text).not.toContain(KEY.slice(4, 16));
    }
  }
});

test.each([[['doctor']], [['doctor', '--json']], [['models']]])(
  'a key in the query of the URL is shown by no command: %j',
  async (args) => {
    for (const [name, value] of Object.entries(RIGHT)) vi.stubEnv(name, value);
    vi.stubEnv('INFERENCE_URL', 'https://proxy.test/?subscription-key=q4Zt8xWm2LpVr7');
    for (const answer of [
      async (input: unknown) => new Response(`no ${input}`, { status: 400 }),
      async (input: unknown) => Promise.reject(new Error(`cannot reach ${input}`)),
    ]) {
      const fake = createFakeTerminal({ fetch: answer as Terminal['fetch'] });
      expect(await run(args, fake.terminal)).toBe(1);
      expect(fake.output() + fake.notes()).toMatch(/no https|cannot reach https/);
      expect(fake.output() + fake.notes()).not.toContain('q4Zt8x');
    }
  },
);

/** Runs a command against a host that accepts and never says anything, and lets `ms` pass. */
async function beforeSilence(args: string[], ms: number) {
  for (const [name, value] of Object.entries(RIGHT)) vi.stubEnv(name, value);
  vi.useFakeTimers();
  try {
    // It does not even mind the signal.
    const fake = createFakeTerminal({ fetch: () => new Promise(() => {}) });
    let code: number | undefined;
    const ended = run(args, fake.terminal).then((it) => (code = it));
    await vi.advanceTimersByTimeAsync(ms);
    return { ...fake, ended, code: () => code };
  } finally {
    vi.useRealTimers();
  }
}

test.each([[['doctor']], [['models']]])('%j gives a silent host ten seconds', async (args) => {
  expect((await beforeSilence(args, 9_900)).code()).toBeUndefined();
  const { code, output, notes } = await beforeSilence(args, 10_100);
  expect(code()).toBe(1);
  expect(output() + notes()).toContain('no answer within 10 seconds');
});

test('an attachment in lower case', async () => {
  const { code, output } = await command(['doctor', '--attachment', 'inference']);
  expect(output).toContain("attachment: 'INFERENCE'");
  expect(code).toBe(1);
});

const factsOf = (output: string) => {
  const { ok, checks, facts } = JSON.parse(output);
  expect(checks.length).toBeGreaterThan(6);
  expect(ok).toBe(true);
  return Object.fromEntries(
    facts.map((fact: { id: string; verdict: string }) => [fact.id, fact.verdict]),
  );
};

test('--probe --json prints facts, and another personality other verdicts', async () => {
  const args = ['doctor', '--probe', '--json', '--yes'];
  const odd = factsOf(
    (await command(args, RIGHT, { toolFrames: 'odd', streamOptions: false })).output,
  );
  const other = await command(args, RIGHT, { toolFrames: 'regular', streamOptions: true });
  const regular = factsOf(other.output);
  expect(Object.keys(odd).length).toBeGreaterThanOrEqual(20);
  expect([odd['tool-frames'], odd['stream-options']]).toEqual(['refuted', 'refuted']);
  expect([regular['tool-frames'], regular['stream-options']]).toEqual(['confirmed', 'confirmed']);
});

test('without a terminal probes need --yes, and nothing is asked of the server', async () => {
  const { code, requests } = await command(['doctor', '--probe']);
  expect(code).toBe(2);
  expect(requests).toEqual([]);
});

/** Runs a command at a terminal, where a person answers. */
async function atTerminal(args: string[], answer: boolean) {
  for (const [name, value] of Object.entries(RIGHT)) vi.stubEnv(name, value);
  const questions: string[] = [];
  const local = createLocalHeroku({ key: KEY });
  const fake = createFakeTerminal({
    interactive: true,
    fetch: (input, init) => local.fetch(input as URL, init),
    async ask(question) {
      // What it costs is said before.
      expect(fake.notes()).toMatch(/\d+ facts: at most \d+ calls and about \d+ tokens/);
      questions.push(question);
      return answer;
    },
  });
  const code = await run(args, fake.terminal);
  return { code, questions, output: fake.output(), probed: local.requests.length - BEFORE_PROBES };
}

test.each([
  ['yes', true, 2],
  ['no', false, 0],
])('at a terminal --probe asks before it calls: %s', async (_, answer, calls) => {
  const args = ['doctor', '--probe', '--only', 'usage-unasked,rate-headers'];
  const { code, questions, output, probed } = await atTerminal(args, answer);
  expect(questions).toEqual(['Make these calls?']);
  expect(probed).toBe(calls);
  expect(output.includes('usage-unasked:')).toBe(answer);
  expect({ code, isWell: output.includes('All is well.') }).toEqual({ code: 0, isWell: true });
});

test('--yes asks nothing', async () => {
  const { questions, probed } = await atTerminal(PROBE_TWO, false);
  expect({ questions, probed }).toEqual({ questions: [], probed: 2 });
});

test('--out writes a report and transcripts without keys, ids and account data', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'probes-'));
  const words = `key ${KEY} of me@example.com, arn:aws:bedrock:us-east-1:123456789012:x, tooluse_Ab1234567890, shop.herokuapp.com`;
  await command(
    ['doctor', '--probe', '--yes', '--only', 'usage-unasked,rate-headers', '--out', folder],
    RIGHT,
    {
      answer: () => ({
        text: words,
        headers: { 'x-request-id': 'secret-id', 'set-cookie': 'a=b' },
      }),
    },
  );
  expect(readdirSync(join(folder, 'usage-unasked-1')).sort()).toEqual([
    'http.json',
    'parts.json',
    'request.json',
    'result.json',
    'source.md',
    'stream.sse',
  ]);
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
  expect(all).toContain('`usage-unasked` | confirmed');
  const secrets = [
    KEY.slice(4),
    'me@example.com',
    '123456789012',
    'Ab1234567890',
    'shop.heroku',
    'secret-id',
    'a=b',
  ];
  // A stream cuts the words into pieces; the plain answer of the other probe, and what is made of both, have them whole.
  for (const secret of secrets) expect(all).not.toContain(secret);
});

const PROBE_TWO = ['doctor', '--probe', '--yes', '--only', 'usage-unasked,rate-headers'];
const createFolder = () => mkdtempSync(join(tmpdir(), 'probes-'));
/** The requests that `doctor` makes before any probe: the list, a call, a stream. */
const BEFORE_PROBES = 3;

test('--out that cannot be a folder: a plain error before anything is spent on probes', async () => {
  const file = join(createFolder(), 'file');
  writeFileSync(file, '');
  const { code, output, notes, requests } = await command([...PROBE_TWO, '--out', file]);
  expect(code).toBe(1);
  expect(notes).toContain(`Cannot write to ${file}: EEXIST`);
  expect(output).not.toContain('All is well');
  expect(requests).toHaveLength(BEFORE_PROBES);
});

test('--out that fails in the end: a plain error, and the facts are still printed', async () => {
  const folder = createFolder();
  let requests = 0;
  const { code, output, notes } = await command([...PROBE_TWO, '--json', '--out', folder], RIGHT, {
    onRequest() {
      if (++requests <= BEFORE_PROBES) return;
      rmSync(folder, { recursive: true, force: true });
      writeFileSync(folder, '');
    },
  });
  const { ok, facts } = JSON.parse(output);
  expect({ code, ok, facts: facts.length }).toEqual({ code: 1, ok: false, facts: 2 });
  expect(notes).toContain(`Cannot write to ${folder}: `);
});

test.each([
  ['between two probes', BEFORE_PROBES + 2, true],
  ['before the first', BEFORE_PROBES, false],
])('Ctrl-C %s leaves what was settled, printed and written', async (_, last, hasFacts) => {
  for (const [name, value] of Object.entries(RIGHT)) vi.stubEnv(name, value);
  const folder = createFolder();
  const local = createLocalHeroku({ key: KEY });
  const { terminal, interrupt, output, notes } = createFakeTerminal({
    async fetch(input, init) {
      if (local.requests.length === last) interrupt();
      init?.signal?.throwIfAborted();
      return local.fetch(input as URL, init);
    },
  });
  const code = await run(['doctor', '--probe', '--yes', '--json', '--out', folder], terminal);
  const { ok, facts } = JSON.parse(output());
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  expect(local.requests).toHaveLength(last);
  expect(facts.length > 0).toBe(hasFacts);
  expect(notes()).toMatch(new RegExp(`Interrupted after ${facts.length} of \\d+ facts`));
  const report = readFileSync(join(folder, 'report.md'), 'utf8');
  for (const { id } of facts) expect(report).toContain(`\`${id}\``);
});

test('the same id becomes the same replacement', () => {
  const redact = createRedactor({ key: KEY, host: 'proxy.test' });
  expect(redact('"tooluse_Ab123456" "tooluse_Cd123456" "tooluse_Ab123456" proxy.test')).toBe(
    '"tooluse_1" "tooluse_2" "tooluse_1" [host]',
  );
});

test('what was replaced stays as it is', () => {
  const redact = createRedactor({ key: KEY, host: 'proxy.test' });
  const once = redact(
    JSON.stringify({
      id: '5e9a2ba8-9f5b-4a0e-8d6f-2f5b2a4d9c11',
      text: `${KEY} chatcmpl-1846531e6d7a me@example.com 10.1.2.3 123456789012 arn:aws:iam::1:x proxy.test`,
      signature: 'c2lnbmF0dXJl',
    }),
  );
  expect(redact(once)).toBe(once);
  expect(JSON.parse(once)).toEqual({
    id: '00000000-0000-4000-8000-a00000000002',
    text: '[API key] chatcmpl-1 [e-mail] [IP] [account] [ARN] [host]',
    signature: '[12 characters]',
  });
});

test.each([
  [[], 2],
  [['nonsense'], 2],
  [['doctor', '--nonsense'], 2],
  [['doctor', '--probe', '--yes', '--only', 'stream-option'], 2],
  [['doctor', '--out', 'x'], 2],
  [['local', '--port', 'x'], 2],
  [['local', '--set', 'toolFrames=x'], 2],
  [['--help'], 0],
  [['doctor', '--help'], 0],
  [['--version'], 0],
])('exit code of %j', async (args, code) => {
  expect((await command(args)).code).toBe(code);
});

test('models: a table, and JSON', async () => {
  const { code, output } = await command(['models']);
  expect(output).toMatch(/^model +type +state +regions +end of life +replacement\n/);
  expect(code).toBe(0);
  expect(JSON.parse((await command(['models', '--json'])).output).length).toBeGreaterThan(20);
});

/** Starts `local`, and gives what it prints to paste. */
async function startLocal(args: string[] = [], given: Partial<Terminal> = {}) {
  const fake = createFakeTerminal(given);
  const ended = run(['local', ...args], fake.terminal);
  await vi.waitUntil(() => fake.output().includes('INFERENCE_MODEL_ID='));
  const [, url = ''] = /^export INFERENCE_URL=(\S+)$/m.exec(fake.output()) ?? [];
  const [, key = ''] = /^export INFERENCE_KEY=(\S+)$/m.exec(fake.output()) ?? [];
  const post = (body: object, bearer = key) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: JSON.stringify(body),
    });
  return { ...fake, ended, url, post };
}

const HELLO = { model: 'nova-lite', messages: [{ role: 'user', content: 'Hello' }] };

test('local: lines to paste, a line for each request, and an end in order', async () => {
  const { output, interrupt, ended, post } = await startLocal();
  await post(HELLO);
  await post(HELLO, 'inf-wrong');
  await post({ ...HELLO, no_such_field: 1 });
  await post({ ...HELLO, top_p: 'high' });
  interrupt();
  expect(await ended).toBe(0);
  const sourceOf = (rule: string) => RULES.find(({ name }) => name === rule)?.source;
  expect(sourceOf('unknown-field')).toContain('heroku-api.md');
  expect(output().split('\n').slice(3)).toEqual([
    'POST /v1/chat/completions nova-lite 200',
    'POST /v1/chat/completions nova-lite 401 refused by key',
    `POST /v1/chat/completions nova-lite 400 refused by unknown-field (${sourceOf('unknown-field')})`,
    `POST /v1/chat/completions nova-lite 400 refused by field-types (${sourceOf('field-types')})`,
  ]);
});

test('local: a refusal is red where there are colours, whatever its status', async () => {
  const args = ['--set', 'errorStatus=200'];
  const { output, interrupt, ended, post } = await startLocal(args, { colours: true });
  await post(HELLO);
  await post({ ...HELLO, no_such_field: 1 });
  interrupt();
  await ended;
  expect(output()).toContain('nova-lite \u001b[32m200\u001b[39m');
  expect(output()).toContain('nova-lite \u001b[31m200\u001b[39m refused by unknown-field');
});

test('local: a port that is taken is a plain error, 0 is a free one', async () => {
  const first = await startLocal(['--port', '0']);
  const { port } = new URL(first.url);
  const second = createFakeTerminal();
  expect(await run(['local', '--port', port], second.terminal)).toBe(1);
  expect(second.notes()).toMatch(`Cannot listen on port ${port}: listen EADDRINUSE`);
  expect(second.output()).toBe('');
  first.interrupt();
  await first.ended;
});

test.each([
  ['a terminal', true, undefined, true],
  ['a terminal of someone who wants none', true, '1', false],
  ['a pipe', false, undefined, false],
])('colours on %s', (_, isTTY, noColor, expected) => {
  vi.stubEnv('NO_COLOR', noColor);
  const before = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY');
  const listeners = (['SIGINT', 'SIGTERM'] as const).map(
    (name) => [name, process.listeners(name)] as const,
  );
  Object.defineProperty(process.stdout, 'isTTY', { value: isTTY, configurable: true });
  try {
    expect(createNodeTerminal().colours).toBe(expected);
  } finally {
    Object.defineProperty(
      process.stdout,
      'isTTY',
      before ?? { value: undefined, configurable: true },
    );
    for (const [name, kept] of listeners)
      for (const listener of process.listeners(name))
        if (!kept.includes(listener)) process.off(name, listener);
  }
});

test('a pipe gets no colours, a terminal does', async () => {
  const colour = '\u001b[';
  expect((await command(['doctor'])).output).not.toContain(colour);
  const local = createLocalHeroku({ key: KEY });
  const fetch: Terminal['fetch'] = (input, init) => local.fetch(input as URL, init);
  for (const args of [['doctor'], ['models']]) {
    const { terminal, output } = createFakeTerminal({ colours: true, fetch });
    await run(args, terminal);
    expect(output()).toContain(colour);
  }
});

test('an attachment for embeddings or reranking is tried with a call of its kind', async () => {
  for (const [alias, model, path] of [
    ['EMBEDDING', 'cohere-embed-v4', '/v1/embeddings'],
    ['RERANK', 'cohere-rerank-3-5', '/v1/rerank'],
  ] as const) {
    const { code, output, requests } = await command(['doctor', '--attachment', alias], {
      [`${alias}_URL`]: RIGHT.INFERENCE_URL,
      [`${alias}_KEY`]: KEY,
      [`${alias}_MODEL_ID`]: model,
    });
    expect(output).toContain(`models of type`);
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(['/available-models', path]);
    expect(code).toBe(0);
  }
});
