import { isRecord } from '../wire';

/** What a field may hold. */
export type FieldType = { expected: string; is: (value: unknown) => boolean };

export const isString = (value: unknown): value is string => typeof value === 'string';
const isInteger = (value: unknown): boolean => Number.isInteger(value);
export const TEXT: FieldType = { expected: 'a string', is: isString };
export const FLAG: FieldType = { expected: 'a boolean', is: (value) => typeof value === 'boolean' };
export const NUMBER: FieldType = { expected: 'a number', is: (value) => typeof value === 'number' };
export const INTEGER: FieldType = { expected: 'an integer', is: isInteger };
export const OBJECT: FieldType = { expected: 'an object', is: isRecord };
export const COUNT: FieldType = {
  expected: 'a positive integer',
  is: (value) => isInteger(value) && (value as number) > 0,
};
export const FILLED_ARRAY: FieldType = {
  expected: 'a non-empty array',
  is: (value) => Array.isArray(value) && value.length > 0,
};

const isFilledTexts = (value: unknown): boolean =>
  FILLED_ARRAY.is(value) && (value as unknown[]).every(isString);
export const FILLED_TEXTS: FieldType = {
  expected: 'a non-empty array of strings',
  is: isFilledTexts,
};
export const TEXT_OR_TEXTS: FieldType = {
  expected: 'a string or a non-empty array of strings',
  is: (value) => isString(value) || isFilledTexts(value),
};

export const oneOf = (...values: string[]): FieldType => ({
  expected: values.map((value) => `"${value}"`).join(' or '),
  is: (value) => values.includes(value as string),
});

export const orNull = ({ expected, is }: FieldType): FieldType => ({
  expected: `${expected} or null`,
  is: (value) => value === null || is(value),
});
