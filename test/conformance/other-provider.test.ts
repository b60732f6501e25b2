import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { expect, test } from 'vitest';
import { OTHER } from '../../examples/other-provider/other-subject';
import { ROOT } from '../../scripts/consumers/root';
import { judge, toReport } from '../../src/conformance';

test.each([
  ['5', ai5],
  ['6', ai6],
  ['7', ai7],
])('the provider of the guide under AI SDK %s: no finding', async (_major, sdk) => {
  expect(toReport(await judge(OTHER, { sdk }))).toBe('Nothing was found.');
});

test('it is short: at most 250 lines, and what the judge wants', () => {
  const folder = join(ROOT, 'examples/other-provider');
  const files = readdirSync(folder).filter((file) => file !== 'other-subject.ts');
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
  expect(text.split('\n').length - 1).toBeLessThanOrEqual(250);
});
