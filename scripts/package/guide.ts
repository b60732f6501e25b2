import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checks } from '../consumers/checks';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';

/** Runs what docs/write-a-provider.md says, line by line as it is printed, with the tarball for the name of the package. */
export async function checkGuide(
  checks: Checks,
  { folder, tarball }: { folder: string; tarball: string },
): Promise<void> {
  const guide = await readFile(join(ROOT, 'docs/write-a-provider.md'), 'utf8');
  const [install = '', check = '', copy = ''] = [...guide.matchAll(RUN)].map(
    ([, lines = '']) => lines,
  );
  const [, judge = ''] = /```typescript\n([\s\S]*?)```/.exec(guide) ?? [];
  const place = join(folder, 'guide');
  await mkdir(place);

  const run = (cwd: string, lines: string) =>
    runOrThrow('sh', ['-ec', lines], {
      cwd,
      env: { ...process.env, HEROKU: ROOT },
      limitMs: 600_000,
    });
  await checks.run('docs/write-a-provider.md: the folder', () =>
    run(place, install.replace(' ai-sdk-provider-heroku ', ` ${tarball} `)),
  );
  const project = join(place, 'my-provider');
  await writeFile(join(project, 'judge.ts'), judge);
  await checks.run('docs/write-a-provider.md: the compiler and the judge', async () => {
    const printed = await run(project, check);
    if (printed.includes('MUST') || !printed.startsWith('SHOULD')) throw new Error(printed);
  });
  const judgeOther = judge.replace('(MINIMAL,', '(OTHER,');
  const from = `import { OTHER } from './examples/other-provider/other-subject';\n`;
  await writeFile(join(project, 'judge-other.ts'), from + judgeOther);
  await checks.run('docs/write-a-provider.md: src/parts on another wire', async () => {
    const printed = await run(project, `${copy}npx tsx judge-other.ts`);
    if (printed !== 'Nothing was found.\n') throw new Error(printed);
  });
}

const RUN = /<!-- test:package runs these lines -->\n```sh\n([\s\S]*?)```/g;
