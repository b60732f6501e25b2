import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ai5 from 'ai';
import * as ai6 from 'ai-v6';
import * as ai7 from 'ai-v7';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/consumers/root';
import { judge, toReport } from '../../src/conformance';
import { MINIMAL } from './minimal-subject';

/** It reads streams of bytes alone. */
const LEFT_OUT = ['body-of-text-is-read', 'body-of-strings-is-read'];

test.each([
  ['5', ai5],
  ['6', ai6],
  ['7', ai7],
])(
  'the minimal provider under AI SDK %s: no finding but what it leaves out',
  async (_major, sdk) => {
    const findings = await judge(MINIMAL, { sdk });
    const others = findings.filter(({ rule }) => !LEFT_OUT.includes(rule));
    expect(toReport(others)).toBe('Nothing was found.');
    expect(findings.every(({ level }) => level === 'should')).toBe(true);
  },
);

test('it is read in one sitting, and imports what any provider may', () => {
  const folder = join(ROOT, 'examples/minimal-provider');
  const files = readdirSync(folder);
  expect(files.length).toBeLessThanOrEqual(4);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(texts.join('').split('\n').length - 1).toBeLessThanOrEqual(350);
  const imported = texts.flatMap((text) =>
    [...text.matchAll(/ from '([^.][^']*)'/g)].map(([, name]) => name),
  );
  expect([...new Set(imported)].sort()).toEqual([
    '@ai-sdk/provider',
    '@ai-sdk/provider-utils',
    'eventsource-parser/stream',
  ]);
});
