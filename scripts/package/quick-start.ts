import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GREETING } from '../../src/local';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';

type Kind = 'mjs' | 'cjs' | 'ts' | 'cts';

/** What is run, and how it is written in that kind of file. */
const KINDS: Record<Kind, { name: string; runs: string; write: (code: string) => string }> = {
  mjs: { name: 'ESM', runs: 'quick-start.mjs', write: (code) => code },
  cjs: { name: 'CommonJS', runs: 'quick-start.cjs', write: (code) => toRequire(inMain(code)) },
  ts: { name: 'TypeScript', runs: 'out/quick-start.js', write: (code) => code },
  cts: {
    name: 'TypeScript as CommonJS',
    runs: 'out/quick-start.cjs',
    write: (code) => inMain(code),
  },
};

/** The README's quick start, run against the local Heroku from a consumer's folder. */
export async function checkQuickStart(
  checks: Checks,
  consumer: Consumer,
  environment: Record<string, string>,
  kinds: Kind[],
): Promise<void> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const code = readme.match(/## Quick start\n[\s\S]*?```ts\n([\s\S]*?)```/)?.[1];
  assert.ok(code, 'README.md has no quick start');
  const [ai, zod] = [await consumer.versionOf('ai'), await consumer.versionOf('zod')];

  for (const kind of kinds) {
    const { name, runs, write } = KINDS[kind];
    await checks.run(`quick start in ${name}, ai ${ai}, zod ${zod}`, async () => {
      const file = `quick-start.${kind}`;
      await consumer.write(file, write(code));
      if (file !== runs) await consumer.node([TSC, ...EMIT, file]);
      const printed = await consumer.node([runs], { env: environment });
      assert.match(printed, new RegExp(`^${GREETING} .*dynos`));
    });
  }
}

const TSC = 'node_modules/typescript/bin/tsc';
const EMIT = ['--strict', '--module', 'node16', '--target', 'es2022', '--outDir', 'out'];

/** CommonJS has no `await` outside of functions. */
function inMain(code: string): string {
  const imports = code.match(/^import .*$/gm) ?? [];
  const rest = code.replaceAll(/^import .*$/gm, '');
  return `${imports.join('\n')}\nasync function main() {${rest}}\nmain();\n`;
}

const toRequire = (code: string) =>
  code.replaceAll(/^import (.*) from ('.*');$/gm, 'const $1 = require($2);');
