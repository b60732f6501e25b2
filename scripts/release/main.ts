import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../consumers/root';
import { releaseProblems } from './release-problems';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const PLACES = ['*.md', '*.mdx', '*.json', '*.yml', 'src', 'examples'];
const paths = execFileSync('git', ['ls-files', '--', ...PLACES], { cwd: ROOT, encoding: 'utf8' });
// The page that says what to replace.
const shown = paths
  .trim()
  .split('\n')
  .filter((path) => path !== 'RELEASING.md');
const problems = releaseProblems({
  version: (JSON.parse(read('package.json')) as { version: string }).version,
  changelog: read('CHANGELOG.md'),
  files: Object.fromEntries(shown.map((path) => [path, read(path)])),
});
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
