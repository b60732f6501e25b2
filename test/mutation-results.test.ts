import { describe, expect, test } from 'vitest';
import { compare, openOf, readKept, scoreOf } from '../scripts/mutation/kept';

/** Of scripts/mutation/kept.json: survivors of which nobody has said yet why no test has to find them. The number only falls. */
const OPEN = 926;

test('no more survivors without a reason than known', async () => {
  const kept = Object.values(await readKept());
  expect(kept.reduce((sum, file) => sum + openOf(file), 0)).toBeLessThanOrEqual(OPEN);
});

describe('a result against the kept one', () => {
  const kept = { hash: 'a', mutants: 10, survivors: { open: '', told: 'A reason.' } };
  const found = (mutants: number, ...survivors: string[]) => ({
    hash: 'b',
    mutants,
    survivors: Object.fromEntries(survivors.map((name) => [name, ''])),
  });
  const names = ['open', 'told', 'new'];

  test.each([
    ['the same survivors', found(10, 'open', 'told'), { added: [], isLower: false, score: 90 }],
    ['a new survivor', found(10, 'open', 'new'), { added: ['new'], isLower: true, score: 80 }],
    [
      'a new one in place of another',
      found(10, 'new'),
      { added: ['new'], isLower: false, score: 90 },
    ],
    [
      'fewer mutants with as many survivors',
      found(5, 'open'),
      { added: [], isLower: true, score: 80 },
    ],
    ['fewer survivors', found(10), { added: [], isLower: false, score: 100 }],
  ])('%s', (_case, result, { added, isLower, score }) => {
    const comparison = compare(kept, result, names);
    expect(comparison).toMatchObject({ added, isLower });
    expect(scoreOf(comparison.file)).toBe(score);
  });

  test('a survivor with a reason stays while there is such a mutant', () => {
    expect(compare(kept, found(10), names).file.survivors).toEqual({ told: 'A reason.' });
    expect(compare(kept, found(10), ['open']).file.survivors).toEqual({});
  });

  test('a file without a kept result is not worse than before', () => {
    expect(compare(undefined, found(10, 'new'), names)).toMatchObject({
      added: ['new'],
      isLower: false,
    });
  });
});
