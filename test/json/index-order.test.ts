import { expect, test } from 'vitest';
import { toIndexOrder } from '../../src/json/index-order';

test.each([
  ['in order', [0, 1, 2], [0, 1, 2]],
  ['reversed', [2, 1, 0], [2, 1, 0]],
  ['mixed', [1, 2, 0], [2, 0, 1]],
  ['none has an index: as they came', [undefined, null], [0, 1]],
  ['no items', [], []],
])('%s', (_, indexes, order) => {
  const items = indexes.map((index, at) => ({ index: index as number, at }));
  expect(toIndexOrder(items)?.map(({ at }) => at)).toEqual(order);
});

test.each([
  ['one twice', [0, 0]],
  ['one beyond the end', [0, 2]],
  ['counted from one', [1, 2]],
  ['one without', [0, undefined]],
  ['as text', ['0', '1']],
])('%s is refused', (_, indexes) => {
  expect(toIndexOrder(indexes.map((index) => ({ index: index as number })))).toBeUndefined();
});
