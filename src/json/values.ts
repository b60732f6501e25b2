import type { JSONObject } from '@ai-sdk/provider';

/*
 * A JSON value if it has the expected type, else undefined. Unexpected types are ignored rather than rejected: strict
 * validation of frames is what makes other providers lose streams (language-model-v2.md A).
 */

export function toObject(value: unknown): JSONObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JSONObject)
    : undefined;
}

/** A string that is not empty. */
export function toNonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function toArray(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** What is in a list and in the lists inside it, in its order, however deep they nest; anything else alone. */
export function flatten(value: unknown): unknown[] {
  const items: unknown[] = [];
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    const list = toArray(next);
    if (!list) items.push(next);
    else for (let i = list.length - 1; i >= 0; i--) waiting.push(list[i]);
  }
  return items;
}

/** A number from 0 to the last second that a Date can hold. */
export function toCount(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 8.64e12 ? value : undefined;
}
