import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PROBES } from '../../src/cli/probes/table';
import { toUnverifiedPage } from '../../src/cli/probes/unverified-page';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('docs/unverified.md is what the table of probes says (node scripts/unverified.mjs)', () => {
  expect(read('docs/unverified.md')).toBe(toUnverifiedPage());
});

const filesIn = (folder: string, pattern: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);

const pages = [
  'README.md',
  // Not the collections of facts, and not the page itself.
  ...filesIn('docs', /\.mdx?$/).filter((file) => !/^docs\/(sources\/|unverified)/.test(file)),
];
/** The command speaks of the facts as such. */
const sources = filesIn('src', /\.ts$/).filter((file) => !file.startsWith('src/cli/'));

const IDS = PROBES.map(({ id }) => id);

/** Each use of the word, with what follows it in the sentence. Sentences of docstrings may go over lines. */
const usesIn = (text: string) => text.match(/unverified(?!\.m[dj]s?\b)[^\n]{0,60}/gi) ?? [];

/** `unverified: id`, `*unverified: [id](...)*`, or a link to docs/unverified.md, which names a fact or means all of them. */
function isCited(use: string): boolean {
  const [, named, link, linked] =
    /^unverified(?:: \[?([a-z\d]+(?:-[a-z\d]+)*)| ?\w*(\]\((?:docs\/)?unverified\.md(?:#([\w-]+))?\)))/i.exec(
      use,
    ) ?? [];
  const id = named ?? linked;
  return id === undefined ? link !== undefined : IDS.includes(id);
}

test.each([...pages, ...sources].filter((file) => usesIn(read(file)).length > 0))(
  'what %s calls unverified is a fact of the table',
  (file) => {
    expect(usesIn(read(file)).filter((use) => !isCited(use))).toEqual([]);
  },
);

test.each([
  ['unverified: tool-frames', true],
  ['*unverified: [tool-frames](unverified.md#tool-frames)*', true],
  ['[Unverified facts](docs/unverified.md)', true],
  ['[unverified](unverified.md#tool-frames)', true],
  ['it is unverified', false],
  ['unverified: the form is a guess', false],
  ['unverified: no-such-fact', false],
  ['[unverified](unverified.md#no-such-fact)', false],
])('%s: %s', (text, expected) => {
  expect(usesIn(text).every(isCited)).toBe(expected);
});
