import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { createLocalHeroku, type LocalHeroku } from '../../src/local';
import type { Checks } from '../consumers/checks';
import { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';
import { freePort } from './free-port';

type Dyno = { url: string; stop: () => Promise<number | null> };

/** Installs examples/heroku-app, starts it as Heroku starts an app, and uses it. */
export async function checkHerokuApp(
  checks: Checks,
  { workplace, tarball, binary }: { workplace: string; tarball: string; binary: string },
): Promise<void> {
  const folder = join(workplace, 'heroku-app');
  await cp(join(ROOT, 'examples/heroku-app'), folder, { recursive: true });
  await new Consumer(folder).install([tarball]);

  const heroku = createLocalHeroku();
  const { url, key, close } = await heroku.listen();
  try {
    const dyno = await startDyno(folder, binary, { INFERENCE_URL: url, INFERENCE_KEY: key });
    await checks.run('examples/heroku-app: the page', () => checkPage(dyno));
    await checks.run('examples/heroku-app: a chat with a tool', () => checkChat(dyno, heroku));
    await checks.run('examples/heroku-app: ends with SIGTERM', async () => {
      const code = await dyno.stop();
      if (code !== 0) throw new Error(`code ${code}`);
    });
  } finally {
    await close();
  }
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
