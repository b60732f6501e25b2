import { expect, test } from 'vitest';
import { type Release, releaseProblems } from '../scripts/release/release-problems';

const READY: Release = {
  version: '0.2.0',
  changelog:
    '# Changelog\n\n## Unreleased\n\n## 0.2.0, 2026-11-28\n\n- It is faster.\n\n## 0.1.0\n',
  files: { 'README.md': 'git clone https://github.com/someone/ai-sdk-provider-heroku' },
};

test('what is ready has no problem', () => {
  expect(releaseProblems(READY)).toEqual([]);
});

test.each<[what: string, change: Partial<Release>, words: string]>([
  [
    'the placeholder of the owner',
    { files: { 'docs/local.md': 'https://github.com/OWNER/ai-sdk-provider-heroku' } },
    'docs/local.md has the placeholder OWNER',
  ],
  ['a version without its heading', { version: '0.3.0' }, 'no heading "## 0.3.0, <date>"'],
  ['a version without a date', { version: '0.1.0' }, 'no heading "## 0.1.0, <date>"'],
  [
    'lines that belong to no version',
    { changelog: READY.changelog.replace('Unreleased\n', 'Unreleased\n\n- It is slower.\n') },
    'CHANGELOG.md has lines under "Unreleased"',
  ],
])('%s', (_what, change, words) => {
  const problems = releaseProblems({ ...READY, ...change });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(words);
});
