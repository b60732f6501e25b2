/** Freezes a value and all it holds; bytes cannot be frozen. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
}

/** The value as text, bytes and URLs included: two that are the same are the same value. */
export function snapshot(value: unknown): string {
  return JSON.stringify(value, (_, item) => (item === undefined ? '(undefined)' : item)) ?? '';
}
