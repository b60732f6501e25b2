import { InvalidArgumentError } from '@ai-sdk/provider';
import type { z } from 'zod/v4';
import { nearestName } from '../json/nearest-name';
import { toObject } from '../json/values';

/** `providerOptions` of a call, in any version. */
export type ProviderOptions = Record<string, Record<string, unknown>>;

/** Reads `providerOptions[name]`. */
export type OptionsReader<Options> = (
  name: string,
  providerOptions: ProviderOptions | undefined,
  warn: (message: string) => void,
) => Partial<Options>;

/** Where callers of the package for OpenAI-compatible servers give their options. */
const GENERIC_NAMES = ['openaiCompatible', 'openai-compatible'];

/** Names by which a caller may mean this provider, if its own is not there: in capitals, that of a model, the usual one. */
function isLikely(key: string, name: string): boolean {
  const [start = ''] = key.toLowerCase().split('.');
  return start === name.toLowerCase() || start === 'heroku';
}

/**
 * A reader of provider options, the same for models of every kind. A wrong value of an option throws InvalidArgumentError that
 * names the key. Unknown keys are ignored with a warning that names the nearest option, since applications hand one set of
 * options to every provider and to models of every kind (field-reports.md F4).
 * @param createSchema called when options are first read, so that bundlers can leave it out where no model is called.
 */
export function createOptionsReader<Options>(
  createSchema: () => z.ZodType<Options> & { shape: Shape },
): OptionsReader<Options> {
  let schema: ReturnType<typeof createSchema> | undefined;
  return (name, providerOptions, warn) => {
    const given = providerOptions?.[name];
    for (const [key, value] of Object.entries(providerOptions ?? {})) {
      const isMissed = GENERIC_NAMES.includes(key) || (given == null && isLikely(key, name));
      if (key !== name && value && isMissed) {
        warn(`providerOptions.${key} is not read. Use providerOptions.${name}.`);
      }
    }
    // Most calls have none, and the schema takes longer to make than the rest of a first call.
    if (given == null) return {};
    schema ??= createSchema();
    const parsed = schema.safeParse(given);
    if (parsed.success) {
      warnAboutKeys(`providerOptions.${name}`, given, schema.shape, warn);
      return parsed.data;
    }
    const [issue] = parsed.error.issues;
    const argument = ['providerOptions', name, ...(issue?.path ?? [])].join('.');
    throw new InvalidArgumentError({
      argument,
      message: `${argument} is invalid: ${issue?.message}.`,
      cause: parsed.error,
    });
  };
}

/** The options of a schema by name, as zod has them. */
type Shape = Readonly<Record<string, unknown>>;

function warnAboutKeys(
  path: string,
  given: Readonly<Record<string, unknown>>,
  shape: Shape,
  warn: (message: string) => void,
): void {
  const known = Object.keys(shape);
  for (const [key, value] of Object.entries(given)) {
    const at = `${path}.${key}`;
    const inner = toObject(value);
    if (Object.hasOwn(shape, key)) {
      const innerShape = toShape(shape[key]);
      if (inner && innerShape) warnAboutKeys(at, inner, innerShape, warn);
    } else if (value !== undefined) {
      const nearest = nearestName(key, known);
      const remedy = nearest ? `Did you mean ${nearest}?` : `Known are ${known.join(', ')}.`;
      warn(`${at} is not known here and is ignored. ${remedy}`);
    }
  }
}

/** The shape of an optional object; undefined for an option of another type. */
function toShape(option: unknown): Shape | undefined {
  const { unwrap, shape } = option as { unwrap?: () => unknown; shape?: Shape };
  return shape ?? (unwrap && toShape(unwrap.call(option)));
}
