import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/consumers/root';
import { withTables } from '../../scripts/models/models-page';
import { FAMILIES } from '../../src/models/families';
import { CHAT_MODEL_IDS } from '../../src/models/model-ids';

const page = readFileSync(join(ROOT, 'docs/models.md'), 'utf8');

test('docs/models.md is what src/models says (node scripts/print-models.mjs)', () => {
  expect(page).toBe(withTables(page, CHAT_MODEL_IDS));
});

test.each(CHAT_MODEL_IDS)('%s is on the page', (id) => {
  expect(page).toContain(`| \`${id}\` |`);
});

test.each(FAMILIES.map(({ family }) => family))('%s is on the page', (family) => {
  expect(page).toContain(`\n| ${family} |`);
});

test('a page without the markers is an error that names them', () => {
  expect(() => withTables('# Models', CHAT_MODEL_IDS)).toThrow(
    '<!-- ids --> must stand once on the page.',
  );
});
