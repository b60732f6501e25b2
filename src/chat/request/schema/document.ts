import type { JSONObject, JSONValue } from '@ai-sdk/provider';

/** A schema that references point into, and how much work may still be done to merge parts of it. */
export type SchemaDocument = {
  root: JSONObject;
  /** The length of its JSON text. */
  length: number;
  /** Whether there are references to what merging moves: to anything but the whole and the definitions. */
  pointsInside: boolean;
  pointsIntoUnions: boolean;
  /** The work that may still be done, in characters of JSON, since a definition that is used many times is copied each time. Below 0 no more is merged. */
  workLeft: number;
  /** JSON texts that have been written. */
  texts: WeakMap<object, string>;
};

/** More than any schema needs that people write. */
const WORK_PER_CHARACTER = 20;
const MIN_WORK = 1_000_000;
/** The work of copying one key of an object. */
const WORK_PER_KEY = 40;

export function toDocument(root: JSONObject): SchemaDocument {
  const text = JSON.stringify(root);
  return {
    root,
    length: text.length,
    pointsInside: /"#\/(?!definitions\/|\$defs\/)/.test(text),
    pointsIntoUnions: /"#\/(?:any|one|all)Of\//.test(text),
    workLeft: Math.max(MIN_WORK, WORK_PER_CHARACTER * text.length),
    texts: new WeakMap(),
  };
}

/** The JSON text of a value, written once. */
export function toJsonTextOnce(value: unknown, document: SchemaDocument): string | undefined {
  const node = typeof value === 'object' && value !== null ? value : undefined;
  const known = node && document.texts.get(node);
  if (known !== undefined) return known;
  const text = JSON.stringify(value) as string | undefined;
  document.workLeft -= text?.length ?? 0;
  if (node && text !== undefined) document.texts.set(node, text);
  return text;
}

/** The values without repetitions, in their order. */
export function toDistinct<Value>(values: Value[], document: SchemaDocument): Value[] {
  if (values.length < 2) return values;
  const byText = new Map<string | undefined, Value>();
  for (const value of values) {
    const text = toJsonTextOnce(value, document);
    if (!byText.has(text)) byText.set(text, value);
  }
  return [...byText.values()];
}

/** The values of each key, in the order in which the keys first occur. */
export function toValues(nodes: JSONObject[], document: SchemaDocument): Map<string, JSONValue[]> {
  const byKey = new Map<string, JSONValue[]>();
  for (const node of nodes) {
    if (document.workLeft < 0) break;
    const entries = Object.entries(node);
    document.workLeft -= WORK_PER_KEY * entries.length;
    for (const [key, value] of entries) {
      const values = byKey.get(key);
      if (values) values.push(value as JSONValue);
      else byKey.set(key, [value as JSONValue]);
    }
  }
  return byKey;
}
