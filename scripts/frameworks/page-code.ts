import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The page as it is in the package that is installed. */
const PAGE = 'node_modules/ai-sdk-provider-heroku/docs/situations.md';

/** Runs the block of docs/situations.md that exports this name, and gives what it exports. */
export async function importFromPage<T>(name: string): Promise<T> {
  const blocks = (await readFile(PAGE, 'utf8')).matchAll(/```js\n([\s\S]*?)```/g);
  const code = [...blocks]
    .map(([, block = '']) => block)
    .find((block) => new RegExp(`^export .*\\b${name}\\b`, 'm').test(block));
  if (code === undefined) throw new Error(`${PAGE} has no code that exports ${name}`);
  const file = resolve(`page-${name}.mjs`);
  await writeFile(file, code);
  return import(pathToFileURL(file).href);
}
