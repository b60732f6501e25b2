import { parseJson } from '../../json/parse-json';
import { toObject } from '../../json/values';

/** What is known of the value that is to come. */
export type JsonShape = {
  /** The schema's root is an object, so an array is never the answer. */
  objectOnly: boolean;
  /** The properties of that object, and those that it must have; absent where the schema does not say. */
  keys?: readonly string[] | undefined;
  required?: readonly string[] | undefined;
};

/** Whether an object has what the schema requires; if it requires nothing, one of its properties, or none at all. */
export function isFitting(json: string, { keys, required }: JsonShape): boolean {
  if (!keys?.length) return true;
  const object = toObject(parseJson(json));
  if (object === undefined) return false;
  const own = Object.keys(object);
  return required?.length
    ? required.every((key) => own.includes(key))
    : own.length === 0 || own.some((key) => keys.includes(key));
}
