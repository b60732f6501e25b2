import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultIn2020, placeOf } from '../../src/local/rules/json-schema';

const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });

const KEYWORDS = [
  ...[
    'type',
    'required',
    'enum',
    'const',
    'minimum',
    'exclusiveMinimum',
    'multipleOf',
    'minLength',
  ],
  ...['items', 'prefixItems', 'properties', 'anyOf', 'not', 'additionalProperties', '$defs'],
  ...['uniqueItems', 'title', 'pattern', 'dependentRequired', 'examples', 'default', 'x-own'],
];

const scrap = fc.constantFrom<unknown>(
  ...[true, null, 0, 1.5, -1, 'a', '', 'object', [], ['a'], ['a', 'a'], ['object'], [1], {}],
  { a: ['b'] },
  { a: true },
);

const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.dictionary(
    fc.constantFrom(...KEYWORDS),
    fc.oneof(
      { weight: 3, arbitrary: scrap },
      tie('schema'),
      fc.array(tie('schema'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', '$schema', 'items'), tie('schema'), { maxKeys: 2 }),
    ),
    { maxKeys: 3 },
  ),
}));

it('refuses what the meta-schema of 2020-12 refuses, as ajv does', () => {
  let refused = 0;
  fc.assert(
    fc.property(schema, (given) => {
      const isValid = ajv.validateSchema(given as object) as boolean;
      refused += isValid ? 0 : 1;
      expect(faultIn2020(given) === undefined).toBe(isValid);
    }),
    { seed: 1, numRuns: 5000 },
  );
  expect(refused).toBeGreaterThan(1000);
});

it('finds a keyword at any depth, but no name and no value', () => {
  const nested = { properties: { a: { anyOf: [{ items: { $schema: 'x' } }] } } };
  expect(placeOf('$schema', nested)).toBe('properties.a.anyOf.0.items.$schema');
  const values = { const: { $schema: 1 }, enum: [{ $schema: 1 }], default: { $schema: 1 } };
  expect(placeOf('$schema', { properties: { $schema: values } })).toBeUndefined();
});
