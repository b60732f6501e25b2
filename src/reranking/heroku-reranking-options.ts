import { z } from 'zod/v4';
import { createOptionsReader } from '../specification/provider-options';

/** Options of one call, given as `providerOptions: { heroku: { ... } }`. Unknown keys are ignored, with a warning. */
export type HerokuRerankingProviderOptions = {
  /** Fields merged into the request body as they are, over those this provider writes. */
  extraBody?: Record<string, unknown>;
};

/** Throws InvalidArgumentError that names the key at fault. */
export const toRerankingOptions = /* @__PURE__ */ createOptionsReader(() =>
  z
    .object({
      extraBody: z.record(z.string(), z.unknown()),
    } satisfies Record<keyof HerokuRerankingProviderOptions, z.ZodType>)
    .partial(),
);
