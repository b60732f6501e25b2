import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toObject } from '../../../json/values';
import { decodeToken, isDangling, step } from './references';
import {
  type Entries,
  hasBadPatterns,
  toDependents,
  toExclusive,
  toNames,
  toNewId,
  toNewPattern,
  toTypes,
} from './rewrites';

/** Where a keyword stands. */
export type Place = {
  /** The schema around it, as the caller wrote it. */
  node: JSONObject;
  /** The whole schema, as the caller wrote it. */
  root: JSONObject;
  /** Whether draft 2020-12 is wanted. */
  isNew: boolean;
};

type Keyword = {
  /** The schemas that it holds directly: one or a list of them, or some by name. */
  holds?: 'schemas' | 'named';
  /** Whether a value says anything in any draft. */
  isValid?(value: JSONValue): boolean;
  /** What the keyword becomes. Default: it stays as it is. */
  rewrite?(value: JSONValue, place: Place): Entries;
};

const isText = (value: JSONValue) => typeof value === 'string';
const isList = (value: JSONValue) => Array.isArray(value);
const isFlag = (value: JSONValue) => typeof value === 'boolean';
/** JSON has no Infinity: it would be null. */
const isNumber = (value: JSONValue) => Number.isFinite(value);
const isNatural = (value: JSONValue) => Number.isInteger(value) && Number(value) >= 0;
const isObject = (value: JSONValue) => toObject(value) !== undefined;
const isSchema = (value: JSONValue) => isFlag(value) || isObject(value);

const isTuple = ({ node }: Place): boolean => Array.isArray(node.items);
/** No draft takes a tuple of nothing, though zod writes it. */
const isEmptyTuple = ({ node }: Place): boolean =>
  Array.isArray(node.items) && node.items.length === 0;

const SCHEMA: Keyword = { holds: 'schemas', isValid: isSchema };
const LIST: Keyword = {
  holds: 'schemas',
  isValid: (value) => Array.isArray(value) && value.length > 0,
};
const NAMED: Keyword = { holds: 'named', isValid: isObject };
const TEXT: Keyword = { isValid: isText };
const FLAG: Keyword = { isValid: isFlag };
const ARRAY: Keyword = { isValid: isList };
const NATURAL: Keyword = { isValid: isNatural };

/** A keyword that limits the names of properties, beside patterns. */
const besidePatterns = (key: string, keyword: Keyword): Keyword => ({
  ...keyword,
  rewrite: (value, { node, isNew }) => (isNew && hasBadPatterns(node) ? [] : [[key, value]]),
});

/** A bound, which a flag of draft 4 makes exclusive. */
const toBound = (
  key: 'minimum' | 'maximum',
  exclusive: 'exclusiveMinimum' | 'exclusiveMaximum',
): Keyword => ({
  isValid: isNumber,
  rewrite: (value, { node }) => (node[exclusive] === true ? [] : [[key, value]]),
});

/** The exclusive bound: a number, or the flag of draft 4. */
const toExclusiveBound = (
  key: 'exclusiveMinimum' | 'exclusiveMaximum',
  inclusive: 'minimum' | 'maximum',
): Keyword => ({
  isValid: (value) => isFlag(value) || isNumber(value),
  rewrite: (value, { node }) => toExclusive(key, value, node[inclusive]),
});

/**
 * The keywords of all drafts. `properties: null` or `minLength: '1'` says nothing in any of them, but Bedrock refuses the
 * whole request for it (maximhq/bifrost#1720), as Claude does (field-reports.md B2); so it does for `$schema` at any depth.
 */
