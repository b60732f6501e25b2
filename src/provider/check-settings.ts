import { InvalidArgumentError } from '@ai-sdk/provider';
import { nearestName } from '../json/nearest-name';
import type { HerokuProviderSettings } from './create-models';

/** Every setting, and the type that its value must have. */
const SETTINGS: Record<
  keyof HerokuProviderSettings,
  'string' | 'number' | 'boolean' | 'function' | 'object' | "boolean or 'auto'"
> = {
  baseURL: 'string',
  apiKey: 'string',
  headers: 'object',
  fetch: 'function',
  name: 'string',
  attachment: 'string',
  includeUsage: "boolean or 'auto'",
  learnFromRefusals: 'boolean',
  generateByStreaming: 'boolean',
  idleTimeoutMs: 'number',
  generateId: 'function',
};

/**
 * Throws InvalidArgumentError for what TypeScript would have refused: settings that are not an object, a value of the wrong
 * type, and a key that is a misspelling of a setting, which would be ignored in silence. Other unknown keys are ignored:
 * applications hand the options of every provider to each.
 */
export function checkSettings(settings: unknown): void {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw invalid(
      'settings',
      `createHeroku takes an object such as { apiKey, baseURL }, not ${describe(settings)}.`,
    );
  }
  for (const [key, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    const expected = Object.hasOwn(SETTINGS, key)
      ? SETTINGS[key as keyof typeof SETTINGS]
      : undefined;
    if (expected === undefined) rejectMisspelling(key);
    else if (value === null || !isOf(expected, value)) {
      throw invalid(
        key,
        `The setting ${key} must be ${withArticle(expected)}, not ${describe(value)}.`,
      );
    }
  }
}

function isOf(expected: string, value: unknown): boolean {
  return (
    expected.split(' ').includes(typeof value) || (value === 'auto' && expected.includes(value))
  );
}

function rejectMisspelling(key: string): void {
  const nearest = nearestName(key, Object.keys(SETTINGS));
  if (nearest) throw invalid(key, `There is no setting ${key}. Did you mean ${nearest}?`);
}

/** Names the type, never the value: it may be a key. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return withArticle(typeof value);
}

function withArticle(type: string): string {
  return `${type === 'object' ? 'an' : 'a'} ${type}`;
}

function invalid(argument: string, message: string): InvalidArgumentError {
  return new InvalidArgumentError({ argument, message });
}
