import type { JSONObject } from '@ai-sdk/provider';
import { toObject } from '../../../json/values';
import { toText } from './document';
import type { Pass } from './pass';
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
export const withoutUnusedDefinitions: Pass = (root, { document, notes }) => {
  if (!DEFINITIONS.some((key) => toObject(root[key]))) return root;
  const { $defs, definitions, ...rest } = root;
  const used = new Set<string>();
  const texts = [JSON.stringify(rest), ...notes];
  for (const text of texts) {
    for (const [, ref = ''] of text.matchAll(REFERENCE)) {
      const [, key = '', token = ''] = LOCAL_DEFINITION.exec(ref) ?? [];
      const name = decodeToken(token);
      const definition = toObject(root[key])?.[name];
      if (definition === undefined && !(LOCAL.test(ref) && !token)) return root;
      if (definition === undefined || used.has(`${key}/${name}`)) continue;
      used.add(`${key}/${name}`);
      texts.push(toText(definition, document) ?? '');
    }
  }
  const kept: JSONObject = { ...root };
  for (const key of DEFINITIONS) {
    const named = Object.entries(toObject(root[key]) ?? {});
    const entries = named.filter(([name]) => used.has(`${key}/${name}`));
    if (entries.length > 0) kept[key] = Object.fromEntries(entries) as JSONObject;
    else delete kept[key];
  }
  return kept;
};