const KEYWORDS: Readonly<Record<string, Keyword>> = {
  $schema: { rewrite: () => [] },
  $id: { rewrite: (value, { isNew }) => (isNew ? toNewId(value) : [['$id', value]]) },
  $ref: {
    isValid: isText,
    rewrite: (value, { root, isNew }) => {
      const pointer = String(value);
      if (isDangling(pointer, root)) return [];
      return [['$ref', isNew ? toNewPointer(pointer, root) : pointer]];
    },
  },
  $comment: TEXT,
  $defs: NAMED,
  definitions: NAMED,

  type: { rewrite: toTypes },
  enum: ARRAY,
  examples: ARRAY,
  title: TEXT,
  description: TEXT,
  format: TEXT,
  deprecated: FLAG,
  readOnly: FLAG,
  writeOnly: FLAG,

  allOf: LIST,
  anyOf: LIST,
  oneOf: LIST,
  not: SCHEMA,
  if: SCHEMA,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: SCHEMA,
  else: SCHEMA,

  properties: NAMED,
  required: { isValid: isList, rewrite: toNames },
  patternProperties: /* @__PURE__ */ besidePatterns('patternProperties', NAMED),
  additionalProperties: /* @__PURE__ */ besidePatterns('additionalProperties', SCHEMA),
  unevaluatedProperties: /* @__PURE__ */ besidePatterns('unevaluatedProperties', SCHEMA),
  minProperties: /* @__PURE__ */ besidePatterns('minProperties', NATURAL),
  maxProperties: /* @__PURE__ */ besidePatterns('maxProperties', NATURAL),
  propertyNames: SCHEMA,
  dependentSchemas: NAMED,
  dependencies: {
    holds: 'named',
    isValid: isObject,
    rewrite: (value, { isNew }) => (isNew ? toDependents(value) : [['dependencies', value]]),
  },

  prefixItems: LIST,
  items: {
    holds: 'schemas',
    isValid: (value) => Array.isArray(value) || isSchema(value),
    rewrite: (value, place) => {
      if (isEmptyTuple(place)) return [];
      return [[place.isNew && isTuple(place) ? 'prefixItems' : 'items', value]];
    },
  },
  additionalItems: {
    holds: 'schemas',
    isValid: isSchema,
    rewrite: (value, place) => {
      if (isEmptyTuple(place) || (place.isNew && isTuple(place))) return [['items', value]];
      return place.isNew ? [] : [['additionalItems', value]];
    },
  },
  unevaluatedItems: SCHEMA,
  contains: SCHEMA,
  minItems: NATURAL,
  maxItems: NATURAL,
  minContains: NATURAL,
  maxContains: NATURAL,
  uniqueItems: FLAG,

  minLength: NATURAL,
  maxLength: NATURAL,
  pattern: {
    isValid: isText,
    rewrite: (value, { isNew }) => (isNew ? toNewPattern(value) : [['pattern', value]]),
  },
  contentEncoding: TEXT,
  contentMediaType: TEXT,
  contentSchema: SCHEMA,

  multipleOf: { isValid: (value) => isNumber(value) && Number(value) > 0 },
  minimum: /* @__PURE__ */ toBound('minimum', 'exclusiveMinimum'),
  maximum: /* @__PURE__ */ toBound('maximum', 'exclusiveMaximum'),
  exclusiveMinimum: /* @__PURE__ */ toExclusiveBound('exclusiveMinimum', 'minimum'),
  exclusiveMaximum: /* @__PURE__ */ toExclusiveBound('exclusiveMaximum', 'maximum'),
};

/** A keyword of any draft; undefined for other names, such as `constructor`. */
function toKeyword(name: string): Keyword | undefined {
  return Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined;
}

/** Rewrites a keyword of a schema, with `map` applied to the schemas in it. */
export function rewriteKeyword(
  [key, value]: [string, JSONValue],
  place: Place,
  map: (schema: JSONValue) => JSONValue,
): Entries {
  const { isValid, rewrite } = toKeyword(key) ?? {};
  if (isValid && !isValid(value)) return [];
  const mapped = mapSchemas(key, value, map);
  return rewrite ? rewrite(mapped, place) : [[key, mapped]];
}

/** The value of a keyword with `map` applied to the schemas that it holds directly. */
export function mapSchemas(
  key: string,
  value: JSONValue,
  map: (schema: JSONValue) => JSONValue,
): JSONValue {
  const holds = toKeyword(key)?.holds;
  if (holds === 'schemas') return Array.isArray(value) ? value.map(map) : map(value);
  const named = toObject(value);
  if (holds !== 'named' || !named) return value;
  return Object.fromEntries(
    Object.entries(named).map(([name, at]) => [
      name,
      // `dependencies` has names too.
      key === 'dependencies' && Array.isArray(at) ? at : map(at as JSONValue),
    ]),
  );
}

/** A pointer into a draft 7 document, changed where the keywords on its way are rewritten. */
function toNewPointer(pointer: string, root: JSONObject): string {
  let at: unknown = root;
  let isKeyword = true;
  const tokens = pointer.split('/').map((raw, index) => {
    if (index === 0) return raw;
    const token = decodeToken(raw);
    const wasKeyword = isKeyword;
    const isInTuple = wasKeyword && Array.isArray(toObject(at)?.items);
    at = step(at, token);
    // Behind a keyword that holds schemas by name or number comes a schema again.
    const holdsMore = toKeyword(token)?.holds === 'named' || Array.isArray(at);
    isKeyword = !wasKeyword || !holdsMore;
    if (isInTuple && token === 'items') return 'prefixItems';
    if (isInTuple && token === 'additionalItems') return 'items';
    return wasKeyword && token === 'dependencies' ? 'dependentSchemas' : raw;
  });
  return tokens.join('/');
}
