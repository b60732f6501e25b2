import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Checks } from '../consumers/checks';
import { copyRoot } from '../consumers/copy-root';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';
import { createWorkplace } from '../consumers/workplace';
import { apply, WALKTHROUGHS } from './walkthroughs';

/** Tests that take long and that no line of a walkthrough can break. They are run by `-- --all`. */
const UNRELATED =
  '{{agents,ai-sdk,conformance,faults,http,laws,load,local}/**,{examples,load,msw,web-page}.test.ts}';

const folder = createWorkplace('walkthroughs');
await copyRoot(folder);
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
await runOrThrow('git', ['init', '--quiet'], { cwd: folder });

for (const { red, green, rest, change } of Object.values(WALKTHROUGHS)) {
  const line = { file: 'CHANGELOG.md', behind: '## Unreleased\n', text: `- ${change}\n` };
  for (const edit of [...red, ...green, ...rest, line]) apply(edit, folder);
}

const checks = new Checks();
const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const tests = process.argv.includes('--all') ? '' : ` --exclude 'test/${UNRELATED}'`;
const steps = (scripts.test as string).replace('vitest run', `$&${tests}`).split(' && ');
// As CONTRIBUTING prints them; what they write is in the copy.
const before = ['node scripts/print-models.mjs', 'node scripts/unverified.mjs', 'npm run format'];
for (const command of [...before, ...steps, 'npm run size -- --update']) {
  await checks.run(`after the walkthroughs: ${command}`, () =>
    runOrThrow('sh', ['-c', `PATH="$PWD/node_modules/.bin:$PATH" ${command}`], {
      cwd: folder,
      env: { WALKTHROUGHS: 'applied' },
      limitMs: 1_200_000,
    }),
  );
}
checks.finish();
