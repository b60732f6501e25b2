import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../scripts/consumers/root';
import { runCommand } from '../scripts/consumers/run-command';
import { apply, WALKTHROUGHS } from '../scripts/walkthroughs/walkthroughs';

const contributing = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

// Where they are applied already nothing is red before: the copy of `npm run test:walkthroughs`.
describe.skipIf(process.env.WALKTHROUGHS === 'applied')(
  'the walkthroughs of CONTRIBUTING, in a copy',
  () => {
    let folder: string;

    beforeAll(() => {
      mkdirSync(join(ROOT, '.tmp'), { recursive: true });
      folder = mkdtempSync(join(ROOT, '.tmp', 'walkthrough-'));
      for (const name of ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
        cpSync(join(ROOT, name), join(folder, name), { recursive: true });
      }
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const run = async (command: string) =>
      (await runCommand('sh', ['-c', command], { cwd: folder })).code;

    test.each(Object.entries(WALKTHROUGHS))(
      '%s: red, then green',
      async (_name, { command, red, green }) => {
        expect(contributing).toContain(`\`${command}\``);
        for (const edit of red) apply(edit, folder);
        expect(await run(command)).toBe(1);
        for (const edit of green) apply(edit, folder);
        expect(await run(command)).toBe(0);
      },
      240_000,
    );
  },
);
