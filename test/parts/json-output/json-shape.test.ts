import { expect, test } from 'vitest';
import {
  isFitting,
  isFittingValue,
  type JsonShape,
} from '../../../src/parts/json-output/json-shape';

type Known = Pick<JsonShape, 'keys' | 'required'>;

test.each<[what: string, value: unknown, known: Known, fits: boolean]>([
  ['no object', [{ a: 1 }], {}, false],
  ['no object, where keys are known', 'a', { keys: ['a'] }, false],
  ['any object where no key is known', { x: 1 }, {}, true],
  ['any object where there are no keys', { x: 1 }, { keys: [] }, true],
  ['all that is required', { a: 1, b: 2 }, { keys: ['a', 'b'], required: ['a', 'b'] }, true],
  ['a part of what is required', { a: 1 }, { keys: ['a', 'b'], required: ['a', 'b'] }, false],
  ['one of the keys', { a: 1, x: 2 }, { keys: ['a', 'b'] }, true],
  ['none of the keys', { x: 2 }, { keys: ['a', 'b'], required: [] }, false],
  ['nothing, where nothing is required', {}, { keys: ['a'] }, true],
  ['nothing, where something is required', {}, { keys: ['a'], required: ['a'] }, false],
])('%s', (_, value, known, fits) => {
  const shape = { objectOnly: true, ...known };
  expect(isFittingValue(value, shape)).toBe(fits);
  expect(isFitting(JSON.stringify(value), shape)).toBe(fits || !known.keys?.length);
});
