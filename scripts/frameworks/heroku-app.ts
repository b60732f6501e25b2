import { join } from 'node:path';
import { createLocalHeroku, GREETING, type LocalHeroku } from '../../src/local';
import { launchChromium, missingChromium } from '../../test/support/launch-chromium';
import type { Checks } from '../consumers/checks';
import { type Dyno, installCommit, makeExampleApp, type Place, startDyno } from './example-app';

/** Makes examples/heroku-app by the lines of its README, starts what `git push` has sent as Heroku does, and uses it. */
export async function checkHerokuApp(checks: Checks, place: Place): Promise<void> {
  const { workplace, binary } = place;
  const folder = join(workplace, 'build');
  await checks.run('examples/heroku-app: the lines of its README', () =>
    makeExampleApp('heroku-app', place),
  );
  await checks.run('examples/heroku-app: the commit that is pushed installs', () =>
    installCommit('chat-on-heroku', folder, place),
  );

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
