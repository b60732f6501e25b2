import type { JsonSchema } from './json-from-schema';
import { isRecord } from './wire';

/** What an answer in JSON looks like when nobody said which. */
const FREE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
};

const ASKS_FOR_JSON =
  /\b(?:respond|answer|reply|return|output|produce|write|generate)\b[^\n]{0,200}\bJSON\b/i;

/** The schema of a `response_format`, if it asks for JSON. */
export function formatSchema(format: unknown): JsonSchema | undefined {
  if (!isRecord(format)) return undefined;
  if (format.type === 'json_object') return FREE_SCHEMA;
  if (format.type !== 'json_schema' || !isRecord(format.json_schema)) return undefined;
  return isRecord(format.json_schema.schema) ? format.json_schema.schema : FREE_SCHEMA;
}

/** The schema that these texts ask to answer in, if they ask for JSON at all. */
export function requestedSchema(texts: string[]): JsonSchema | undefined {
  const asking = texts.filter((text) => /\bjson\b/i.test(text));
  const schema = asking.flatMap(objectsIn).find(isSchema);
  return schema ?? (asking.some((text) => ASKS_FOR_JSON.test(text)) ? FREE_SCHEMA : undefined);
}

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

/** Whether an object has a keyword of JSON Schema, in its form: an example of an answer may have a `type` of its own. */
const isSchema = (value: Record<string, unknown>): boolean =>
  [value.type].flat().some((type) => TYPES.includes(type as string)) ||
  isRecord(value.properties) ||
  typeof value.$ref === 'string' ||
  ['anyOf', 'oneOf', 'allOf', 'enum'].some((keyword) => Array.isArray(value[keyword]));

/** The outermost JSON objects written in a text. */
function objectsIn(text: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  let at = text.indexOf('{');
  while (at >= 0) {
    const end = closingBrace(text, at);
    const value = end === undefined ? undefined : parsedObject(text.slice(at, end));
    if (value) found.push(value);
    at = text.indexOf('{', value ? end : at + 1);
  }
  return found;
}

/** The index after the brace that closes the one at `start`; braces in strings do not count. */
function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return start + index + 1;
  }
  return undefined;
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
