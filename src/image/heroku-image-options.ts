import { z } from 'zod/v4';
import { createOptionsReader } from '../specification/provider-options';

/** Options of one call, given as `providerOptions: { heroku: { ... } }`. Unknown keys are ignored, with a warning. */
export type HerokuImageProviderOptions = {
  /** What the image is not to show: sent as `negative_prompt`, at most 10,000 characters (heroku-surface.md §2). */
  negativePrompt?: string;
  /** Sent as `output_format`. Heroku's default is `'png'`. */
  outputFormat?: 'jpeg' | 'png';
  /** `true` makes Heroku drop body fields it does not know instead of answering 400. Default `false`. */
  allowIgnoredParams?: boolean;
  /** Fields merged into the request body as they are, over those this provider writes. */
  extraBody?: Record<string, unknown>;
};

/** Throws InvalidArgumentError that names the key at fault. */
export const toImageOptions = /* @__PURE__ */ createOptionsReader(() =>
  z
    .object({
      negativePrompt: z.string(),
      outputFormat: z.enum(['jpeg', 'png']),
      allowIgnoredParams: z.boolean(),
      extraBody: z.record(z.string(), z.unknown()),
    } satisfies Record<keyof HerokuImageProviderOptions, z.ZodType>)
    .partial(),
);
