import type { JSONObject } from '@ai-sdk/provider';
import { toObject } from '../../json/values';

/** Usage of one more inference added to that of those before: numbers are summed, also those of details. */
export function sumUsage(known: JSONObject | undefined, more: JSONObject): JSONObject {
  if (known === undefined) return more;
  // A map, since a key may be `__proto__`.
  const sum = new Map(Object.entries(known));
  for (const [key, value] of Object.entries(more)) {
    const before = sum.get(key);
    const details = toObject(value);
    if (details) sum.set(key, sumUsage(toObject(before), details));
    else if (typeof value === 'number' && typeof before === 'number') sum.set(key, before + value);
    else sum.set(key, value);
  }
  return Object.fromEntries(sum);
}
