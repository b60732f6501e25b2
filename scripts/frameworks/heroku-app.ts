import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, readFile, symlink } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { createLocalHeroku, GREETING, type LocalHeroku } from '../../src/local';
import { launchChromium, missingChromium } from '../../test/support/launch-chromium';
import type { Checks } from '../consumers/checks';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';
import { freePort } from './free-port';

type Dyno = { url: string; stop: () => Promise<number | null> };

/** Makes examples/heroku-app by the lines of its README, starts what `git push` would send as Heroku does, and uses it. */
export async function checkHerokuApp(
  checks: Checks,
  { workplace, binary }: { workplace: string; binary: string },
): Promise<void> {
  const folder = join(workplace, 'build');
  const env = {
    PATH: [dirname(binary), process.env.PATH].join(delimiter),
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
  };
  await checks.run('examples/heroku-app: the lines of its README', async () => {
    const clone = await cloneRoot(join(workplace, 'clone'));
    const lines = await readLines();
    await runOrThrow('sh', ['-ec', lines], { cwd: clone, env, limitMs: 600_000 });
  });
  await checks.run('examples/heroku-app: the commit that is pushed installs', async () => {
    const from = join(workplace, 'chat-on-heroku');
    await runOrThrow('git', ['clone', '-q', '-b', 'main', from, folder], { cwd: workplace });
    await runOrThrow('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, env });
  });

  const heroku = createLocalHeroku();
  const { url, key, close } = await heroku.listen();
  try {
    const dyno = await startDyno(folder, binary, { INFERENCE_URL: url, INFERENCE_KEY: key });
    await checks.run('examples/heroku-app: the page', () => checkPage(dyno));
    if (missingChromium) console.log(`skip  examples/heroku-app: the page. ${missingChromium}`);
    else await checks.run('examples/heroku-app: the page in a browser', () => checkInBrowser(dyno));
    await checks.run('examples/heroku-app: a chat with a tool', () => checkChat(dyno, heroku));
    await checks.run('examples/heroku-app: ends with SIGTERM', async () => {
      const code = await dyno.stop();
      if (code !== 0) throw new Error(`code ${code}`);
    });
  } finally {
    await close();
  }
}

/** The files that a clone of this repository has, as they are now, with the packages that `npm ci` installs. */
async function cloneRoot(folder: string): Promise<string> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = (await runOrThrow('git', list, { cwd: ROOT })).split('\0').filter(Boolean);
  for (const file of files.filter((file) => existsSync(join(ROOT, file)))) {
    await cp(join(ROOT, file), join(folder, file));
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** What the README says, without what needs Heroku, and without what `cloneRoot` has done. */
async function readLines(): Promise<string> {
  const readme = await readFile(join(ROOT, 'examples/heroku-app/README.md'), 'utf8');
  const [, lines = ''] =
    /<!-- test:frameworks runs these lines -->\n```sh\n([\s\S]*?)```/.exec(readme) ?? [];
  const run = lines
    .split('\n')
    .filter((line) => !/^(heroku |git push heroku main$|npm ci$)/.test(line));
  if (!run.some((line) => line.startsWith('npm pack'))) throw new Error('The README has no lines');
  return run.join('\n');
}

/** The command of the Procfile, with the variables of a dyno. */
async function startDyno(
  folder: string,
  binary: string,
  config: Record<string, string>,
): Promise<Dyno> {
  const procfile = await readFile(join(folder, 'Procfile'), 'utf8');
  const command = /^web: (.+)$/m.exec(procfile)?.[1] ?? '';
  const port = await freePort();
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd: folder,
    env: {
      HOME: folder,
      PATH: [dirname(binary), process.env.PATH].join(delimiter),
      PORT: String(port),
      ...config,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A dyno's signals reach all of its processes.
    detached: true,
  });
  await listening(child);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      const [code] = await once(child, 'close');
      return code;
    },
  };
}

/** Until the app prints where it listens. */
function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (data: Buffer) => {
      printed += data;
      if (printed.includes('http://localhost:')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('close', () => reject(new Error(`It ended before it listened: ${printed}`)));
  });
}

async function checkPage({ url }: Dyno): Promise<void> {
  const page = await (await fetch(url)).text();
  if (!page.startsWith('<!doctype html>')) throw new Error(page);
}

/** A person asks, and reads the answer. */
async function checkInBrowser({ url }: Dyno): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByLabel('Message').fill('Hello there');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText(`${GREETING} You said: Hello there`).last().waitFor();
  } finally {
    await browser.close();
  }
}

async function checkChat({ url }: Dyno, heroku: LocalHeroku): Promise<void> {
  const parts = [{ type: 'text', text: 'How is the weather in Paris?' }];
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ messages: [{ id: '1', role: 'user', parts }] }),
  });
  const text = await response.text();
  if (!text.includes('"tool-output-available"') || !text.includes('"type":"finish"'))
    throw new Error(text);
  const refused = heroku.requests.filter(({ status }) => status !== 200);
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
}
