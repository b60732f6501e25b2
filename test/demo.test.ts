import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { createLocalHeroku } from '../src/local';
import { recordsOf } from './support/recorded';
import { runScript } from './support/run-file';

const DEMO = ['scripts/demo.mjs'];
const TITLES = ['streamText', 'A tool loop in two steps', 'streamObject', 'Reasoning'];

it('is what `npm run demo` runs', () => {
  expect(packageJson.scripts).toHaveProperty('demo', 'node scripts/demo.mjs');
});

describe('without a key', () => {
  it('shows the four things from a local Heroku that says it is scripted', async () => {
    const { code, stdout, stderr } = await runScript(DEMO);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^A local Heroku listens on http:\/\/127\.0\.0\.1:\d+\. .*scripted/);
    expect([...stdout.matchAll(/^── (.*)$/gm)].map(([, title]) => title)).toEqual(TITLES);
    expect(stdout).toContain('weather {"city":"Lisbon"} -> {"city":"Lisbon","celsius":21');
    expect(stdout).toContain('2 steps');
    expect(stdout.match(/^\{"name":.*\}$/gm)?.length).toBeGreaterThan(3);
    expect(stdout).toMatch(/A scripted thought about: .*\n.*You said: Is 3599/);
    expect(stdout).toContain('All 4 worked.');
    expect(stdout, 'no colors into a pipe').not.toContain('\u001b');
  });
});

describe('with INFERENCE_KEY', () => {
  const heroku = createLocalHeroku({
    answer: ({ body }) => (body.tools ? broken() : undefined),
  });
  let isBroken = false;
  const broken = () => (isBroken ? { text: 'No.', error: { message: 'Out of tools' } } : undefined);
  let url: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ url, close } = await heroku.listen());
  });
  afterAll(() => close());

  it('shows the same from INFERENCE_URL, with the model of INFERENCE_MODEL_ID', async () => {
    const { code, stdout } = await runScript(DEMO, {
      INFERENCE_URL: url,
      INFERENCE_KEY: heroku.key,
      INFERENCE_MODEL_ID: 'claude-4-6-sonnet',
    });
    expect(code).toBe(0);
    expect(stdout).toContain(url);
    expect(stdout).not.toContain('A local Heroku');
    expect(stdout).toContain('All 4 worked.');
    expect(new Set(recordsOf(heroku).map(({ body }) => body.model))).toEqual(
      new Set(['claude-4-6-sonnet']),
    );
  });

  it("fails with the server's words when it is refused", async () => {
    const { code, stderr } = await runScript(DEMO, {
      INFERENCE_URL: url,
      INFERENCE_KEY: 'inf-wrong',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('The demo failed: Invalid API key provided');
    expect(stderr).not.toContain('    at ');
  });

  it('fails when a stream breaks off half-way', async () => {
    isBroken = true;
    const { code, stdout, stderr } = await runScript(DEMO, {
      INFERENCE_URL: url,
      INFERENCE_KEY: heroku.key,
    });
    expect(code).toBe(1);
    expect(stdout).toContain(TITLES[1]);
    expect(stdout).not.toContain(TITLES[2]);
    expect(stderr).toContain('The demo failed: Out of tools');
  });
});
