import type { JSONObject } from '@ai-sdk/provider';
import { toObject } from '../../../json/values';
import { toJsonTextOnce } from './document';
import type { Context, Pass } from './pass';
import { decodeToken } from './references';

const DEFINITIONS = ['$defs', 'definitions'] as const;

/** References, in JSON that may itself stand in a string of JSON. */
const REFERENCE = /\\?"\$(?:ref|dynamicRef|recursiveRef)\\?":\\?"([^"\\]*)/g;
const LOCAL_DEFINITION = /^#\/(\$defs|definitions)\/([^/]+)/;
/** The whole root, or what stands in it but definitions. */
const LOCAL = /^#(\/(?!(\$defs|definitions)$)|$)/;

/**
 * Without the definitions that nothing refers to, which would cost tokens in every request (field-reports-2.md K5). References
 * by id or anchor may lead anywhere: then all definitions stay.
 */
export const withoutUnusedDefinitions: Pass = (root, context) => {
  if (!DEFINITIONS.some((key) => toObject(root[key]))) return root;
  const used = findUsed(root, context);
  if (!used) return root;
  const kept: JSONObject = { ...root };
  for (const key of DEFINITIONS) {
    const entries = Object.entries(toObject(root[key]) ?? {});
    const rest = entries.filter(([name]) => used.has(`${key}/${name}`));
    if (rest.length > 0) kept[key] = Object.fromEntries(rest) as JSONObject;
    else delete kept[key];
  }
  return kept;
};

/** The definitions that the rest of the schema, its notes and used definitions refer to: `$defs/Node`. Undefined if that is not known. */
function findUsed(root: JSONObject, { document, notes }: Context): Set<string> | undefined {
  const { $defs, definitions, ...rest } = root;
  const used = new Set<string>();
  const texts = [JSON.stringify(rest), ...notes];
  for (const text of texts) {
    for (const [, ref = ''] of text.matchAll(REFERENCE)) {
      const [, key = '', token = ''] = LOCAL_DEFINITION.exec(ref) ?? [];
      if (!token && LOCAL.test(ref)) continue;
      const name = decodeToken(token);
      const definition = toObject(root[key])?.[name];
      if (definition === undefined) return undefined;
      const path = `${key}/${name}`;
      if (!used.has(path)) texts.push(toJsonTextOnce(definition, document) ?? '');
      used.add(path);
    }
  }
  return used;
}
