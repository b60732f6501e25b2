import { z } from 'zod/v4';
import { createOptionsReader } from '../specification/provider-options';

/** Options of one call, given as `providerOptions: { heroku: { ... } }`. Unknown keys are ignored, with a warning. */
export type HerokuEmbeddingProviderOptions = {
  /**
   * What the embeddings are for: sent as `input_type`. Without it Heroku takes the values for documents (heroku-surface.md §1),
   * so set `'search_query'` for the text that is searched with.
   */
  inputType?: 'search_document' | 'search_query' | 'classification' | 'clustering';
  /**
   * The type of the numbers: sent as `embedding_type`. Heroku's default is `'float'`. `'binary'` and `'ubinary'` hold eight
   * dimensions in each number.
   */
  embeddingType?: 'float' | 'int8' | 'uint8' | 'binary' | 'ubinary';
  /** `true` makes Heroku drop body fields it does not know instead of answering 400. Default `false`. */
  allowIgnoredParams?: boolean;
  /** Fields merged into the request body as they are, over those this provider writes. */
  extraBody?: Record<string, unknown>;
};

/** Throws InvalidArgumentError that names the key at fault. */
export const toEmbeddingOptions = /* @__PURE__ */ createOptionsReader(() =>
  z
    .object({
      inputType: z.enum(['search_document', 'search_query', 'classification', 'clustering']),
      embeddingType: z.enum(['float', 'int8', 'uint8', 'binary', 'ubinary']),
      allowIgnoredParams: z.boolean(),
      extraBody: z.record(z.string(), z.unknown()),
    } satisfies Record<keyof HerokuEmbeddingProviderOptions, z.ZodType>)
    .partial(),
);
