// npm run test:rules [-- <words>]: switches off each rule of src/chat/request in turn, in a copy of the repository, and runs
// the tests of the request. A rule whose tests stay green is a rule that nothing guards: the exit code is then 1.
// <words> picks the rules whose name contains them.
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from './rules/rules.mjs';
import { createWorkshop } from './rules/workshop.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The quick tests first; the law finds what they miss. */
const STAGES = [
  {
    tests: [
      'test/chat/request',
      'test/chat/refusals/to-lessons.test.ts',
      'test/specification/provider-options.test.ts',
      'test/models',
      'test/json',
      'test/laws/request.regressions.test.ts',
    ],
    env: {},
  },
  { tests: ['test/laws/request.law.test.ts'], env: { LAW_RUNS: '3000' } },
  { tests: ['test/laws/schema.law.test.ts'], env: { LAW_RUNS: '500' } },
];

const words = process.argv.slice(2).join(' ');
const rules = RULES.filter(({ rule }) => rule.includes(words));
if (rules.length === 0) throw new Error(`No rule is named ${words}`);
await assertEveryFileHasRules();
const workers = Math.min(availableParallelism(), 4, rules.length);
const results = await work(rules, workers);

const survivors = results.filter(({ verdict }) => verdict !== 'caught');
console.log(`\n${results.length} rules, ${results.length - survivors.length} caught.`);
for (const { rule, verdict, by } of survivors) console.log(`${verdict}: ${rule}. ${by}`);
process.exitCode = survivors.length > 0 ? 1 : 0;

/** Prints each result as it comes: what was switched off, and the first test that noticed. */
async function work(rules, workers) {
  const queue = [...rules];
  const results = [];
  const shops = await Promise.all(Array.from({ length: workers }, () => createWorkshop(ROOT)));
  try {
    await assertGreen(shops[0]);
    await Promise.all(
      shops.map(async (shop) => {
        for (let rule = queue.shift(); rule; rule = queue.shift()) {
          const result = { rule: rule.rule, ...(await shop.tryWithout(rule, STAGES)) };
          results.push(result);
          console.log(`${result.verdict.padEnd(9)} ${result.rule.padEnd(62)} ${result.by}`);
        }
      }),
    );
  } finally {
    await Promise.all(shops.map((shop) => shop.close()));
  }
  return results;
}

async function assertGreen(shop) {
  const failure = await shop.runAll(STAGES);
  if (failure) throw new Error(`The tests are red with all rules on: ${failure}`);
}

async function assertEveryFileHasRules() {
  const files = await readdir(join(ROOT, 'src/chat/request'));
  const missing = files.filter((file) => !RULES.some((rule) => rule.file === file));
  if (missing.length > 0) throw new Error(`No rule is switched off in ${missing.join(', ')}`);
}
