import type { JSONValue } from '@ai-sdk/provider';
import { toObject } from '../../../json/values';

/** Keywords of JSON Schema that hold a schema, or a list of schemas. */
const HOLDS_SCHEMAS =
  /^(allOf|anyOf|oneOf|prefixItems|items|additionalItems|additionalProperties|contains|contentSchema|else|if|not|propertyNames|then|unevaluatedItems|unevaluatedProperties)$/;

/** Keywords that hold schemas by name. */
export const HOLDS_NAMED_SCHEMAS =
  /^(\$defs|definitions|dependencies|dependentSchemas|patternProperties|properties)$/;

/** The value of a keyword with `map` applied to the schemas that it holds directly. */
export function mapSchemas(
  key: string,
  value: JSONValue,
  map: (schema: JSONValue) => JSONValue,
): JSONValue {
  const named = toObject(value);
  if (named && HOLDS_NAMED_SCHEMAS.test(key)) {
    return Object.fromEntries(
      Object.entries(named).map(([name, at]) => [
        name,
        // `dependencies` has names too.
        key === 'dependencies' && Array.isArray(at) ? at : map(at as JSONValue),
      ]),
    );
  }
  if (!HOLDS_SCHEMAS.test(key)) return value;
  return Array.isArray(value) ? value.map(map) : map(value);
}

type Check = (value: JSONValue) => boolean;

const isText: Check = (value) => typeof value === 'string';
/** JSON has no Infinity: it would be null. */
const isNumber: Check = (value) => Number.isFinite(value);
const isSchema: Check = (value) => typeof value === 'boolean' || toObject(value) !== undefined;

/** What a keyword may hold, in every draft. */
const CHECKS: [keywords: RegExp, check: Check][] = [
  [HOLDS_NAMED_SCHEMAS, (value) => toObject(value) !== undefined],
  [/^(allOf|anyOf|oneOf|prefixItems)$/, (value) => Array.isArray(value) && value.length > 0],
  [/^items$/, (value) => Array.isArray(value) || isSchema(value)],
  [HOLDS_SCHEMAS, isSchema],
  [/^(\$ref|\$comment|title|description|format|pattern|content(Encoding|MediaType))$/, isText],
  [/^(minimum|maximum)$/, isNumber],
  [/^exclusive(Minimum|Maximum)$/, (value) => typeof value === 'boolean' || isNumber(value)],
  [/^multipleOf$/, (value) => isNumber(value) && Number(value) > 0],
  [
    /^(min|max)(Contains|Items|Length|Properties)$/,
    (value) => Number.isInteger(value) && Number(value) >= 0,
  ],
  [/^(enum|examples|required)$/, Array.isArray],
  [/^(deprecated|readOnly|uniqueItems|writeOnly)$/, (value) => typeof value === 'boolean'],
];

/**
 * Whether a keyword holds what it may. `properties: null` or `minLength: '1'` says nothing in any draft, but Bedrock refuses
 * the whole request for it (maximhq/bifrost#1720), as Claude does (field-reports.md B2).
 */
export function isValidKeyword(key: string, value: JSONValue): boolean {
  const [, check] = CHECKS.find(([keywords]) => keywords.test(key)) ?? [];
  return check === undefined || check(value);
}
