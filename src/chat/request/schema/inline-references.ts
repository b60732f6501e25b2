import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toArray, toObject } from '../../../json/values';
import { mapSchemas } from './keywords';
import { ANNOTATIONS } from './merge';
import type { Context } from './pass';
import { toTarget } from './references';

/** References can make a small schema very large: each level of definitions may use the next one twice. */
const MOST_INLINED = 10_000;

/** The schema with what its references point to in their place. */
export function inlineReferences(root: JSONObject, context: Context): JSONObject {
  const { document, problems } = context;
  const { $defs, definitions, ...body } = root;
  let count = 0;
  let isIncomplete = false;
  const visit = (schema: JSONValue, open: readonly unknown[]): JSONValue => {
    const node = toObject(schema);
    if (!node) return schema;
    const { $ref, $dynamicRef = $ref, $recursiveRef = $dynamicRef, ...rest } = node;
    const target = toTarget($ref, document.root);
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
