import fc, { type Arbitrary } from 'fast-check';
import { text } from './texts';

/** Names that every object already has, and that careless code writes to. */
export const HOSTILE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'length',
  '0',
];

export const hostileName = fc.constantFrom(...HOSTILE_NAMES);

/** Own keys only: `__proto__` too becomes a key, as in what JSON.parse gives. */
export function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries);
}

const scalar = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1, 7.5, 1e21, -0.001, '', ' ', 'x', '{}', '[DONE]'),
  text,
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.oneof(hostileName, fc.string({ maxLength: 5 })), tie('value')), {
        maxLength: 3,
      })
      .map(objectOf),
  ),
}));

/** Any value that JSON has, where another is expected. */
export const oddValue: Arbitrary<unknown> = value;

/** Mostly of the right kind, at times of any, null or absent. */
export function mostly<Value>(arbitrary: Arbitrary<Value>, weight = 6): Arbitrary<unknown> {
  return fc.oneof({ weight, arbitrary }, { weight: 1, arbitrary: oddValue });
}

/** An object with any of these keys, and now and then one of a name that it should not have. */
export function someOf(model: Record<string, Arbitrary<unknown>>): Arbitrary<object> {
  return fc
    .tuple(
      fc.record(model, { requiredKeys: [] }),
      fc.oneof(
        { weight: 8, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.tuple(hostileName, oddValue), { maxLength: 2 }) },
      ),
    )
    .map(([object, more]) => objectOf([...Object.entries(object), ...more]));
}
