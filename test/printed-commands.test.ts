import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../scripts/consumers/root';

/** `by` is a check that runs the command as it is printed, or what it stands for; `not` says why none does. */
type Row = { by: string } | { not: string };

const CI = { by: '.ci/run' };
const GUIDE = { by: 'scripts/package/guide.ts' };
const QUICK_START = { by: 'scripts/package/quick-start.ts' };
/** It packs, and installs the tarball with `ai` and zod. */
const PACKAGE = { by: 'scripts/package/main.ts' };
const EXAMPLE_APPS = { by: 'scripts/frameworks/example-app.ts' };
const WALKTHROUGHS = { by: 'test/walkthroughs.test.ts' };
const COMMAND = { by: 'test/cli/clients.test.ts' };
const HEROKU = { not: 'needs an account at Heroku' };
const WRITES = { not: 'it changes the repository' };
const BENCH = { not: 'speed is measured on a quiet machine, not in tests' };
const NETWORK = { not: 'it asks registries for the newest versions of others' };

/** The first row that fits a command counts. */
const ROWS: [command: RegExp, row: Row][] = [
  [/^npm ci( +#|$)|^npm ci && npm (run demo|test)$|^npm test( |$)/, CI],
  [/^npm run (demo) /, { by: 'test/demo.test.ts' }],
  [/^npm run test:(frameworks|majors|runtimes|mutation)$/, CI],
  [
    /^npm run test:(walkthroughs|frameworks|mutation) -- /,
    { not: 'a part of what runs whole, or writes' },
  ],
  [/^npm run size$/, CI],
  [/^npm run size -- --update$/, WRITES],
  [/^npm run size -- --rooms$/, { not: 'it only prints what npm run size measures' }],
  [/^npm run road$/, { by: 'test/road.test.ts' }],
  [/^npm run bench/, BENCH],
  [/^npm run judge:peers/, NETWORK],
  [/^npm run format( |$)/, { by: 'scripts/walkthroughs/main.ts' }],
  [/^npx vitest test\/chat\/request /, { not: 'it waits for changes' }],
  [/^npx vitest run test\//, WALKTHROUGHS],
  [/^node scripts\/run\.mjs examples\//, { by: 'test/support/run-file.ts' }],
  [/^node scripts\/run\.mjs scripts\/local\.ts$/, { by: 'scripts/frameworks/example-app.ts' }],
  [/^node scripts\/unverified\.mjs$/, { by: 'test/cli/unverified.test.ts' }],
  [/^node scripts\/print-models\.mjs$/, { by: 'test/models/models-page.test.ts' }],
  [/^node scripts\/compare-models\.mjs$/, NETWORK],
  [/^npx ai-sdk-provider-heroku/, COMMAND],
  [/^(node --env-file=\.env app|node app)\.mjs$/, QUICK_START],
  [/^mkdir -p \.\.\/my-app\/vendor|^cd \.\.\/my-app && npm i /, PACKAGE],
  [/^git clone https/, { not: 'the repository has no address yet' }],
  [/^npm i ai@5$/, PACKAGE],
  [/my-provider|^npm (init|install @ai|install --save-dev|pack$)|^cp -r |^npx ts[cx] /, GUIDE],
  [/^mkdir -p src examples$/, GUIDE],
  [/^(cp -R|mkdir|cd|npm pack --pack|npm install \.\/vendor|git init|npm start$)/, EXAMPLE_APPS],
  [/^npm install( ai-sdk-provider-heroku)?$/, EXAMPLE_APPS],
  [/^npm run (index|ask)/, { by: 'scripts/frameworks/retrieval' }],
  [/^heroku |^git push heroku/, HEROKU],
  [/^npm install ai@7 |^npx create-next-app$/, { by: 'scripts/frameworks/examples.ts' }],
];

const filesOf = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name}`,
  );
const pages = ['README.md', 'CONTRIBUTING.md', ...filesOf('docs'), ...filesOf('examples')].filter(
  (path) => path.endsWith('.md') && !/node_modules|docs\/sources/.test(path),
);

const commands = pages.flatMap((page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block.split('\n').map((line) => line.trim()),
  );
  const inline = [...text.matchAll(/`((?:npm|npx|node|git|heroku) [^`\n]+)`/g)].map(
    ([, command = '']) => command,
  );
  const printed = [...blocks, ...inline].filter((line) => line !== '' && !line.startsWith('#'));
  return [...new Set(printed)].map((command) => ({ page, command }));
});

const rowOf = (command: string) => ROWS.find(([pattern]) => pattern.test(command));

test.each(commands)('$command ($page) is run, or it is said why not', ({ command }) => {
  expect(rowOf(command)).toBeDefined();
});

test('each row is of a command that is printed', () => {
  const used = new Set(commands.map(({ command }) => rowOf(command)));
  expect(ROWS.filter((row) => !used.has(row)).map(([pattern]) => String(pattern))).toEqual([]);
});

test('what runs a command is there', () => {
  const files = ROWS.flatMap(([, row]) => ('by' in row ? [row.by] : []));
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
