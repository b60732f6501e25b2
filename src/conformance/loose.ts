import type { StreamPart } from './types';

/** A stream part or content of which nothing is known yet: what a faulty model may send. */
export type Loose = { type: string; [key: string]: unknown };

export function toLoose(part: StreamPart): Loose {
  return part as Loose;
}

export function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The value of a JSON text; undefined if it is none. */
export function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** JSON with sorted keys, so that equal values have equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** A finish reason of v2 is a word, of v3 and v4 `{ unified, raw }`. The `unknown` of v2 is `other` in later versions. */
export function toReason(finishReason: unknown): string | undefined {
  const reason = toRecord(finishReason).unified ?? finishReason;
  if (reason === undefined) return undefined;
  return reason === 'unknown' ? 'other' : String(reason);
}

/** v2 usage is flat, v3 and v4 usage has a `total`. */
export function toUsage(usage: unknown): { input: unknown; output: unknown } {
  const { inputTokens, outputTokens } = toRecord(usage);
  return { input: toTotal(inputTokens), output: toTotal(outputTokens) };
}

function toTotal(tokens: unknown): unknown {
  return typeof tokens === 'object' && tokens !== null ? toRecord(tokens).total : tokens;
}

/** A value as a short text for people. */
export function show(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`.slice(0, 200);
  const { error } = toRecord(value);
  if (error instanceof Error) return `${toRecord(value).type}: ${show(error)}`;
  return (JSON.stringify(value) ?? String(value)).slice(0, 200);
}

export function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Whether a value is the same after it was stored as JSON. What is undefined may be lost. */
export function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
  } catch {
    return false;
  }
  return isPlain(value);
}

function isPlain(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'boolean';
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every(isPlain);
}
