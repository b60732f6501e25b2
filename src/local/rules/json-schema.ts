import { isRecord } from '../wire';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number';
const count: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const list: Check = (value) => Array.isArray(value);
const names: Check = (value) =>
  Array.isArray(value) && value.every(text) && new Set(value).size === value.length;
const pattern: Check = (value) => {
  try {
    return text(value) && Boolean(new RegExp(value as string, 'u'));
  } catch {
    return false;
  }
};

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const type: Check = (value) =>
  Array.isArray(value)
    ? value.length > 0 && names(value) && value.every((name) => TYPES.includes(name))
    : TYPES.includes(value as string);

const schema: Check = (value) => typeof value === 'boolean' || isRecord(value);
const schemas: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(schema);
const schemaOrNames: Check = (value) => schema(value) || names(value);
const namedSchemas: Check = (value) => isRecord(value) && Object.values(value).every(schema);

const keyed = (check: Check, keywords: string): [string, Check][] =>
  keywords.split(' ').map((keyword) => [keyword, check]);

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const HOLDERS = new Map<string, Check>([
  ...keyed(
    schema,
    'additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems unevaluatedProperties',
  ),
  ...keyed(schemas, 'allOf anyOf oneOf prefixItems'),
  ...keyed(namedSchemas, '$defs definitions dependentSchemas patternProperties properties'),
  ['dependencies', (value) => isRecord(value) && Object.values(value).every(schemaOrNames)],
]);

/** The other keywords of the meta-schema of JSON Schema 2020-12; any keyword that is not here may hold anything. */
const PLAIN: Record<string, Check> = {
  $anchor: (value) => text(value) && /^[A-Za-z_][-A-Za-z0-9._]*$/.test(value as string),
  $comment: text,
  $dynamicAnchor: (value) => text(value) && /^[A-Za-z_][-A-Za-z0-9._]*$/.test(value as string),
  $dynamicRef: text,
  $id: (value) => text(value) && /^[^#]*#?$/.test(value as string),
  $ref: text,
  $schema: text,
  contentEncoding: text,
  contentMediaType: text,
  dependentRequired: (value) => isRecord(value) && Object.values(value).every(names),
  deprecated: flag,
  description: text,
  enum: list,
  examples: list,
  exclusiveMaximum: number,
  exclusiveMinimum: number,
  format: text,
  maxContains: count,
  maximum: number,
  maxItems: count,
  maxLength: count,
  maxProperties: count,
  minContains: count,
  minimum: number,
  minItems: count,
  minLength: count,
  minProperties: count,
  multipleOf: (value) => number(value) && (value as number) > 0,
  pattern,
  readOnly: flag,
  required: names,
  title: text,
  type,
  uniqueItems: flag,
  writeOnly: flag,
};

const KEYWORDS = new Map([...HOLDERS, ...Object.entries(PLAIN)]);

/** The place of the first keyword that the meta-schema of JSON Schema 2020-12 refuses; undefined if none. */
export function faultIn2020(root: unknown): string | undefined {
  for (const [path, node] of schemasIn(root)) {
    for (const [keyword, value] of Object.entries(node)) {
      if (KEYWORDS.get(keyword)?.(value) === false) return [...path, keyword].join('.');
    }
  }
  return undefined;
}

/** The place of the first schema, at any depth, that has this keyword. */
export function placeOf(keyword: string, root: unknown): string | undefined {
  for (const [path, node] of schemasIn(root))
    if (Object.hasOwn(node, keyword)) return [...path, keyword].join('.');
  return undefined;
}

type Place = [path: string[], schema: Record<string, unknown>];

/** Every schema inside a schema, itself included, and never what is a value: `enum`, `const`, `default`, `examples`. */
function* schemasIn(root: unknown, path: string[] = []): Generator<Place> {
  if (!isRecord(root)) return;
  yield [path, root];
  for (const [keyword, value] of Object.entries(root)) {
    const holds = HOLDERS.get(keyword);
    const at = [...path, keyword];
    if (holds === schema && !Array.isArray(value)) yield* schemasIn(value, at);
    else if (holds === schemas || holds === schema) yield* listed(value, at);
    else if (holds !== undefined) yield* named(value, at);
  }
}

function* listed(value: unknown, path: string[]): Generator<Place> {
  if (!Array.isArray(value)) return;
  for (const [at, one] of value.entries()) yield* schemasIn(one, [...path, String(at)]);
}

function* named(value: unknown, path: string[]): Generator<Place> {
  if (!isRecord(value)) return;
  for (const [name, one] of Object.entries(value)) yield* schemasIn(one, [...path, name]);
}
