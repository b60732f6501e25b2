import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { isJsonValue, toJsonValue } from '../../../json/to-json-value';
import { toArray, toObject } from '../../../json/values';
import type { ModelProfile } from '../../../models/model-profile';
import { HOLDS_NAMED_SCHEMAS, isValidKeyword, mapSchemas } from './schema-keywords';

/** A JSON Schema in the form in which a model accepts it as the parameters of a tool. */
export type AdaptedSchema = {
  parameters: JSONObject;
  /** What the root may not hold: sentences for the description of the tool. */
  notes: string[];
  /** Whether the schema describes objects, and nothing else. */
  isObject: boolean;
  /** Whether a union at the root was made one object, so that the parameters say less than the schema. */
  isFlattened: boolean;
  /** Why the model may refuse the schema, or not follow it. */
  problems: string[];
};

type Model = Pick<ModelProfile, 'schemaDialect' | 'rootUnions' | 'propertyNames'>;

const NO_SCHEMA: JSONObject = {};
const cache = new WeakMap<JSONObject, WeakMap<Model, AdaptedSchema>>();

/**
 * Adapts a schema of draft 7, as the AI SDK writes it, to what a model accepts (field-reports.md B2). The result accepts
 * and refuses the same values, or, where the root may not hold a constraint, more of them, with a note for the model.
 * What no draft allows goes, since it would cost the whole request.
 * Values inside a schema (enum, const, default, examples, names of properties) and the order of keys stay as they are.
 * The schema is not changed. The result is kept for as long as the schema object lives: a tool comes with every step.
 */
export function adaptSchema(given: unknown, model: Model): AdaptedSchema {
  const schema = toObject(given) ?? NO_SCHEMA;
  const byModel = cache.get(schema) ?? new WeakMap<Model, AdaptedSchema>();
  cache.set(schema, byModel);
  const adapted = byModel.get(model) ?? adapt(schema, model);
  byModel.set(model, adapted);
  return adapted;
}

function adapt(schema: JSONObject, model: Model): AdaptedSchema {
  const notes: string[] = [];
  const problems: string[] = [];
  // Tools made of dereferenced documents hold cycles.
  const json = isJsonValue(schema) ? schema : (toJsonValue(schema) as JSONObject);
  const document = normalize(json, json, model.schemaDialect === 'draft-2020-12') as JSONObject;
  const source = toSource(document);
  let root = mergeAllOf(resolve(document, source), source);
  const isObject = root.type === 'object';
  if (toArray(root.type)?.includes('object')) root = { ...root, type: 'object' };
  if (root.type === undefined && root.properties) root = { type: 'object', ...root };
  if (!model.rootUnions) root = withoutRequiredUnions(root, notes);
  const withUnions = root;
  if (!model.rootUnions) root = withoutUnions(root, source, notes);
  if (!model.rootUnions) root = withoutConditions(root, source, notes);
  const isFlattened = root !== withUnions;
  if (model.schemaDialect === 'plain-root') root = toPlainRoot(root, document, notes, problems);

  const isRefusedUnion = isUnion(root) && !model.rootUnions;
  if (root.type === undefined && !isRefusedUnion) root = { type: 'object', ...root };
  if (root.type === 'object' && !toObject(root.properties)) root = { ...root, properties: {} };
  if (root.type !== 'object' || isRefusedUnion) {
    problems.push('the root of its schema is not an object, so the model may refuse it');
  }
  const names = new Set(
    Object.keys(toObject(root.properties) ?? {}).filter((name) => !model.propertyNames.test(name)),
  );
  for (const name of names) {
    problems.push(`the model refuses the property name "${name}". The description has it instead`);
  }
  if (names.size > 0) root = withoutProperties(root, names, notes);
  return { parameters: root, notes, isObject, isFlattened, problems };
}

const isUnion = ({ anyOf, oneOf, allOf }: JSONObject): boolean => Boolean(anyOf ?? oneOf ?? allOf);

// The whole schema: `$schema`, which Heroku refuses at any depth, what is invalid in every draft, and 2020-12.

const TYPES = /^(array|boolean|integer|null|number|object|string)$/;

/** @param isNew whether draft 2020-12 is wanted. */
function normalize(schema: JSONValue, document: JSONObject, isNew: boolean): JSONValue {
  const node = toObject(schema);
  // What is no schema allows anything.
  if (!node) return typeof schema === 'boolean' ? schema : {};
  const entries = Object.entries(node).flatMap(([key, value]) =>
    normalizeKeyword(key, value as JSONValue, node, document, isNew),
  );
  return withRequired(Object.fromEntries(entries), requiredByFlag(node));
}

