import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { CLIENTS, type Client, optionsFor } from '../../src/cli/clients';
import { run } from '../../src/cli/run';
import { HELP } from '../../src/cli/usage';
import { createLocalHeroku } from '../../src/local';
import { createFakeTerminal } from './fake-terminal';

const clients = Object.entries(CLIENTS) as [string, Client][];

/** Runs `local` with these arguments, and posts a body to it. */
async function postTo(args: string[], body: object) {
  const { terminal, output, notes, interrupt } = createFakeTerminal();
  const ended = run(['local', ...args], terminal);
  await vi.waitUntil(() => output().includes('INFERENCE_MODEL_ID='));
  const [, url] = /^export INFERENCE_URL=(\S+)$/m.exec(output()) ?? [];
  const [, key] = /^export INFERENCE_KEY=(\S+)$/m.exec(output()) ?? [];
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  interrupt();
  await ended;
  return { status: response.status, text, notes: notes() };
}

const strict = {
  model: 'claude-4-5-sonnet',
  messages: [{ role: 'user', content: 'Hello' }],
  tools: [
    { type: 'function', function: { name: 'a', parameters: { type: 'object' }, strict: true } },
  ],
};

test('--rule turns rules off and on', async () => {
  expect((await postTo([], strict)).status).toBe(400);
  expect((await postTo(['--rule', 'tool-strict=off'], strict)).status).toBe(200);
  const both = ['--rule', 'tool-strict=off', '--rule', 'tool-choice-none=on'];
  expect((await postTo(both, { ...strict, tool_choice: 'none' })).text).toContain(
    'invalid tool_choice',
  );
});

test('--for sets what the client needs, says so, and gives way to --rule and --set', async () => {
  const { status, text, notes } = await postTo(['--for', 'openai'], { ...strict, stream: true });
  expect(status).toBe(200);
  expect(text).toMatch(/^data: \{/);
  expect(notes).toContain(
    'For openai: --set framing=plain --set toolFrames=regular --rule tool-strict=off',
  );
  expect(notes).toMatch(/Heroku itself may not serve it: it reads streams as the OpenAI API/);
  const against = ['--for', 'openai', '--rule', 'tool-strict=on'];
  expect((await postTo(against, strict)).status).toBe(400);
});

test.each([
  [['--rule', 'tool-strikt=off'], 'does not know "tool-strikt". Did you mean tool-strict?'],
  [['--rule', 'tool-strict'], 'takes tool-strict=off or tool-strict=on, not "tool-strict"'],
  [['--rule', 'tool-keys=off'], 'The rule tool-keys cannot be turned off'],
  [['--rule', 'zzz=off'], 'It takes one of: body-object'],
  [['--for', 'langchian'], 'does not know "langchian". Did you mean langchain?'],
  [['--set', 'toolframe=odd'], 'does not know "toolframe". Did you mean toolFrames?'],
])('%j is wrong usage', async (args, words) => {
  const { terminal, notes } = createFakeTerminal();
  expect(await run(['local', ...args], terminal)).toBe(2);
  expect(notes()).toContain(words);
});

test.each(clients)('%s: every switch exists, and the help names it', (name, client) => {
  expect(() => createLocalHeroku(optionsFor(client))).not.toThrow();
  expect(HELP.local).toContain(name);
});

test('docs/local.md has the clients, what is switched and why', () => {
  const page = readFileSync('docs/local.md', 'utf8');
  for (const [name, { traits, rulesOff, why }] of clients) {
    const cells = [
      Object.entries(traits)
        .map(([trait, value]) => `\`${trait}=${value}\``)
        .join(', '),
      rulesOff.map((rule) => `\`${rule}\``).join(', '),
    ];
    expect(page).toContain(
      `| \`${name}\` | ${cells.map((cell) => cell || '-').join(' | ')} | ${why} |`,
    );
  }
});
