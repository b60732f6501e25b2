import type { TypeMaker } from './maker-context';
import type { JsonSchema } from './types';

/** Numbers of the prompt, then small ones, then those near the bounds. */
export const makeNumbers: TypeMaker = function* (parts, place, context) {
  for (const number of numbersFor(parts, place, context)) if (Number.isFinite(number)) yield number;
};

function* numbersFor(
  ...[parts, { index, path }, { text, report }]: Parameters<TypeMaker>
): Generator<number> {
  const schemas = parts.map(({ schema }) => schema);
  const [lowest, highest] = boundsOf(schemas);
  const steps = schemas
    .map(({ multipleOf }) => multipleOf)
    .filter((step) => typeof step === 'number');
  const step = steps.reduce(commonMultiple, steps[0] ?? 1);
  const told = index === 0 ? (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number) : [];
  if (lowest > highest)
    report({ keyword: 'minimum', path, detail: `${lowest} is above the maximum ${highest}` });
  const next = rounded(Math.ceil(lowest / step) * step);
  const last = rounded(Math.floor(highest / step) * step);
  const near = [next + index * step, next, next + step, last, last - step, lowest, highest];
  const between = [
    (lowest + highest) / 2,
    lowest + (highest - lowest) / 4,
    lowest + 0.5,
    highest - 0.5,
  ];
  yield* [...told, 1 + index, step * (1 + index), 0, ...near, ...between];
  for (let more = 1; more <= 40; more++) {
    yield* [
      index + more,
      rounded(next + more * step),
      rounded(last - more * step),
      more / 2 + index,
      -more,
      rounded(more * step),
    ];
  }
}

/** The lowest and the highest number that may be. */
function boundsOf(schemas: readonly JsonSchema[]): [number, number] {
  const given = (keyword: 'minimum' | 'exclusiveMinimum' | 'maximum' | 'exclusiveMaximum') =>
    schemas.map((schema) => schema[keyword]).filter((bound) => typeof bound === 'number');
  return [
    Math.max(Number.NEGATIVE_INFINITY, ...given('minimum'), ...given('exclusiveMinimum')),
    Math.min(Number.POSITIVE_INFINITY, ...given('maximum'), ...given('exclusiveMaximum')),
  ];
}

/** A common multiple of two numbers, which may be fractions, within what a double can hold. */
function commonMultiple(one: number, two: number): number {
  for (let times = 1; times <= 1000; times++) {
    const product = rounded(one * times);
    if (Number.isInteger(product / two)) return product;
  }
  return rounded(one * two);
}

/** The number without its last digits, which sums of fractions get wrong. */
const rounded = (value: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(15)) : value;
