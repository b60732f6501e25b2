import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { listen } from '../../src/local/node-server';
import { launchChromium, missingChromium } from '../../test/support/launch-chromium';
import { bundleEverything } from '../consumers/bundle';
import { DownloadError } from '../consumers/download';
import type { Runtime } from './runtime';
import type { Target } from './scenario';
import type { Outcome } from './scene-names';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Streaming</title><p id="answer"></p>
<script>
  const seen = [];
  const answer = document.querySelector('#answer');
  new MutationObserver(() => seen.push(answer.textContent)).observe(answer, { childList: true });
</script>
<script src="/page.js"></script>`;

export const chromium: Runtime = {
  name: 'Chromium',
  async run({ consumer, target }) {
    if (missingChromium !== undefined) throw new DownloadError(missingChromium);
    const path = join(consumer.folder, 'bundled-page.js');
    await bundleEverything(join(consumer.folder, 'page.mjs'), path, {
      format: 'iife',
      conditions: ['browser'],
    });
    const script = await readFile(path, 'utf8');
    // The page is not of the server's origin, as with any web app.
    const { url, close } = await listen(async (request) =>
      request.url.endsWith('/page.js')
        ? new Response(script, { headers: { 'content-type': 'text/javascript' } })
        : new Response(PAGE, { headers: { 'content-type': 'text/html' } }),
    );
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      await page.goto(url);
      const outcome = await runInPage(page, target);
      outcome.text ??= await whatIsWrongWithTheText(page, complaints);
      return { version: browser.version(), outcome };
    } finally {
      await browser.close();
      await close();
    }
  },
};

type Window = { runScenario(target: Target): Promise<Outcome>; seen: string[] };

function runInPage(page: Page, target: Target): Promise<Outcome> {
  return page.evaluate((to) => (globalThis as unknown as Window).runScenario(to), target);
}

/** The text of the answer is to grow in the document, and to stand there in the end. */
async function whatIsWrongWithTheText(
  page: Page,
  complaints: string[],
): Promise<string | undefined> {
  try {
    const seen: string[] = await page.evaluate('seen');
    const shown = await page.locator('#answer').textContent();
    assert.deepEqual(complaints, []);
    assert.equal(shown, 'This is a scripted local Heroku. The end.');
    assert.ok(seen.length > 2, `It was shown in ${seen.length} steps`);
    for (const [index, text] of seen.slice(1).entries())
      assert.ok(text.startsWith(seen[index] ?? '') && text !== seen[index], text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}
