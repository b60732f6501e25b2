import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import { isFittingValue, type JsonShape } from './json-shape';

/**
 * The answer in a text of JSON, as text. Where an object is wanted:
 * - an object is the answer, and of an object under one foreign key, as in `{"$PARAMETER_NAME": {"n": 1}}`, the inner one if
 *   it fits;
 * - a list of one is its element;
 * - any other list is the only property of the schema, if that is a list.
 * Undefined if there is none: a list of several objects is never one of them (field-reports-2.md J1 and J3).
 */
export function toAnswer(json: string, shape: JsonShape): string | undefined {
  if (!shape.objectOnly) return json;
  const value = parseJson(json);
  const { listKey } = shape;
  if (listKey !== undefined && Array.isArray(value) && !isListOfAnswer(value, shape)) {
    return `{${JSON.stringify(listKey)}:${json}}`;
  }
  const element = withoutLists(value);
  const answer = toObject(withoutForeignKey(element, shape));
  if (answer === undefined) return undefined;
  return answer === value ? json : JSON.stringify(answer);
}

/** Whether the answer itself was put into a list of one. */
function isListOfAnswer(list: unknown[], shape: JsonShape): boolean {
  const [first] = list;
  const own = Object.keys(toObject(first) ?? {});
  return list.length === 1 && own.length === 1 && isFittingValue(first, shape);
}

function withoutLists(value: unknown): unknown {
  let inner = value;
  for (let list = toArray(inner); list?.length === 1; list = toArray(inner)) inner = list[0];
  return inner;
}

function withoutForeignKey(value: unknown, shape: JsonShape): unknown {
  const entries = Object.entries(toObject(value) ?? {});
  const [[key, inner] = ['', undefined]] = entries;
  if (entries.length !== 1 || !shape.keys?.length || shape.keys.includes(key)) return value;
  const isFilled = Object.keys(toObject(inner) ?? {}).length > 0;
  return isFilled && isFittingValue(inner, shape) ? inner : value;
}
