import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PROBES } from '../../src/cli/probes/table';
import { toUnverifiedPage } from '../../src/cli/probes/unverified-page';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('docs/unverified.md is what the table of probes says (node scripts/unverified.mjs)', () => {
  expect(read('docs/unverified.md')).toBe(toUnverifiedPage());
});

/** Collections of facts, and the page itself. */
const LEFT_OUT = [
  'design',
  'field-reports',
  'heroku-api',
  'heroku-surface',
  'language-model-v2',
  'unverified',
];

const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter(
      (file) => /\.mdx?$/.test(file) && !LEFT_OUT.includes(basename(file).split('.')[0] ?? ''),
    )
    .map((file) => `docs/${file}`),
];

/** The ids cited as `*unverified: id*`, or by a link to docs/unverified.md#id. */
const cited = (text: string) =>
  [...text.matchAll(/unverified: ([a-z\d-]+)|unverified\.md#([\w-]+)/g)].map(
    ([, named, linked]) => named ?? linked,
  );

test.each(pages)('facts that %s cites as unverified are in the table', (page) => {
  const ids = PROBES.map(({ id }) => id);
  expect(cited(read(page)).filter((id) => !ids.includes(id ?? ''))).toEqual([]);
});
