import { InvalidArgumentError } from '@ai-sdk/provider';
import { nearestName } from '../json/nearest-name';
import type { HerokuProviderSettings } from './settings';

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
      `createHeroku takes an object such as { apiKey, baseURL }, not ${describeType(settings)}.`,
    );
  }
  for (const [key, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    const expected = Object.hasOwn(SETTINGS, key)
      ? SETTINGS[key as keyof typeof SETTINGS]
      : undefined;
    if (expected === undefined) rejectMisspelling(key, settings);
    else if (!hasType(expected, value)) {
      throw wrongType(value, { what: `setting ${key}`, expected, argument: key });
    }
  }
  const { idleTimeoutMs = 1, name } = settings as HerokuProviderSettings;
  if (!(idleTimeoutMs > 0)) {
    throw invalid(
      'idleTimeoutMs',
      `The setting idleTimeoutMs must be above 0, not ${idleTimeoutMs}. Without it there is no timeout.`,
    );
  }
  if (name?.trim() === '') throw invalid('name', 'The setting name is blank. Leave it out.');
}

/** Throws InvalidArgumentError for a model id that is not a string: JavaScript passes on whatever a variable holds. */
export function checkModelId(modelId: unknown): void {
  if (modelId === undefined || typeof modelId === 'string') return;
  throw wrongType(modelId, { what: 'model id', expected: 'string', argument: 'modelId' });
}

function hasType(expected: string, value: unknown): boolean {
  if (value === null || Array.isArray(value) || value instanceof Headers) return false;
  return (
    expected.split(' ').includes(typeof value) || (value === 'auto' && expected.includes(value))
  );
}

/** Names that other clients have for a setting. */
const OTHER_NAMES: Record<string, keyof HerokuProviderSettings> = {
  url: 'baseURL',
  endpoint: 'baseURL',
  host: 'baseURL',
  key: 'apiKey',
  token: 'apiKey',
};

/** A name of another client is no misspelling beside the setting itself: an application may hand both to everyone. */
function rejectMisspelling(key: string, settings: object): void {
  const other = Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : undefined;
  const meant =
    other === undefined
      ? nearestName(key, Object.keys(SETTINGS))
      : other in settings
        ? undefined
        : other;
  if (meant) throw invalid(key, `There is no setting ${key}. Did you mean ${meant}?`);
}

/** Names the type, never the value: it may be a key. */
function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Headers) return 'a Headers object';
  return withArticle(typeof value);
}

function withArticle(type: string): string {
  return `${type === 'object' ? 'an' : 'a'} ${type}`;
}

function wrongType(
  value: unknown,
  { what, expected, argument }: { what: string; expected: string; argument: string },
): InvalidArgumentError {
  return invalid(
    argument,
    `The ${what} must be ${withArticle(expected)}, not ${describeType(value)}.`,
  );
}

function invalid(argument: string, message: string): InvalidArgumentError {
  return new InvalidArgumentError({ argument, message });
}
