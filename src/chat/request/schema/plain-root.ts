import type { JSONObject } from '@ai-sdk/provider';
import { toObject } from '../../../json/values';
import { ANNOTATIONS } from './merge';
import type { Context } from './pass';
import { toMatchNote } from './unions';

/** A root of `type`, `properties` and `required`, without references. Other constraints become notes. */
export function toPlainRoot(root: JSONObject, { notes }: Context): JSONObject {
  const { type, properties, required, description, ...rest } = root;
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
