import { beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run';
import { createLocalHeroku } from '../../src/local';
import { createFakeTerminal } from './fake-terminal';
import { KEY, RIGHT } from './setup-mistakes';

beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/^(INFERENCE|HEROKU|EMBEDDING|RERANK|DIFFUSION)_/.test(name)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(RIGHT)) vi.stubEnv(name, value);
});

/** A command whose requests from the `silentFrom`-th on are never answered, whatever becomes of their signal. */
function start(args: string[], silentFrom: number) {
  const local = createLocalHeroku({ key: KEY });
  let requests = 0;
  let reached = () => {};
  const waitsNow = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const fake = createFakeTerminal({
    fetch(input, init) {
      if (++requests < silentFrom) return local.fetch(input as URL, init);
      reached();
      return new Promise(() => {});
    },
  });
  return { ...fake, waitsNow, ended: run(args, fake.terminal), sent: () => requests };
}

test.each([
  [['models'], 1, 'for its models (at most 10 seconds)'],
  [['doctor'], 1, 'for its models (at most 10 seconds)'],
  [['doctor', '--json'], 1, 'for its models (at most 10 seconds)'],
  [['doctor'], 2, 'Calling claude-4-5-sonnet (at most 60 seconds)'],
  [['doctor'], 3, 'Streaming from claude-4-5-sonnet (at most 60 seconds)'],
])('%j says what it waits for at request %i, and ends on Ctrl-C', async (args, request, words) => {
  const command = start(args, request);
  await command.waitsNow;
  expect(command.notes()).toContain(words);
  command.interrupt();
  expect(await command.ended).toBe(1);
  expect(command.notes()).toContain('Interrupted.');
  expect(command.sent()).toBe(request);
  expect(command.output()).not.toMatch(/WRONG|All is well/);
  if (args.includes('--json')) expect(JSON.parse(command.output()).ok).toBe(false);
});

test('while it waits it says for how long', async () => {
  vi.useFakeTimers();
  try {
    const command = start(['models'], 1);
    await vi.advanceTimersByTimeAsync(6_500);
    expect(command.notes()).toContain('still waiting after 6 seconds');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await command.ended).toBe(1);
    const { length } = command.notes();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(command.notes()).toHaveLength(length);
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['doktor', 'Did you mean doctor?'],
  ['model', 'Did you mean models?'],
  ['lokal', 'Did you mean local?'],
])('%s: %s', async (name, words) => {
  const { terminal, notes } = createFakeTerminal();
  expect(await run([name], terminal)).toBe(2);
  expect(notes()).toContain(words);
});

test('what was not called is not well: an image is not made', async () => {
  vi.stubEnv('DIFFUSION_URL', RIGHT.INFERENCE_URL);
  vi.stubEnv('DIFFUSION_KEY', KEY);
  vi.stubEnv('DIFFUSION_MODEL_ID', 'stable-image-ultra');
  const local = createLocalHeroku({ key: KEY });
  const { terminal, output } = createFakeTerminal({
    fetch: (input, init) => local.fetch(input as URL, init),
  });
  expect(await run(['doctor', '--attachment', 'DIFFUSION'], terminal)).toBe(1);
  expect(output()).toContain('Nothing wrong was found. Not checked: call.');
});

test.each([
  ['http://127.0.0.1:1', false],
  ['http://localhost:1', false],
  ['http://[::1]:1', false],
  ['http://app.localhost:1', false],
  ['http://10.0.0.1', true],
  ['http://localhost.test', true],
])('%s sends the key in clear text: %s', async (url, isClear) => {
  vi.stubEnv('INFERENCE_URL', url);
  const local = createLocalHeroku({ key: KEY });
  const { terminal, output } = createFakeTerminal({
    fetch: (input, init) => local.fetch(input as URL, init),
  });
  expect(await run(['doctor'], terminal)).toBe(0);
  expect(output().includes('in clear text')).toBe(isClear);
});
