import { parseJson } from '../../json/parse-json';
import { toArray, toObject } from '../../json/values';
import { isFitting } from './json-shape';
import type { Reading } from './reading';

type Ended = {
  /** All text that is neither thought nor certain to be the value. */
  whole: string;
  /** The value that was being read. */
  unfinished?: string;
  isComplete: boolean;
};

/** The answer in a text that has ended without a value where an answer may begin. */
export function chooseValue(reading: Reading, { whole, unfinished, isComplete }: Ended): string {
  const { shape, lastWhole, lastFitting } = reading;
  // What a limit has cut short is newer than what came whole.
  if (!isComplete && unfinished !== undefined) return unfinished;
  const json = parseJson(whole);
  // The object may be inside of a JSON string.
  if (typeof json === 'string' && toObject(parseJson(json))) return json.trim();
  // In a list of one there is no doubt which object is meant.
  const isMeant = shape.objectOnly && toArray(json)?.length === 1 && lastWhole !== undefined;
  if (json !== undefined && !isMeant) return whole;
  const fenced = lastFenced(whole);
  const isAnswer =
    fenced !== undefined && (!shape.objectOnly || toObject(parseJson(fenced)) !== undefined);
  return (
    (isAnswer && isFitting(fenced, shape) ? fenced : undefined) ??
    lastFitting ??
    (isAnswer ? fenced : undefined) ??
    lastWhole ??
    unfinished ??
    fenced ??
    whole
  );
}

/** The last fence with JSON in it: for values of a kind that no bracket marks. */
function lastFenced(text: string): string | undefined {
  const parts = text.split('```');
  for (let nth = parts.length - 2; nth > 0; nth -= 1) {
    const inside = parts[nth]?.replace(/^\w{0,30}(?=\s)/, '').trim();
    if (nth % 2 === 1 && inside && parseJson(inside) !== undefined) return inside;
  }
  return undefined;
}
