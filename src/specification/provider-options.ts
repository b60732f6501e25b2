import { InvalidArgumentError } from '@ai-sdk/provider';
import type { z } from 'zod/v4';
import { nearestName } from '../json/nearest-name';
import { toObject } from '../json/values';
import type { WarningV3 } from './warning';

/** `providerOptions` of a call, in any version. */
export type ProviderOptions = Record<string, Record<string, unknown>>;

/** Reads `providerOptions[name]`; what is unknown there is pushed to `warnings`. */
export type OptionsReader<Options> = (
  name: string,
  providerOptions: ProviderOptions | undefined,
  warnings: WarningV3[],
) => Options;

/**
 * A reader of provider options that throws InvalidArgumentError for a wrong value and for the misspelling of an option.
 * Other unknown options get a warning: applications hand one set of options to models of every kind.
 * @param createSchema called when options are first read, so that bundlers can leave it out where no model is called.
 */
export function createOptionsReader<Options>(
  createSchema: () => z.ZodType<Options> & { shape: Record<string, unknown> },
): OptionsReader<Options> {
  let schema: ReturnType<typeof createSchema> | undefined;
  return (name, providerOptions, warnings) => {
    schema ??= createSchema();
    const given = providerOptions?.[name] ?? {};
    const known = Object.keys(schema.shape);
    for (const key of Object.keys(toObject(given) ?? {})) {
      if (known.includes(key) || given[key] === undefined) continue;
      const argument = `providerOptions.${name}.${key}`;
      const nearest = nearestName(key, known);
      if (nearest) throw invalid(argument, `is unknown. Did you mean ${nearest}?`);
      warnings.push({ type: 'other', message: `${argument} is unknown here and was ignored.` });
    }
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const argument = ['providerOptions', name, ...(issue?.path ?? [])].join('.');
    throw invalid(argument, `is invalid: ${issue?.message}.`, parsed.error);
  };
}

function invalid(argument: string, problem: string, cause?: unknown): InvalidArgumentError {
  return new InvalidArgumentError({ argument, message: `${argument} ${problem}`, cause });
}
