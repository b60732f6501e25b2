import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toArray, toObject } from '../../../json/values';
import type { ModelProfile } from '../../../models/model-profile';
import { rewriteKeyword } from './keywords';

/**
 * A whole schema, at any depth, without what no draft allows, and in draft 2020-12 if that is the dialect.
 */
export function normalize(root: JSONObject, dialect: ModelProfile['schemaDialect']): JSONObject {
  const isNew = dialect === 'draft-2020-12';
  const visit = (schema: JSONValue): JSONValue => {
    const node = toObject(schema);
    // What is no schema allows anything.
    if (!node) return typeof schema === 'boolean' ? schema : {};
    const entries = Object.entries(node).flatMap(([key, value]) =>
      rewriteKeyword([key, value as JSONValue], { node, root, isNew }, visit),
    );
    return withRequired(Object.fromEntries(entries), toFlagged(node));
  };
  return visit(root) as JSONObject;
}

/** `required: true` on a property, as draft 3 had it, moves to the object around. */
function toFlagged({ properties }: JSONObject): string[] {
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
