import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/consumers/root';
import { toChatModelIds, withTables } from '../../scripts/models/models-page';
import { FAMILIES } from '../../src/models/families';

const page = readFileSync(join(ROOT, 'docs/models.md'), 'utf8');
const ids = toChatModelIds(readFileSync(join(ROOT, 'src/models/model-ids.ts'), 'utf8'));

test('docs/models.md is what src/models says (node scripts/print-models.mjs)', () => {
  expect(page).toBe(withTables(page, ids));
});

test.each(ids)('%s is on the page', (id) => {
  expect(page).toContain(`| \`${id}\` |`);
});

test.each(FAMILIES.map(({ family }) => family))('%s is on the page', (family) => {
  expect(page).toContain(`\n| ${family} |`);
});

test('ids are found in the source of their type', () => {
  expect(ids).toContain('claude-opus-4-8');
  expect(ids).toContain('glm-4-7-flash');
  expect(ids).not.toContain('cohere-embed-v4');
});

test('a page without the markers is an error that names them', () => {
  expect(() => withTables('# Models', ids)).toThrow('<!-- ids --> must stand once on the page.');
});
