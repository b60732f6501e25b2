import type { JSONObject } from '@ai-sdk/provider';
import { toArray, toObject } from '../../../json/values';
import type { Context } from './pass';
import { toMatchNote } from './unions';

/**
 * Properties whose names the model refuses, which would cost every request (anthropics/claude-code#79418), go into the
 * description. The input may still have them, under their own names.
 */
export function withoutRefusedNames(root: JSONObject, context: Context): JSONObject {
  const { propertyNames, notes, problems } = context;
  const refused = new Set(
    Object.keys(toObject(root.properties) ?? {}).filter((name) => !propertyNames.test(name)),
  );
  if (refused.size === 0) return root;
  for (const name of refused) {
    problems.push(`the model refuses the property name "${name}". The description has it instead`);
  }
  const isTold = (name: unknown) => refused.has(String(name));
  const pick = (isWanted: (name: unknown) => boolean): JSONObject => ({
    properties: Object.fromEntries(
      Object.entries(toObject(root.properties) ?? {}).filter(([name]) => isWanted(name)),
    ) as JSONObject,
    ...(root.required !== undefined && {
      required: toArray(root.required)?.filter(isWanted) as string[],
    }),
  });
  notes.push(toMatchNote(pick(isTold)));
  // Otherwise it would forbid them.
  const isOpen = root.additionalProperties === undefined;
  return {
    ...root,
    ...pick((name) => !isTold(name)),
    ...(!isOpen && { additionalProperties: true }),
  };
}
