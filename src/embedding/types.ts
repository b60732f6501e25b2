/**
 * What an embedding model takes and gives, in the versions v2, v3 and v4 of the AI SDK's interfaces. The types are structural:
 * a second `@ai-sdk/provider` in the tree breaks pnpm and Yarn. `test/specification` holds them against the real ones.
 */
import type { ProviderOptions } from '../specification/provider-options';
import type { SpecificationVersion } from '../specification/version';
import type { ModelWarnings } from '../specification/warning';

/** One call. */
export type EmbeddingCallOptions = {
  /** Any number of values: more than 96 are sent in several requests. */
  values: string[];
  /** Only v4 has it. It is not sent, with a warning: Heroku documents no such field. */
  dimensions?: number | undefined;
  /** Ends the call. */
  abortSignal?: AbortSignal | undefined;
  /** `HerokuEmbeddingProviderOptions` under the name of the provider. */
  providerOptions?: ProviderOptions | undefined;
  /** Headers of this call. They win over those of the provider. */
  headers?: Record<string, string | undefined> | undefined;
};

/** What a call gives. */
export type EmbeddingResult<V extends SpecificationVersion> = {
  /** One for each value, in the order of the values. */
  embeddings: number[][];
  /** Tokens of the values. Absent if Heroku did not count them. */
  usage?: { tokens: number };
  /** Settings that were not sent. */
  warnings: ModelWarnings[V];
  /** The response to the last request. `body` is the JSON that came: a list of it where several requests were made. */
  response?: { headers: Record<string, string>; body: unknown };
};
