import { textMatching } from './pattern';
import { isRecord } from './wire';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The keywords of JSON Schema (draft 7 and 2020-12) that the generator understands; others are not looked at. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  enum?: Json[];
  const?: Json;
  properties?: Record<string, JsonSchema | boolean>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  minProperties?: number;
  items?: JsonSchema | boolean | (JsonSchema | boolean)[];
  prefixItems?: (JsonSchema | boolean)[];
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
  anyOf?: (JsonSchema | boolean)[];
  oneOf?: (JsonSchema | boolean)[];
  allOf?: (JsonSchema | boolean)[];
  [keyword: string]: unknown;
};

/** Where a value stands: how deep, under which property name, the how many-th of its array. */
type Place = { depth: number; name: string; nth: number };

/** From this depth on, optional properties are left out and arrays are as short as allowed, so recursion ends. */
const DEEP = 4;
/** A schema that still recurses here cannot be satisfied. */
const TOO_DEEP = 40;

/** A JSON value that satisfies the schema, with words and numbers of `text` where they fit. Always the same one. */
export function jsonFromSchema(schema: JsonSchema | boolean, text = ''): Json {
  return new Generator(schema, text).value(schema, { depth: 0, name: 'value', nth: 0 });
}

class Generator {
  constructor(
    private readonly root: JsonSchema | boolean,
    private readonly text: string,
  ) {}

  value(given: JsonSchema | boolean, place: Place): Json {
    if (place.depth > TOO_DEEP) return null;
    const schema = this.chosenBranch(this.flat(given), place);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.member(schema.enum, place);
    switch (typeOf(schema)) {
      case 'object':
        return this.object(schema, place);
      case 'array':
        return this.array(schema, place);
      case 'number':
      case 'integer':
        return this.number(schema, place);
      case 'boolean':
        return true;
      case 'null':
        return null;
      default:
        return this.string(schema, place);
    }
  }

  /** The schema with `$ref` followed and `allOf` merged in. */
  private flat(given: JsonSchema | boolean, hops = 0): JsonSchema {
    if (typeof given === 'boolean' || hops > 16) return {};
    const { $ref, allOf = [], ...own } = given;
    const others = $ref === undefined ? allOf : [this.lookUp($ref), ...allOf];
    return others.reduce<JsonSchema>((all, part) => merged(all, this.flat(part, hops + 1)), own);
  }

  private lookUp($ref: string): JsonSchema {
    const steps = $ref.replace(/^#\/?/, '').split('/').filter(Boolean);
    const target = steps.reduce<unknown>((at, step) => {
      const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
      return isRecord(at) || Array.isArray(at) ? (at as Record<string, unknown>)[key] : undefined;
    }, this.root);
    return isRecord(target) ? target : {};
  }

  /** The first branch of a union; deep down the first that does not lead deeper. */
  private chosenBranch(schema: JsonSchema, { depth }: Place): JsonSchema {
    const { anyOf, oneOf, ...own } = schema;
    const branches = (anyOf ?? oneOf ?? []).map((branch) => this.flat(branch));
    const [first] = branches;
    if (!first) return schema;
    const shallow = branches.find((branch) => !['object', 'array'].includes(typeOf(branch)));
    const branch = depth >= DEEP ? (shallow ?? first) : first;
    return this.chosenBranch(merged(own, branch), { depth, name: '', nth: 0 });
  }

  private member(members: Json[], { nth }: Place): Json {
    const named = members.find((member) => typeof member === 'string' && this.mentions(member));
    return (nth === 0 ? named : undefined) ?? members[nth % members.length] ?? null;
  }

  private mentions(word: string): boolean {
    return word !== '' && this.text.toLowerCase().includes(word.toLowerCase());
  }

  private object(schema: JsonSchema, place: Place): Json {
    const { properties = {}, required = [], minProperties = 0 } = schema;
    const shown = place.depth < DEEP ? Object.keys(properties) : [];
    const names = new Set([
      ...Object.keys(properties).filter((name) => shown.includes(name) || required.includes(name)),
      ...required,
    ]);
    for (const name of this.freeNames(schema, place, names)) names.add(name);
    for (let nth = 1; names.size < minProperties; nth++) names.add(`key${nth}`);
    return Object.fromEntries(
      [...names].map((name) => [
        name,
        this.value(properties[name] ?? schema.additionalProperties ?? {}, {
          depth: place.depth + 1,
          name,
          nth: place.nth,
        }),
      ]),
    );
  }

  /** Names for a record: those `propertyNames` lists, or one that it allows when the object would be empty. */
  private freeNames(schema: JsonSchema, place: Place, names: Set<string>): string[] {
    const { propertyNames, additionalProperties } = schema;
    const rule = propertyNames && this.flat(propertyNames);
    if (rule?.enum) return rule.enum.filter((name) => typeof name === 'string');
    if (names.size > 0 || !isRecord(additionalProperties) || place.depth >= DEEP) return [];
    const name = this.value(
      { type: 'string', ...rule },
      { depth: place.depth, name: 'key', nth: 0 },
    );
    return typeof name === 'string' ? [name] : [];
  }

  private array(schema: JsonSchema, place: Place): Json {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems } = schema;
    const fixed = schema.prefixItems ?? (Array.isArray(schema.items) ? schema.items : []);
    const rest = Array.isArray(schema.items) ? true : (schema.items ?? {});
    const usual = place.depth >= DEEP ? 0 : rest === false || fixed.length > 0 ? fixed.length : 2;
    const count = Math.min(maxItems, Math.max(minItems, fixed.length, usual));
    const items = Array.from({ length: count }, (_, nth) =>
      this.value(fixed[nth] ?? rest, { depth: place.depth + 1, name: place.name, nth }),
    );
    if (!uniqueItems) return items;
    const texts = items.map((item) => JSON.stringify(item));
    return items.filter((_, at) => texts.indexOf(texts[at] ?? '') === at);
  }

