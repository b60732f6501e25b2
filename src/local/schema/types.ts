export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The keywords of JSON Schema (draft 7 to 2020-12) that the maker and the validator read; others are not looked at. */
export type JsonSchema = {
  $schema?: string;
  $id?: string;
  $anchor?: string;
  $dynamicAnchor?: string;
  $ref?: string;
  $dynamicRef?: string;
  $recursiveRef?: string;
  type?: string | string[];
  enum?: Json[];
  const?: Json;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: Schema;
  unevaluatedProperties?: Schema;
  propertyNames?: Schema;
  required?: string[];
  dependentRequired?: Record<string, string[]>;
  dependentSchemas?: Record<string, Schema>;
  /** Both of the above, in draft 7. */
  dependencies?: Record<string, Schema | string[]>;
  minProperties?: number;
  maxProperties?: number;
  items?: Schema | Schema[];
  prefixItems?: Schema[];
  additionalItems?: Schema;
  unevaluatedItems?: Schema;
  contains?: Schema;
  minContains?: number;
  maxContains?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  not?: Schema;
  if?: Schema;
  then?: Schema;
  else?: Schema;
  [keyword: string]: unknown;
};

export type Schema = JsonSchema | boolean;

/** A schema and the addresses of the resources through which it was reached, the outermost first. */
export type Scoped = { schema: Schema; scope: readonly string[] };

/** What a value does not satisfy: the keyword, the JSON Pointer of the place in the value, and a detail if there is one. */
export type Fault = { keyword: string; path: string; detail?: string };

/** The same text for values that JSON Schema takes for equal. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${entries.join()}}`;
}

/** Length as JSON Schema counts it, in code points. */
export const lengthOf = (text: string): number => [...text].length;

export function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a keyword holds a schema. */
export const isSchema = (value: unknown): value is Schema =>
  isObject(value) || typeof value === 'boolean';

/** One step further down a JSON Pointer. */
export const below = (path: string, step: string | number): string =>
  `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The expression of a `pattern`, or undefined if it is none. */
export function toExpression(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Older patterns escape what the flag u forbids.
    }
  }
  return undefined;
}
