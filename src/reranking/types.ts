/**
 * What a reranking model takes and gives, in the versions v3 and v4 of the AI SDK's interfaces (v2 has none). The types are
 * structural: a second `@ai-sdk/provider` in the tree breaks pnpm and Yarn. `test/specification` holds them against the real
 * ones.
 */
import type { JSONObject } from '@ai-sdk/provider';
import type { ProviderOptions } from '../specification/provider-options';
import type { SpecificationVersion } from '../specification/version';
import type { WarningV3 } from '../specification/warning';

/** Reranking begins with v3: the main entry has it too. */
export type RerankingVersion<V extends SpecificationVersion> = V extends 'v4' ? 'v4' : 'v3';

export function toRerankingVersion<V extends SpecificationVersion>(
  version: V,
): RerankingVersion<V> {
  return (version === 'v4' ? 'v4' : 'v3') as RerankingVersion<V>;
}

/** The documents of a call. `@ai-sdk/provider` 3 and 4 differ in whether the values of objects may be changed. */
export type RerankingDocuments =
  | { type: 'text'; values: string[] }
  | { type: 'object'; values: Record<string, unknown>[] };

export type RerankingCallOptions = {
  documents: RerankingDocuments;
  query: string;
  topN?: number | undefined;
  abortSignal?: AbortSignal | undefined;
  providerOptions?: ProviderOptions | undefined;
  headers?: Record<string, string | undefined> | undefined;
};

export type RerankingResult = {
  ranking: { index: number; relevanceScore: number }[];
  /** `searchUnits`: what Heroku bills, where it says so. */
  providerMetadata?: Record<string, JSONObject>;
  warnings: WarningV3[];
  /** Absent if there was nothing to rank. */
  response?: { id?: string; modelId: string; headers: Record<string, string>; body: unknown };
};
