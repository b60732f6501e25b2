import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../scripts/consumers/root';

/** `by` is what runs the command as it is printed; `not` says why nothing does. */
type Row = { by: string } | { not: string };

type Printed = { page: string; command: string; isInBlock: boolean };

const CI = { by: '.ci/run' };
const NPM_TEST = { by: 'package.json' };
/** By the README's lines: a clone, the folder of an app, and the commands in both. */
const SETUP = { by: 'scripts/package/setup.ts' };
const GUIDE = { by: 'scripts/package/guide.ts' };
const EXAMPLE_APPS = { by: 'scripts/frameworks/example-app.ts' };
const WALKTHROUGHS = { by: 'scripts/walkthroughs/walkthroughs.ts' };
const AFTER_WALKTHROUGHS = { by: 'scripts/walkthroughs/main.ts' };
const HEROKU = { not: 'needs an app at Heroku; what is played of its command is in Setup' };
const BENCH = { not: 'speed is measured on a quiet machine, not in tests' };
const NETWORK = { not: 'it asks registries for the newest versions of others' };
const NAMED = { not: 'the name of a command that stands in full beside it' };

/** The first row that fits a command counts. Comments behind a command are left out. */
const ROWS: [command: RegExp, row: Row][] = [
  [/^npm ci && npm run demo$|^npm run (demo|road)$/, SETUP],
  [/^npm (ci|test)$|^npm ci && npm test$/, CI],
  [/^npm run test:(frameworks|majors|runtimes|mutation)$/, CI],
  [/^npm run test:(frameworks|mutation) -- /, { not: 'a part of what CI runs whole, or writes' }],
  [/^npm run size$/, NPM_TEST],
  [/^npm run size -- --rooms$/, { not: 'it bundles each room alone: minutes' }],
  [/^npm run (format|size -- --update)$/, AFTER_WALKTHROUGHS],
  [/^node scripts\/(unverified|print-models)\.mjs$/, AFTER_WALKTHROUGHS],
  [/^npx vitest run test\//, WALKTHROUGHS],
  [/^npx vitest test\/chat\/request$/, { not: 'it waits for changes' }],
  [/^npm run bench/, BENCH],
  [/^npm run judge:peers|^node scripts\/compare-models\.mjs$/, NETWORK],
  [/^node scripts\/run\.mjs |^npx ai-sdk-provider-heroku |^npm i ai@5$/, SETUP],
  [/^(node --env-file=\.env app|node app)\.mjs$/, SETUP],
  [/^(git clone https:|mkdir -p \.\.\/my-app\/vendor|cd \.\.\/my-app && npm i )/, SETUP],
  [/^heroku (addons:create heroku-inference:standard -a|config -s -a) my-app/, SETUP],
  [/my-provider|^npm (init|install @ai|install --save-dev)|^cp -r |^npx ts[cx] |^export /, GUIDE],
  [/^mkdir -p src examples$/, GUIDE],
  [/^heroku (config|rollback)/, HEROKU],
  [/^(cp -R|mkdir|cd|git init|heroku|git push heroku) ?|^npm run (index|ask)/, EXAMPLE_APPS],
  [/^npm (pack --pack-destination|install \.\/vendor)/, EXAMPLE_APPS],
  [/^npm start$/, { not: 'the dyno runs what it stands for, the Procfile has it' }],
  [/^npm (pack|install)$|^npx ai-sdk-provider-heroku$/, NAMED],
  [/^npm install ai-sdk-provider-heroku$/, { not: 'the package is not on npm yet' }],
  [/^npm install ai@7 |^npx create-next-app$/, { not: 'for an app that asks what it is to be' }],
];

const filesOf = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name}`,
  );
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Without the collections of facts, and without the documents that an example searches. */
const pages = ['README.md', 'CONTRIBUTING.md', ...filesOf('docs'), ...filesOf('examples')].filter(
  (path) => path.endsWith('.md') && !/node_modules|docs\/sources|\/documents\//.test(path),
);

const commands = pages.flatMap((page): Printed[] => {
  const text = read(page);
  const lines = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block.split('\n').map((line) => line.replace(/(^| +)#.*/, '').trim()),
  );
  const inline = [...text.matchAll(/`((?:npm|npx|node|git|heroku) [^`\n]+)`/g)].map(
    ([, command = '']) => command,
  );
  const toPrinted = (isInBlock: boolean) => (command: string) => ({ page, command, isInBlock });
  return [
    ...[...new Set(lines)].filter(Boolean).map(toPrinted(true)),
    ...[...new Set(inline)].map(toPrinted(false)),
  ];
});

const rowOf = (command: string) => ROWS.find(([pattern]) => pattern.test(command));

/** Whether a check has the command itself, or takes the blocks of the page, of which it is one. */
function runs(check: string, { page, command }: Printed): boolean {
  const text = read(check);
  if (command.split(' && ').every((part) => text.includes(part))) return true;
  const name = page.replace(/^examples\/[\w-]+\//, '');
  const isLine = commands.some(
    (one) => one.isInBlock && one.page === page && one.command === command,
  );
  return isLine && text.includes(`'${name}'`);
}

describe.each(commands)('$command ($page)', (printed) => {
  test('is run as it is printed, or it is said why not', () => {
    const [, row] = rowOf(printed.command) ?? [];
    expect(row).toBeDefined();
    if (row && 'by' in row) {
      expect(existsSync(join(ROOT, row.by))).toBe(true);
      expect(runs(row.by, printed), `${row.by} neither has it nor reads the page`).toBe(true);
    }
  });
});

test('each row is of a command that is printed', () => {
  const used = new Set(commands.map(({ command }) => rowOf(command)));
  expect(ROWS.filter((row) => !used.has(row)).map(([pattern]) => String(pattern))).toEqual([]);
});
