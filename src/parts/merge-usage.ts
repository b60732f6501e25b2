import type { JSONObject, JSONValue } from '@ai-sdk/provider';
import { toObject } from '../json/values';
import { toFigure } from './odd/usage';

/** Usage may come in parts, and a later frame may reset counters to 0: a count of 0 replaces none that is higher. */
export function mergeUsage(known: JSONObject | undefined, more: JSONObject): JSONObject {
  const combine: Combine = (value, before = value) =>
    toFigure(value) || toFigure(before) === undefined ? value : before;
  return combineUsage(known, more, { combine, levels: MAX_LEVELS });
}

/** The usage of the inferences so far with that of one more added. */
export function sumUsage(known: JSONObject | undefined, more: JSONObject): JSONObject {
  const combine: Combine = (value, before) =>
    typeof value === 'number' && typeof before === 'number' ? before + value : value;
  return combineUsage(known, more, { combine, levels: MAX_LEVELS });
}

/** How many levels of details are merged. No server sends deeper usage; it would be taken as it comes. */
const MAX_LEVELS = 9;

type Combine = (value: JSONValue, before: JSONValue | undefined) => JSONValue;

/** Two usages as one, counter by counter, also those of details. */
function combineUsage(
  known: JSONObject | undefined,
  more: JSONObject,
  { combine, levels }: { combine: Combine; levels: number },
): JSONObject {
  if (known === undefined || levels === 0) return more;
  const inner = { combine, levels: levels - 1 };
  // A map, since a key may be `__proto__`.
  const combined = new Map(Object.entries(known));
  for (const [key, value] of Object.entries(more)) {
    const before = combined.get(key);
    const details = toFigure(before) === undefined ? toObject(value) : undefined;
    combined.set(
      key,
      details ? combineUsage(toObject(before), details, inner) : combine(value, before),
    );
  }
  return Object.fromEntries(combined);
}
