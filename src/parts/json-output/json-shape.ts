import { parseJson } from '../../json/parse-json';
import { toObject } from '../../json/values';

/** What is known of the value that is to come. */
export type JsonShape = {
  /** The schema's root is an object, so an array is never the answer. */
  objectOnly: boolean;
  /** The properties of that object, and those that it must have; absent where the schema does not say. */
  keys?: readonly string[] | undefined;
  required?: readonly string[] | undefined;
  /** The only property, where that is a list, as with the AI SDK's `output: 'array'`. */
  listKey?: string | undefined;
};

/** Whether JSON is an object that fits. */
export function isFitting(json: string, shape: JsonShape): boolean {
  return !shape.keys?.length || isFittingValue(parseJson(json), shape);
}

/** Whether an object has what the schema requires; if it requires nothing, one of its properties, or none at all. */
export function isFittingValue(value: unknown, { keys, required }: JsonShape): boolean {
  const object = toObject(value);
  if (object === undefined) return false;
  if (!keys?.length) return true;
  const own = Object.keys(object);
  return required?.length
    ? required.every((key) => own.includes(key))
    : own.length === 0 || own.some((key) => keys.includes(key));
}
