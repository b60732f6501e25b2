import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GREETING } from '../../src/local';
import type { Checks } from '../consumers/checks';
import { ROOT } from '../consumers/root';
import { runOrThrow } from '../consumers/run-command';

/**
 * Runs what docs/write-a-provider.md says, line by line as it is printed, and what it says about that.
 * @param clone a clone of this repository with its packages, beside which the provider is written.
 */
export async function checkGuide(checks: Checks, clone: string): Promise<void> {
  const guide = await readFile(join(ROOT, 'docs/write-a-provider.md'), 'utf8');
  const [install = '', check = '', copy = ''] = textsOf(guide, RUN);
  const [judge = '', talk = ''] = textsOf(guide, /```typescript\n([\s\S]*?)```/g);
  const project = join(clone, '../my-provider');
  const run = (cwd: string, lines: string) =>
    runOrThrow('sh', ['-ec', lines], { cwd, env: { HEROKU: clone }, limitMs: 600_000 });
  const write = (name: string, text: string) => writeFile(join(project, name), text);

  await checks.run('docs/write-a-provider.md: the folder', () => run(clone, install));
  await checks.run('docs/write-a-provider.md: the compiler and the judge', async () => {
    await write('judge.ts', judge);
    const printed = await run(project, check);
    if (printed.includes('MUST') || !printed.startsWith('SHOULD')) throw new Error(printed);
  });
  await checks.run('docs/write-a-provider.md: its use', async () => {
    await write('talk.ts', talk);
    const printed = await run(project, 'npx tsx talk.ts');
    if (!printed.startsWith(GREETING)) throw new Error(printed);
  });
  await checks.run('docs/write-a-provider.md: the judge finds what is taken out', async () => {
    const file = join(project, 'minimal-provider/answer-reader.ts');
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.replace(/.*if \(finish === undefined\) throw .*\n/, ''));
    const printed = await run(project, 'npx tsx judge.ts || true');
    await writeFile(file, whole);
    for (const rule of ['MUST cut-is-told', 'MUST cut-makes-no-call']) {
      if (!printed.includes(rule)) throw new Error(printed);
    }
  });
  await checks.run('docs/write-a-provider.md: src/parts on another wire', async () => {
    const from = `import { OTHER } from './examples/other-provider/other-subject';\n`;
    await write('judge-other.ts', from + judge.replace('(MINIMAL,', '(OTHER,'));
    const printed = await run(project, `${copy}npx tsx judge-other.ts`);
    if (printed !== 'Nothing was found.\n') throw new Error(printed);
  });
}

const textsOf = (page: string, pattern: RegExp) =>
  [...page.matchAll(pattern)].map(([, text = '']) => text);

const RUN = /<!-- test:package runs these lines -->\n```sh\n([\s\S]*?)```/g;
