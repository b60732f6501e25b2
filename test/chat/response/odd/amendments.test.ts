import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AMENDMENTS } from '../../../../src/chat/response/odd/amendments';

const TABLE = new URL('../../../../src/chat/response/odd/amendments.ts', import.meta.url);

test('each row has a source above it', () => {
  const rows = Object.values(AMENDMENTS).flat();
  const sources = [
    ...readFileSync(TABLE, 'utf8').matchAll(
      /^ {4}\/\/ Source: \S.+\n {4}(\{|\/\* @__PURE__ \*\/ keyIn)/gm,
    ),
  ];
  expect(sources).toHaveLength(rows.length);
});
