import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ChatRequest,
  createLocalHeroku,
  errorResponse,
  GREETING,
  type ScriptedAnswer,
} from '../src/local';
import { heldAnswer } from './support/held-answer';
import { launchChromium, missingChromium } from './support/launch-chromium';
import { recordsOf } from './support/recorded';
import { startExample } from './support/run-file';

// Without a browser the page is not tested: in CI that is a failure, elsewhere it is said.
const isSkipped = missingChromium !== undefined && !process.env.CI;
if (isSkipped) console.warn(`The web page is not tested. ${missingChromium}`);

type Answer = (request: ChatRequest) => ScriptedAnswer | Response | undefined;

describe.skipIf(isSkipped)('the web page of examples/chat-server.ts', () => {
  let answer: Answer = () => undefined;
  const heroku = createLocalHeroku({
    answer: (request) => (request.endpoint === 'chat' ? answer(request) : undefined),
  });
  const closers: (() => Promise<void>)[] = [];
  let chat: Awaited<ReturnType<typeof startExample>>;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    const { url, close } = await heroku.listen();
    closers.push(close);
    chat = await startExample('chat-server', { INFERENCE_URL: url, INFERENCE_KEY: heroku.key });
    closers.push(() => chat.close());
    if (missingChromium !== undefined) throw new Error(missingChromium);
    browser = await launchChromium();
    closers.push(() => browser.close());
  }, 60_000);

  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });

  beforeEach(async () => {
    answer = () => undefined;
    complaints.length = 0;
    page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(chat.url);
    return async () => {
      await page.close();
      expect(complaints).toEqual([]);
    };
  });

  const ask = async (question: string) => {
    await page.getByLabel('Message').fill(question);
    await page.keyboard.press('Enter');
  };
  const log = () => page.getByRole('log');
  const answers = () => log().locator('.assistant');
  const sees = (text: string | RegExp) => log().getByText(text).last().waitFor();
  const isIdle = () => page.getByRole('button', { name: 'Send' }).waitFor();
  const lastBody = () => recordsOf(heroku).at(-1)?.body;

  it('takes what a person types, and shows the answer', async () => {
    await page.getByLabel('Message').pressSequentially('Hello there');
    await page.getByRole('button', { name: 'Send' }).click();
    await sees(`${GREETING} You said: Hello there`);
    await isIdle();
    expect(await page.getByLabel('Message').inputValue()).toBe('');
    expect(await log().textContent()).toContain('Hello there');
  });

  it('shows text while the rest of it is still to come', async () => {
    const held = heldAnswer();
    answer = () => held.response;
    await ask('Hello');
    held.say({ content: 'One, ' });
    await sees('One,');
    held.say({ content: 'two' });
    await sees('One, two');
    expect(await page.getByRole('button', { name: 'Stop' }).isVisible()).toBe(true);
    held.finish();
    await isIdle();
  });

  it('unfolds reasoning while it comes, and folds it when the answer begins', async () => {
    const held = heldAnswer();
    answer = () => held.response;
    await ask('Hello');
    held.say({ reasoning: { thinking: 'Hmm.' } });
    await log().getByText('Hmm.').waitFor({ state: 'visible' });
    held.say({ reasoning: { signature: 'sig' } });
    held.say({ content: 'Yes.' });
    await log().getByText('Hmm.').waitFor({ state: 'hidden' });
    held.finish();
    await isIdle();
    await log().getByText('Thought').click();
    await log().getByText('Hmm.').waitFor({ state: 'visible' });
  });

  it('shows a tool call with its input and its result', async () => {
    await ask('What is the weather in Lisbon?');
    await sees(`${GREETING} weather returned`);
    const tool = answers().locator('.tool');
    expect(await tool.count()).toBe(1);
    expect(await tool.locator('summary').textContent()).toBe('weather done');
    expect(await tool.locator('.input').textContent()).toBe('{"city":"Lisbon"}');
    expect(await tool.locator('.output').textContent()).toContain('"celsius":21');
  });

  it('sends the conversation so far, tool calls included', async () => {
    await ask('What is the weather in Lisbon?');
    await sees(`${GREETING} weather returned`);
    await isIdle();
    await ask('Thank you');
    await sees(`${GREETING} You said: Thank you`);
    expect(lastBody().messages.map(({ role }: { role: string }) => role)).toEqual([
      'user',
      'assistant',
      'tool',
      'assistant',
      'user',
    ]);
    expect(lastBody().messages[1].tool_calls[0].function.name).toBe('weather');
  });

  it('stops when asked to, up to Heroku, and goes on with what there is', async () => {
    const held = heldAnswer();
    answer = () => held.response;
    await ask('Count');
    held.say({ content: 'One, two' });
    await sees('One, two');
    await page.getByRole('button', { name: 'Stop' }).click();
    await sees('Stopped.');
    await held.cancelled;

    answer = () => undefined;
    await ask('Go on');
    await sees(`${GREETING} You said: Go on`);
    expect(lastBody().messages).toMatchObject([
      { role: 'user', content: 'Count' },
      { role: 'assistant', content: 'One, two' },
      { role: 'user', content: 'Go on' },
    ]);
  });

  it('says of a tool call that was stopped that it did not finish, and leaves it out', async () => {
    const held = heldAnswer();
    answer = () => held.response;
    await ask('Use the tool');
    const call = { index: 0, id: 'tooluse_1', function: { name: 'weather', arguments: '{"ci' } };
    held.say({ tool_calls: [call] });
    await sees('weather');
    await page.getByRole('button', { name: 'Stop' }).click();
    await sees('did not finish');

    answer = () => undefined;
    await ask('Hello again');
    await sees(`${GREETING} You said: Use the tool`);
    expect(JSON.stringify(lastBody().messages)).not.toContain('tool_calls');
  });

  const error = (code: number, message: string) => errorResponse({ code, message, type: 'x' });

  it.each([
    ['before the answer', () => error(400, 'Failed to execute chat: too long')],
    ['in the midst of it', () => ({ text: 'One', error: { message: 'Failed to execute chat' } })],
  ])("shows Heroku's words for an error %s", async (_when, script) => {
    answer = script;
    await ask('Hello');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('Failed to execute chat');
    await isIdle();
  });

  it('says what the chat server itself refuses', async () => {
    await page.route('**/api/chat', (route) => route.fulfill({ status: 400, body: 'Too long' }));
    await ask('Hello');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('Too long');
  });

  it('says so when the server cannot be reached', async () => {
    await page.route('**/api/chat', (route) => route.abort());
    await ask('Hello');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('The server cannot be reached.');
  });

  it('folds a tool call once it is done', async () => {
    await ask('What is the weather in Lisbon?');
    await sees(`${GREETING} weather returned`);
    expect(await answers().locator('.tool').getAttribute('open')).toBeNull();
    await answers().locator('.tool summary').click();
    await answers().locator('.tool .output').waitFor({ state: 'visible' });
  });

  /** What an answer looks like, as markup without its attributes but for addresses. */
  const markup = async () => {
    const html = await answers().last().locator('.text').first().innerHTML();
    return html.replaceAll(/ (?!href|start)[a-z]+="[^"]*"/g, '');
  };

  it.each([
    [
      'what models like to write',
      '## Two *words*\n\nOne\ntwo **a** `b`\n\n3. c\n   - d\n\n```js\nconst e = "**f**";\n```\n\n| g |\n|---|\n| h |',
      '<h2>Two <em>words</em></h2>\n<p>One<br>\ntwo <strong>a</strong> <code>b</code></p>\n' +
        '<ol start="3">\n<li>c\n<ul>\n<li>d</li>\n</ul>\n</li>\n</ol>\n<pre><code>const e = "**f**";\n</code></pre>\n' +
        '<table>\n<thead>\n<tr>\n<th>g</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>h</td>\n</tr>\n</tbody>\n</table>\n',
    ],
    [
      'links, to the web alone',
      '[a](https://b.example/c) [e](javascript:alert(1)) http://f.example/g.',
      '<p><a href="https://b.example/c">a</a> [e](javascript:alert(1)) <a href="http://f.example/g">http://f.example/g</a>.</p>\n',
    ],
    [
      'an image as a link, since it could be loaded from anywhere',
      '![a](https://b.example/c.png)',
      '<p>!<a href="https://b.example/c.png">a</a></p>\n',
    ],
  ])('draws %s', async (_what, text, html) => {
    answer = () => ({ text });
    await ask('Hello');
    await isIdle();
    expect(await markup()).toBe(html);
    for (const anchor of await answers().last().locator('a').all()) {
      expect(await anchor.getAttribute('rel')).toBe('noopener noreferrer');
    }
  });

  it('draws the same however the text was cut', async () => {
    const text = '# A\n\nb **c**\nd\n\n1. e\n\n   ```\n   f\n   ```\n2. g\n\n| h |\n|---|\n| i |';
    answer = () => ({ text });
    await ask('Whole');
    await isIdle();
    const whole = await markup();
    const held = heldAnswer();
    answer = () => held.response;
    await ask('In pieces');
    for (const character of text) held.say({ content: character });
    held.finish();
    await isIdle();
    expect(await markup()).toBe(whole);
  });

  it('shows what models write as text, never as markup', async () => {
    answer = () => ({ text: '<img src=x onerror="document.title = 1">' });
    await ask('Hello');
    await sees('<img src=x');
    expect(await answers().locator('img').count()).toBe(0);
  });
});
