import { expect, test } from 'vitest';
import { AMENDMENTS } from '../../../../src/chat/response/odd/amendments';
import { sourceOf } from '../../../support/source-of';

test('each row has a source above it', () => {
  const rows = Object.values(AMENDMENTS).flat();
  const sources = [
    ...sourceOf('src/chat/response/odd/amendments.ts').matchAll(
      /^ {4}\/\/ Source: \S.+\n {4}(\{|\/\* @__PURE__ \*\/ keyIn)/gm,
    ),
  ];
  expect(sources).toHaveLength(rows.length);
});
