import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Checks } from '../consumers/checks';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';
import { createWorkplace } from '../consumers/workplace';
import { apply, WALKTHROUGHS } from './walkthroughs';

/** Tests that take long and that no line of a walkthrough can break. They are run by `-- --all`. */
const UNRELATED =
  '{{agents,ai-sdk,conformance,faults,http,laws,load,local}/**,{examples,load,msw,web-page}.test.ts}';

const folder = createWorkplace('walkthroughs');
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8' });

// A clone with what is not committed yet.
const files = git(ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '-z').split('\0');
for (const file of files.filter(Boolean)) cpSync(join(ROOT, file), join(folder, file));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
git(folder, 'init', '--quiet');

for (const { red, green, rest, change } of Object.values(WALKTHROUGHS)) {
  const line = { file: 'CHANGELOG.md', behind: '## Unreleased\n', text: `- ${change}\n` };
  for (const edit of [...red, ...green, ...rest, line]) apply(edit, folder);
}

const checks = new Checks();
const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const tests = process.argv.includes('--all') ? '' : ` --exclude 'test/${UNRELATED}'`;
const steps = (scripts.test as string).replace('vitest run', `$&${tests}`).split(' && ');
for (const command of ['node scripts/print-models.mjs', 'npm run format', ...steps]) {
  await checks.run(`after the walkthroughs: ${command}`, () =>
    runOrThrow('sh', ['-c', `PATH="$PWD/node_modules/.bin:$PATH" ${command}`], {
      cwd: folder,
      env: { WALKTHROUGHS: 'applied' },
      limitMs: 1_200_000,
    }),
  );
}
checks.finish();
