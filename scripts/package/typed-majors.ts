import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checks } from '../consumers/checks';
import type { Consumer } from '../consumers/consumer';
import { ROOT } from '../consumers/root';
import { typesComplaints } from './types';

type MajorTypes = { consumer: Consumer; entry: string };

const FILE = 'major.mts';

/**
 * Strict code, with libraries checked too, compiles with the entry that is made for the major of the AI SDK. With
 * `exactOptionalPropertyTypes` the types of the AI SDK itself do not, nor do they in TypeScript 5.4: of its own files nothing
 * is asked there.
 */
export async function checkMajorTypes(
  checks: Checks,
  { consumer, entry }: MajorTypes,
  compilers: string[],
): Promise<void> {
  const source = await readFile(join(ROOT, 'scripts/package/typed-major.ts'), 'utf8');
  const ai = await consumer.versionOf('ai');
  await consumer.write(FILE, source.replaceAll(`'${NAME}'`, `'${NAME}${entry.slice(1)}'`));
  for (const compiler of compilers) {
    const version = await consumer.versionOf(compiler);
    await checks.run(`ai ${ai}, ${entry}, TypeScript ${version}`, async () => {
      const exact = ['--exactOptionalPropertyTypes'];
      const all = await typesComplaints(consumer, compiler, [FILE], exact);
      assert.deepEqual(
        all.filter((line) => !OF_THE_SDK.test(line)),
        [],
      );
    });
  }
}

const NAME = 'ai-sdk-provider-heroku';
const OF_THE_SDK = /^(node_modules\/ai-sdk-provider-heroku\/)?node_modules\/(ai|@ai-sdk\/[\w-]+)\//;

/** The documentation's code: that with the main entry moved to the entry of the major, and that which names this entry. */
export async function checkRecipes(
  checks: Checks,
  { consumer, entry }: MajorTypes,
  recipes: string[],
  compiler: string,
): Promise<void> {
  const name = `${NAME}${entry.slice(1)}`;
  const own = recipes
    .filter(isInstalled)
    .map((code) => code.replaceAll(`'${NAME}'`, `'${name}'`))
    .filter((code) => code.includes(`'${name}'`));
  const ai = await consumer.versionOf('ai');
  await checks.run(`ai ${ai}: the ${own.length} recipes with ${name} compile`, async () => {
    assert.notEqual(own.length, 0);
    const files = own.map((_, index) => `recipe-${index}.mts`);
    for (const [index, file] of files.entries()) await consumer.write(file, own[index] ?? '');
    assert.deepEqual(await typesComplaints(consumer, compiler, files), []);
  });
}

/** Recipes for frameworks have suites of their own. */
function isInstalled(code: string): boolean {
  const imported = [...code.matchAll(/ from '([^']+)'/g)].map(([, name = '']) => name);
  return imported.every((name) => /^(ai|zod|node:.*|ai-sdk-provider-heroku.*)$/.test(name));
}

/** The TypeScript of README and docs. */
export async function readRecipes(): Promise<string[]> {
  const docs = (await readdir(join(ROOT, 'docs'))).map((name) => join('docs', name));
  const pages = ['README.md', ...docs].filter((path) => path.endsWith('.md'));
  const texts = await Promise.all(pages.map((path) => readFile(join(ROOT, path), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code),
  );
}