  private number(schema: JsonSchema, { nth }: Place): Json {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
    const lowest = Math.max(
      minimum ?? Number.NEGATIVE_INFINITY,
      exclusiveMinimum ?? Number.NEGATIVE_INFINITY,
    );
    const highest = Math.min(
      maximum ?? Number.POSITIVE_INFINITY,
      exclusiveMaximum ?? Number.POSITIVE_INFINITY,
    );
    const step = multipleOf ?? 1;
    const next = Math.ceil(lowest / step) * step;
    const fits = (value: number): boolean =>
      Number.isFinite(value) &&
      (typeOf(schema) !== 'integer' || Number.isInteger(value)) &&
      value >= (minimum ?? value) &&
      value <= (maximum ?? value) &&
      !(exclusiveMinimum !== undefined && value <= exclusiveMinimum) &&
      !(exclusiveMaximum !== undefined && value >= exclusiveMaximum) &&
      (multipleOf === undefined || Number.isInteger(value / multipleOf));
    const told = nth === 0 ? this.numbers() : [];
    const near = [next + nth * step, next, next + step, highest, highest - step];
    return [...told, 1 + nth, step * (1 + nth), 0, ...near, (lowest + highest) / 2].find(fits) ?? 0;
  }

  private numbers(): number[] {
    return (this.text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  }

  private string(schema: JsonSchema, { name, nth }: Place): Json {
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema;
    const words = name
      .replace(/[_-]/g, ' ')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase();
    const plain = `a scripted ${words}${nth > 0 ? ` ${nth + 1}` : ''}`;
    const fits = (value: string | undefined): value is string =>
      value !== undefined &&
      length(value) >= minLength &&
      length(value) <= maxLength &&
      (pattern === undefined || safeTest(pattern, value));
    const candidates = [
      ...(format === undefined ? [] : formatted(format, this.text)),
      ...(format === undefined && nth === 0 ? this.told(words) : []),
      ...(format === undefined
        ? [plain, plain.slice(0, maxLength), plain.padEnd(minLength, '.')]
        : []),
      pattern === undefined ? undefined : textMatching(pattern, minLength),
    ];
    return candidates.find(fits) ?? plain.padEnd(minLength, '.').slice(0, maxLength);
  }

  /** What the user's text offers for a property of this name. */
  private told(words: string): string[] {
    if (/\b(?:city|location|place|town|country|region)\b/.test(words)) return placesIn(this.text);
    if (/\b(?:query|question|prompt|message|input|text)\b/.test(words))
      return [this.text.trim()].filter(Boolean);
    return [];
  }
}

function typeOf(schema: JsonSchema): string {
  const { type } = schema;
  if (Array.isArray(type)) return type.find((name) => name !== 'null') ?? 'null';
  if (type !== undefined) return type;
  if (schema.properties || schema.required || isRecord(schema.additionalProperties))
    return 'object';
  if (schema.items || schema.prefixItems) return 'array';
  const bounds = [schema.minimum, schema.maximum, schema.exclusiveMinimum, schema.exclusiveMaximum];
  return bounds.some((bound) => bound !== undefined) ? 'number' : 'string';
}

/** Both schemas at once: bounds take the tighter one, properties and required names are joined. */
function merged(one: JsonSchema, two: JsonSchema): JsonSchema {
  const both: JsonSchema = { ...one, ...two };
  if (one.properties && two.properties) both.properties = { ...one.properties, ...two.properties };
  if (one.required && two.required) both.required = [...one.required, ...two.required];
  if (one.enum && two.enum) both.enum = one.enum.filter((member) => two.enum?.includes(member));
  for (const key of ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const)
    both[key] = tighter(Math.max, one[key], two[key]);
  for (const key of ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const)
    both[key] = tighter(Math.min, one[key], two[key]);
  return both;
}

function tighter(pick: (a: number, b: number) => number, one?: number, two?: number) {
  return one === undefined || two === undefined ? (one ?? two) : pick(one, two);
}

function formatted(format: string, text: string): string[] {
  const found = FOUND[format]?.exec(text)?.[0];
  const sample = SAMPLES[format];
  return [found, sample].filter((value) => value !== undefined);
}

const FOUND: Record<string, RegExp> = {
  email: /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/,
  uri: /https?:\/\/[^\s"'<>)]*[\w/]/,
  date: /\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])\b/,
};

const SAMPLES: Record<string, string> = {
  'date-time': '2026-01-15T09:30:00Z',
  date: '2026-01-15',
  time: '09:30:00Z',
  duration: 'PT1H',
  email: 'scripted@example.com',
  uri: 'https://example.com/scripted',
  'uri-reference': '/scripted',
  uuid: '3f2c1b0a-5d4e-4f6a-8b7c-9d0e1f2a3b4c',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

/** Capitalised words after a preposition, then any that does not begin the text. */
function placesIn(text: string): string[] {
  const names = String.raw`\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*`;
  const placed = text.matchAll(new RegExp(`\\b(?:in|for|at|near|to|from|of) (${names})`, 'gu'));
  const inside = text.matchAll(new RegExp(`(?<=[\\p{L},] )(${names})`, 'gu'));
  return [...placed, ...inside].flatMap((match) => (match[1] ? [match[1]] : []));
}

/** Length as JSON Schema counts it, in code points. */
const length = (text: string): number => [...text].length;

function safeTest(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}
