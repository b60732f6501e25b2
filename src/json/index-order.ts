import type { JSONObject } from '@ai-sdk/provider';

/**
 * Items in the order of their `index`; as they came if none has one. Undefined unless each index from 0 to the last occurs
 * once.
 */
export function toIndexOrder(items: readonly JSONObject[]): JSONObject[] | undefined {
  if (items.every(({ index }) => index == null)) return [...items];
  const byIndex = new Map<unknown, JSONObject>(items.map((item) => [item.index, item]));
  const result = items.map((_, index) => byIndex.get(index)).filter((item) => item !== undefined);
  return result.length === items.length ? result : undefined;
}