type Entries = [key: string, value: JSONValue][];

function normalizeKeyword(
  key: string,
  value: JSONValue,
  node: JSONObject,
  document: JSONObject,
  isNew: boolean,
): Entries {
  if (!isValidKeyword(key, value)) return [];
  const mapped = mapSchemas(key, value, (schema) => normalize(schema, document, isNew));
  // No draft takes a tuple of nothing, though zod writes it.
  const isEmptyTuple = Array.isArray(node.items) && node.items.length === 0;
  if (key === 'items' && isEmptyTuple) return [];
  if (key === 'additionalItems' && isEmptyTuple) return [['items', mapped]];
  if (isNew && LIMITED_BY_PATTERNS.test(key) && hasBadPatterns(node)) return [];
  if (isNew) {
    const isTuple = Array.isArray(node.items);
    if (key === 'items' && isTuple) return [['prefixItems', mapped]];
    if (key === 'additionalItems') return isTuple ? [['items', mapped]] : [];
    if (key === 'dependencies') return toDependents(mapped);
  }
  switch (key) {
    case '$schema':
      return [];
    case '$ref':
      if (isDangling(value as string, document)) return [];
      return [[key, isNew ? toNewPointer(value as string, document) : value]];
    case '$id':
      return isNew ? toNewId(value) : [[key, value]];
    case 'pattern':
      // The model can read it all the same.
      return isNew && !isPattern(value as string)
        ? [['$comment', `Pattern: ${value}`]]
        : [[key, value]];
    case 'type':
      return toTypes(value);
    case 'required':
      return toNames(value as JSONValue[]);
    case 'minimum':
    case 'maximum':
      return node[`exclusive${key === 'minimum' ? 'Minimum' : 'Maximum'}`] === true
        ? []
        : [[key, value]];
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return toExclusive(key, value, key === 'exclusiveMinimum' ? node.minimum : node.maximum);
    default:
      return [[key, mapped]];
  }
}

/** `''` and `'any'` mean any type; names that no draft knows are refused, so they go too. */
function toTypes(value: JSONValue): Entries {
  const types = [value].flat().map((type) => (typeof type === 'string' ? type.toLowerCase() : ''));
  if (types.length === 0 || !types.every((type) => TYPES.test(type))) return [];
  return [['type', Array.isArray(value) ? [...new Set(types)] : types.join()]];
}

/** Each name once. What are no names at all say nothing. */
function toNames(required: JSONValue[]): Entries {
  const names = new Set(required.filter((name) => typeof name === 'string'));
  return names.size > 0 || required.length === 0 ? [['required', [...names]]] : [];
}

/** Draft 4 has flags: `minimum: 5, exclusiveMinimum: true`. */
function toExclusive(key: string, value: JSONValue, bound: unknown): Entries {
  if (typeof value !== 'boolean') return [[key, value]];
  return value && typeof bound === 'number' ? [[key, bound]] : [];
}

/** 2020-12 has two keywords for the two forms of `dependencies`. */
function toDependents(dependencies: JSONValue): Entries {
  const named = Object.entries(toObject(dependencies) ?? {}) as Entries;
  const lists = named.filter(([, value]) => Array.isArray(value));
  const schemas = named.filter(([, value]) => !Array.isArray(value));
  const entries: Entries = [];
  if (lists.length > 0) entries.push(['dependentRequired', Object.fromEntries(lists)]);
  if (schemas.length > 0) entries.push(['dependentSchemas', Object.fromEntries(schemas)]);
  return entries;
}

