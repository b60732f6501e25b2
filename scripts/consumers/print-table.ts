import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root';
import { toTable } from './to-table';

const PAGE = join(ROOT, 'docs/versions.md');

/**
 * Prints the table; with `--write`, also puts it between `<!-- name -->` and `<!-- /name -->` in docs/versions.md.
 * @param rows of cells, the first of them the header.
 */
export async function printTable(name: string, rows: string[][]): Promise<void> {
  const table = toTable(rows);
  console.log(`\n${table}`);
  if (!process.argv.includes('--write')) return;
  const page = await readFile(PAGE, 'utf8');
  const block = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!block.test(page)) throw new Error(`${PAGE} has no place for ${name}`);
  await writeFile(
    PAGE,
    page.replace(block, (_, before, after) => `${before}${table}\n${after}`),
  );
}
