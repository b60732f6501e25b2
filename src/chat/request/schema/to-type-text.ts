import type { JSONObject } from '@ai-sdk/provider';
import { toArray, toObject } from '../../../json/values';

/** Deeper objects are written as `object`. */
const MAX_DEPTH = 4;
/** The longest text, in characters: a longer one is written again without the objects in it. */
const MAX_LENGTH = 1000;

/**
 * A schema in the notation of TypeScript, as models know it best: `{ title: string; kind?: "x" | "y"; children?: Node[] }`.
 * Constraints that TypeScript lacks are left out.
 * @param toName the name of the type that a reference means.
 */
export function toTypeText(schema: unknown, toName: (ref: string) => string): string {
  const text = writeType(schema, toName, MAX_DEPTH);
  return text.length > MAX_LENGTH ? writeType(schema, toName, 1) : text;
}

function writeType(schema: unknown, toName: (ref: string) => string, depth: number): string {
  const inner = (at: unknown) => writeType(at, toName, depth - 1);
  const node = toObject(schema) ?? {};
  if (typeof node.$ref === 'string') return toName(node.$ref);
  const { const: constant, enum: values, anyOf, oneOf, allOf, type, items } = node;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(values)) return toUnion(values.map((value) => JSON.stringify(value)));
  const union = toArray(anyOf) ?? toArray(oneOf);
  if (union) return toUnion(union.map((member) => writeType(member, toName, depth)));
  if (Array.isArray(allOf)) return allOf.map((member) => inParentheses(inner(member))).join(' & ');
  if (Array.isArray(type))
    return toUnion(type.map((one) => writeType({ ...node, type: one }, toName, depth)));
  if (type === 'array') return `${inParentheses(inner(Array.isArray(items) ? {} : items))}[]`;
  if (type === 'object' || node.properties) return toObjectTypeText(node, inner, depth);
  return typeof type === 'string' ? type : 'unknown';
}

function toObjectTypeText(
  { properties, additionalProperties, required }: JSONObject,
  inner: (schema: unknown) => string,
  depth: number,
): string {
  const names = new Set(toArray(required));
  const entries = Object.entries(toObject(properties) ?? {});
  if (depth === 0) return 'object';
  if (entries.length === 0) {
    return toObject(additionalProperties)
      ? `Record<string, ${inner(additionalProperties)}>`
      : 'object';
  }
  const texts = entries.map(([name, schema]) => {
    const key = /^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name);
    return `${key}${names.has(name) ? '' : '?'}: ${inner(schema)}`;
  });
  return `{ ${texts.join('; ')} }`;
}

const toUnion = (texts: string[]): string => [...new Set(texts)].join(' | ');

const inParentheses = (text: string): string =>
  / [|&] /.test(text) && !text.startsWith('{') ? `(${text})` : text;
