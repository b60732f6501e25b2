import { parseJson } from '../../json/parse-json';
import { toValidJson } from '../../json/valid-json';
import { toObject } from '../../json/values';
import { isFitting } from './json-shape';
import type { Reading } from './reading';
import { toAnswer } from './to-answer';

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
  const begun = unfinished && toValidJson(unfinished);
  if (!isComplete && begun !== undefined) return begun;
  const valid = toValidJson(whole);
  const json = parseJson(valid);
  // The object may be inside of a JSON string.
  if (typeof json === 'string' && toObject(parseJson(json))) return json.trim();
  if (json !== undefined) return toAnswer(valid, shape) ?? valid;
  const fenced = lastFenced(whole);
  const answer = fenced === undefined ? undefined : toAnswer(fenced, shape);
  return (
    (answer !== undefined && isFitting(answer, shape) ? answer : undefined) ??
    lastFitting ??
    answer ??
    lastWhole ??
    begun ??
    fenced ??
    whole
  );
}

/** The last fence with JSON in it: for values of a kind that no bracket marks. */
function lastFenced(text: string): string | undefined {
  const parts = text.split('```');
  for (let index = parts.length - 2; index > 0; index -= 1) {
    const inside = toValidJson(parts[index] ?? '')
      .replace(/^\w{0,30}(?=\s)/, '')
      .trim();
    if (index % 2 === 1 && inside && parseJson(inside) !== undefined) return inside;
  }
  return undefined;
}
