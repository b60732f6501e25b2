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

/** Whether a caller may mean this provider by a key: its name in other letters, a name such as `heroku.chat`, or the usual one. */
function mayMeanProvider(key: string, name: string): boolean {
  const [start = ''] = key.toLowerCase().split('.');
  return start === name.toLowerCase() || start === 'heroku';
}

/** The keys under which a caller probably means options for this provider, although it reads only those under its name. */
function findUnreadKeys(name: string, providerOptions: ProviderOptions = {}): string[] {
  const isMisnamed = (key: string) =>
    GENERIC_NAMES.includes(key) || (providerOptions[name] == null && mayMeanProvider(key, name));
  return Object.keys(providerOptions).filter(
    (key) => key !== name && providerOptions[key] && isMisnamed(key),
  );
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
    for (const key of findUnreadKeys(name, providerOptions)) {
      warn(`providerOptions.${key} is not read. Use providerOptions.${name}.`);
    }
    // Most calls have none, and the schema takes longer to make than the rest of a first call.
    if (given == null) return {};
    schema ??= createSchema();
    const parsed = schema.safeParse(given);
    if (parsed.success) {
      for (const message of describeUnknownKeys(`providerOptions.${name}`, given, schema.shape)) {
        warn(message);
      }
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

/** One message for each key of the options, and of the objects in them, that the shape does not have. */
function describeUnknownKeys(
  path: string,
  given: Readonly<Record<string, unknown>>,
  shape: Shape,
): string[] {
  const known = Object.keys(shape);
  return Object.entries(given).flatMap(([key, value]) => {
    const keyPath = `${path}.${key}`;
    if (Object.hasOwn(shape, key)) {
      const inner = toObject(value);
      const innerShape = toShape(shape[key]);
      return inner && innerShape ? describeUnknownKeys(keyPath, inner, innerShape) : [];
    }
    if (value === undefined) return [];
    const nearest = nearestName(key, known);
    const remedy = nearest ? `Did you mean ${nearest}?` : `Known are ${known.join(', ')}.`;
    return [`${keyPath} is not known here and is ignored. ${remedy}`];
  });
}

/** The shape of an optional object; undefined for an option of another type. */
function toShape(option: unknown): Shape | undefined {
  const { unwrap, shape } = option as { unwrap?: () => unknown; shape?: Shape };
  return shape ?? (unwrap && toShape(unwrap.call(option)));
}