/** 2020-12 has a keyword of its own for the name of a place in the document. */
function toNewId(value: JSONValue): Entries {
  const [, base = '', anchor] = /^([^#]*)#?(.*)$/s.exec(String(value)) ?? [];
  if (base) return [['$id', base]];
  return anchor && /^[a-z_][\w.-]*$/i.test(anchor) ? [['$anchor', anchor]] : [];
}

/** As 2020-12 has it: the dialect of JavaScript, with Unicode. */
function isPattern(source: string): boolean {
  try {
    return Boolean(new RegExp(source, 'u'));
  } catch {
    return false;
  }
}

const LIMITED_BY_PATTERNS = /^(pattern|additional|unevaluated|min|max)Properties$/;

/** What they allow is not known to the model then, so that nothing may be forbidden beside it either. */
function hasBadPatterns({ patternProperties }: JSONObject): boolean {
  return !Object.keys(toObject(patternProperties) ?? {}).every(isPattern);
}

/** `required: true` on a property, as draft 3 had it, moves to the object around. */
function requiredByFlag({ properties }: JSONObject): string[] {
  return Object.entries(toObject(properties) ?? {})
    .filter(([, property]) => toObject(property)?.required === true)
    .map(([name]) => name);
}

function withRequired(schema: JSONObject, names: string[]): JSONObject {
  if (names.length === 0) return schema;
  return {
    ...schema,
    required: [...new Set([...(toArray(schema.required) ?? []), ...names])] as string[],
  };
}

// References.

/** A pointer into a draft 7 document, changed where `normalize` has moved what it points to. */
function toNewPointer(pointer: string, document: JSONObject): string {
  let at: unknown = document;
  let isSchema = true;
  const tokens = pointer.split('/').map((raw, index) => {
    if (index === 0) return raw;
    const token = decodeToken(raw);
    const isTuple = isSchema && Array.isArray(toObject(at)?.items);
    at = step(at, token);
    const isKeyword = isSchema;
    // What a keyword holds by name or by number is a schema again.
    isSchema = !isKeyword || !(HOLDS_NAMED_SCHEMAS.test(token) || Array.isArray(at));
    if (isTuple && token === 'items') return 'prefixItems';
    if (isTuple && token === 'additionalItems') return 'items';
    return isKeyword && token === 'dependencies' ? 'dependentSchemas' : raw;
  });
  return tokens.join('/');
}

function decodeToken(raw: string): string {
  const token = raw.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

function step(value: unknown, token: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, token)
    ? (value as Record<string, unknown>)[token]
    : undefined;
}

/** The value that a local reference points to. */
function follow(pointer: string, document: JSONObject): unknown {
  return pointer.split('/').slice(1).map(decodeToken).reduce<unknown>(step, document);
}

const LOCAL_POINTER = /^#(\/|$)/;

/** The schema that a local reference points to. */
function toTarget(ref: unknown, document: JSONObject): JSONObject | undefined {
  if (typeof ref !== 'string' || !LOCAL_POINTER.test(ref)) return undefined;
  return toObject(follow(ref, document));
}

/** Whether a local reference leads nowhere, and so says nothing. */
function isDangling(ref: string, document: JSONObject): boolean {
  return LOCAL_POINTER.test(ref) && follow(ref, document) === undefined;
}

/** A document that references point into, and how much may still be done to merge what it holds. */
type Source = {
  document: JSONObject;
  /** Whether there are references to what merging moves: to anything but the whole and the definitions. */
  pointsInside: boolean;
  pointsIntoUnions: boolean;
  /** Merging copies, and a definition may be used many times: the work that is left, in characters of JSON. */
  budget: number;
  texts: WeakMap<object, string>;
};

/** More than any schema needs that people write. */
const WORK_PER_CHARACTER = 20;
const MIN_WORK = 1_000_000;
/** What it takes to copy one key of an object. */
const WORK_PER_KEY = 40;

function toSource(document: JSONObject): Source {
  const text = JSON.stringify(document);
  return {
    document,
    pointsInside: /"#\/(?!definitions\/|\$defs\/)/.test(text),
    pointsIntoUnions: /"#\/(?:any|one|all)Of\//.test(text),
    budget: Math.max(MIN_WORK, WORK_PER_CHARACTER * text.length),
    texts: new WeakMap(),
  };
}

/** The JSON text of a value, written once. */
function toText(value: unknown, source: Source): string | undefined {
  const node = typeof value === 'object' && value !== null ? value : undefined;
  const known = node && source.texts.get(node);
  if (known !== undefined) return known;
  const text = JSON.stringify(value) as string | undefined;
  source.budget -= text?.length ?? 0;
  if (node && text !== undefined) source.texts.set(node, text);
  return text;
}

/** Of values that are equal, the first. */
function toDistinct<Value>(values: Value[], source: Source): Value[] {
  if (values.length < 2) return values;
  const byText = new Map<string | undefined, Value>();
  for (const value of values) {
    const text = toText(value, source);
    if (!byText.has(text)) byText.set(text, value);
  }
  return [...byText.values()];
}

/** References to references that are followed. */
const MAX_CHAIN = 100;

/** A schema that refers to a definition, as zod writes schemas with an id, together with that definition. */
function resolve(schema: JSONObject, source: Source): JSONObject {
  let resolved = schema;
  for (const seen = new Set<unknown>(); !seen.has(resolved.$ref) && seen.size < MAX_CHAIN; ) {
    const { $ref, ...rest } = resolved;
    const target = toTarget($ref, source.document);
    const isMovable = target && target !== schema && !(rest.properties && source.pointsInside);
    const merged = isMovable ? merge([rest, target], source) : undefined;
    if (!merged) break;
    seen.add($ref);
    resolved = merged;
  }
  return resolved;
}

// The root.

/** `allOf` of objects as one object. What cannot be merged stays. */
function mergeAllOf(root: JSONObject, source: Source): JSONObject {
  const { allOf, ...rest } = root;
  if (!Array.isArray(allOf) || source.pointsInside) return root;
  const members = allOf.map((member) =>
    mergeAllOf(resolve(toObject(member) ?? { not: {} }, source), source),
  );
  const all = Object.keys(rest).length > 0 ? [rest, ...members] : members;
  return merge(all, source) ?? root;
}

const ANNOTATIONS =
  /^(title|description|\$comment|default|examples|deprecated|readOnly|writeOnly|\$id|id)$/;

/** The values of each key, in the order in which they first occur. */
function toValues(nodes: JSONObject[], source: Source): Map<string, JSONValue[]> {
  const byKey = new Map<string, JSONValue[]>();
  for (const node of nodes) {
    if (source.budget < 0) break;
    const entries = Object.entries(node);
    source.budget -= WORK_PER_KEY * entries.length;
    for (const [key, value] of entries) {
      const values = byKey.get(key);
      if (values) values.push(value as JSONValue);
      else byKey.set(key, [value as JSONValue]);
    }
  }
  return byKey;
}

/** Objects that a value must match all, as one; undefined if no single object says the same. */
function merge(schemas: JSONObject[], source: Source): JSONObject | undefined {
  if (schemas.filter((schema) => schema.if !== undefined).length > 1) return undefined;
  const merged: [string, JSONValue][] = [];
  for (const [key, values] of toValues(schemas, source)) {
    if (key === 'additionalProperties') continue;
    const value = mergeKeyword(key, values, source);
    if (value === undefined || source.budget < 0) return undefined;
    merged.push([key, value]);
  }
  return withAdditionalProperties(Object.fromEntries(merged), schemas, source);
}

function mergeKeyword(key: string, values: JSONValue[], source: Source): JSONValue | undefined {
  const distinct = toDistinct(values, source);
  const [first] = distinct;
  if (distinct.length === 1) return first;
  if (key === 'type') {
    const types = distinct
      .map((type) => [type].flat())
      .reduce((one, other) => one.filter((type) => other.includes(type)));
    return types.length > 1 ? types : types[0];
  }
  if (key === 'required') return [...new Set(distinct.flat())];
  if (key === 'properties') return mergeNamed(distinct, (schemas) => ({ allOf: schemas }), source);
  if (/^(\$defs|definitions)$/.test(key)) return mergeNamed(distinct, () => undefined, source);
  return ANNOTATIONS.test(key) ? first : undefined;
}

function mergeNamed(
  values: JSONValue[],
  toBoth: (schemas: JSONObject[]) => JSONObject | undefined,
  source: Source,
): JSONObject | undefined {
  const merged: [string, JSONValue][] = [];
  for (const [name, schemas] of toValues(
    values.map((value) => toObject(value) ?? {}),
    source,
  )) {
    const distinct = toDistinct(schemas, source);
    const [first] = distinct;
    const value = distinct.length === 1 ? first : toBoth(distinct as JSONObject[]);
    if (value === undefined) return undefined;
    merged.push([name, value]);
  }
  return Object.fromEntries(merged);
}

/**
 * Read literally, `additionalProperties: false` in a member of `allOf` forbids the properties of the other members, so that
 * zod's intersections would accept nothing. It is meant for all of them together.
 */
function withAdditionalProperties(
  merged: JSONObject,
  schemas: JSONObject[],
  source: Source,
): JSONObject | undefined {
  const isLimited = ({ additionalProperties: more = true }: JSONObject) => more !== true;
  const limited = schemas.filter(isLimited);
  const limits = limited.map((schema) => schema.additionalProperties as JSONValue);
  const [first] = limits;
  if (first === undefined) return merged;
  const names = Object.keys(toObject(merged.properties) ?? {});
  const knowsAll = ({ properties }: JSONObject) =>
    names.every((name) => Object.hasOwn(toObject(properties) ?? {}, name));
  const areAll = schemas.every((schema) => isLimited(schema) || !schema.properties);
  const isSame = toDistinct(limits, source).length === 1;
  if (isSame && (areAll || limited.some(knowsAll))) {
    return { ...merged, additionalProperties: first };
  }
  return limits.every((limit) => limit === false) ? merged : undefined;
}

const QUANTITIES = [
  ['anyOf', 'At least'],
  ['oneOf', 'Exactly'],
] as const;

/** `anyOf` and `oneOf` that only say which properties must be there together go into the description. */
function withoutRequiredUnions(root: JSONObject, notes: string[]): JSONObject {
  let rest = root;
  for (const [key, quantity] of QUANTITIES) {
    const { [key]: union, ...others } = rest;
    const sets = toArray(union)?.map(toRequiredOnly);
    if (root.type !== 'object' || !sets?.every((set) => set !== undefined)) continue;
    notes.push(`${quantity} one of these must be given: ${sets.join('; ')}.`);
    rest = others;
  }
  return rest;
}

function toRequiredOnly(schema: unknown): string | undefined {
  const { required, type, ...rest } = toObject(schema) ?? {};
  const isOnly = Object.keys(rest).every((key) => ANNOTATIONS.test(key));
  return isOnly && (type ?? 'object') === 'object' && Array.isArray(required)
    ? required.join(' and ')
    : undefined;
}

/**
 * A union of objects as one object that takes what each of them takes. Which properties go together goes into the description.
 * A union of anything else stays.
 */
function withoutUnions(root: JSONObject, source: Source, notes: string[]): JSONObject {
  let rest = root;
  for (const [key, quantity] of QUANTITIES) {
    const { [key]: union, ...others } = rest;
    if (!Array.isArray(union) || source.pointsInside) continue;
    const members = union
      .map((member) => resolve(toObject(member) ?? { not: {} }, source))
      // Nothing but an object is the input of a tool.
      .filter(({ type = 'object' }) => [type].flat().includes('object'));
    const merged = mergeMembers(members, others, source);
    const texts = merged && members.length > 1 ? members.map((at) => toText(at, source)) : [];
    if (!merged || source.budget < 0) continue;
    if (texts.length > 0) notes.push(`${quantity} one of these must match: [${texts.join()}].`);
    rest = merged;
  }
  return rest;
}

/** What no single object says, such as several conditions, goes into the description of an object. */
function withoutConditions(root: JSONObject, source: Source, notes: string[]): JSONObject {
  const { anyOf, oneOf, allOf, ...rest } = root;
  if (root.type !== 'object' || !isUnion(root) || source.pointsIntoUnions) return root;
  notes.push(toMatchNote({ anyOf, oneOf, allOf }));
  return rest;
}

const toMatchNote = (constraints: object): string =>
  `The input must also match ${JSON.stringify(constraints)}.`;

/** A member of a union as an object, without a union of its own. */
function toObjectMember(member: JSONObject | undefined, source: Source): JSONObject | undefined {
  if (!member) return undefined;
  const { not, ...whole } = withoutUnions(mergeAllOf(member, source), source, []);
  const isObject = (whole.type ?? 'object') === 'object' && toText(not, source) !== '{}';
  return isObject && !isUnion(whole) && whole.$ref === undefined ? whole : undefined;
}

/** What all members share, the properties of any, and of what is required or forbidden what all agree in. */
function mergeMembers(
  members: JSONObject[],
  shared: JSONObject,
  source: Source,
): JSONObject | undefined {
  const wholes: JSONObject[] = [];
  for (const member of members) {
    const whole = toObjectMember(merge([shared, member], source), source);
    if (!whole) return undefined;
    wholes.push(whole);
  }
  const [first] = wholes;
  if (!first || wholes.length === 1) return first;
  const properties = toValues(
    wholes.map((whole) => toObject(whole.properties) ?? {}),
    source,
  );
  const required = toShared(wholes.map((whole) => toArray(whole.required) ?? []));
  const isClosed = wholes.every((whole) => whole.additionalProperties === false);
  const { additionalProperties: _, ...rest } = shared;
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(
      Array.from(properties, ([name, schemas]) => [name, toAnyOf(schemas, source)]),
    ),
    ...(required.length > 0 && { required }),
    ...(isClosed && { additionalProperties: false }),
  };
}

/** What stands in all lists, in the order of the first. */
function toShared(lists: unknown[][]): string[] {
  return lists.slice(1).reduce((shared, list) => {
    const names = new Set(list);
    return shared.filter((name) => names.has(name));
  }, lists[0] ?? []) as string[];
}

/** Constants, as the discriminators of unions are, become an enum. */
function toAnyOf(schemas: JSONValue[], source: Source): JSONValue {
  const distinct = toDistinct(schemas, source);
  const [first] = distinct;
  if (distinct.length === 1 && first !== undefined) return first;
  const nodes = distinct.map((schema) => toObject(schema) ?? {});
  const others = nodes.map(({ const: _, ...rest }) => rest);
  const areConstants =
    nodes.every((node) => node.const !== undefined) && toDistinct(others, source).length === 1;
  return areConstants
    ? { ...others[0], enum: nodes.map((node) => node.const as JSONValue) }
    : { anyOf: distinct as JSONObject[] };
}

/**
 * Properties whose names the model refuses, which would cost every request (anthropics/claude-code#79418), go into the
 * description. The input may still have them, under their own names.
 */
function withoutProperties(
  root: JSONObject,
  names: ReadonlySet<string>,
  notes: string[],
): JSONObject {
  const isTold = (name: unknown) => names.has(String(name));
  const pick = (isWanted: (name: unknown) => boolean): JSONObject => ({
    properties: Object.fromEntries(
      Object.entries(toObject(root.properties) ?? {}).filter(([name]) => isWanted(name)),
    ) as JSONObject,
    ...(root.required !== undefined && {
      required: toArray(root.required)?.filter(isWanted) as string[],
    }),
  });
  notes.push(toMatchNote(pick(isTold)));
  // Else it would forbid them.
  const isOpen = root.additionalProperties === undefined;
  return {
    ...root,
    ...pick((name) => !isTold(name)),
    ...(!isOpen && { additionalProperties: true }),
  };
}

/** A root of `type`, `properties` and `required`, without references. Other constraints become notes. */
function toPlainRoot(
  root: JSONObject,
  document: JSONObject,
  notes: string[],
  problems: string[],
): JSONObject {
  const { type, properties, required, description, ...rest } = inline(root, document, problems);
  if (typeof description === 'string') notes.unshift(description);
  const constraints = Object.entries(rest).filter(
    ([key, value]) =>
      !ANNOTATIONS.test(key) &&
      // `$anchor`, `x-order` and `~standard` constrain nothing.
      /^[a-z]+$/i.test(key) &&
      (key !== 'additionalProperties' || Object.keys(toObject(value) ?? {}).length > 0),
  );
  if (constraints.length > 0) notes.push(toMatchNote(Object.fromEntries(constraints)));
  return {
    ...(type !== undefined && { type }),
    ...(properties !== undefined && { properties }),
    ...(required !== undefined && { required }),
  };
}

/** References can make a small schema very large: each level of definitions may use the next one twice. */
const MOST_INLINED = 10_000;

/** The schema with what its references point to in their place. */
function inline(root: JSONObject, document: JSONObject, problems: string[]): JSONObject {
  const { $defs, definitions, ...body } = root;
  let count = 0;
  let isIncomplete = false;
  const visit = (schema: JSONValue, open: readonly unknown[]): JSONValue => {
    const node = toObject(schema);
    if (!node) return schema;
    const { $ref, $dynamicRef = $ref, $recursiveRef = $dynamicRef, ...rest } = node;
    const target = toTarget($ref, document);
    const isRecursive = target && (open.includes($ref) || ++count > MOST_INLINED);
    if (isRecursive || ($recursiveRef !== undefined && !target)) {
      isIncomplete = true;
      return visit(rest, open);
    }
    const others = Object.fromEntries(
      Object.entries(target ? rest : node).map(([key, value]) => [
        key,
        mapSchemas(key, value as JSONValue, (at) => visit(at, open)),
      ]),
    );
    if (!target) return others;
    const inlined = visit(target, [...open, $ref]) as JSONObject;
    return Object.keys(rest).every((key) => ANNOTATIONS.test(key))
      ? { ...inlined, ...others }
      : { ...others, allOf: [inlined, ...(toArray(others.allOf) ?? [])] as JSONObject[] };
  };
  const inlined = visit(body, ['#']) as JSONObject;
  if (isIncomplete) {
    problems.push('its schema refers to itself or elsewhere, which the model cannot follow');
  }
  return inlined;
}
