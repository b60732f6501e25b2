/**
 * What an image model takes and gives, in the versions v2, v3 and v4 of the AI SDK's interfaces. The types are structural:
 * a second `@ai-sdk/provider` in the tree breaks pnpm and Yarn. `test/specification` holds them against the real ones.
 */
import type { JSONArray } from '@ai-sdk/provider';
import type { ProviderOptions } from '../specification/provider-options';
import type { SpecificationVersion } from '../specification/version';
import type { ModelWarnings } from '../specification/warning';

export type ImageCallOptions = {
  /** v3 and v4 allow a call without a prompt, of files alone. */
  prompt: string | undefined;
  /** Each image is a request of its own. */
  n: number;
  size: `${number}x${number}` | undefined;
  aspectRatio: `${number}:${number}` | undefined;
  seed: number | undefined;
  /** Input images, which v3 and v4 allow. A call with any is refused. */
  files?: unknown[] | undefined;
  /** A mask, which v3 and v4 allow. A call with one is refused. */
  mask?: unknown;
  providerOptions?: ProviderOptions | undefined;
  abortSignal?: AbortSignal | undefined;
  headers?: Record<string, string | undefined> | undefined;
};

export type ImageResult<V extends SpecificationVersion> = {
  /** Base64. */
  images: string[];
  warnings: ModelWarnings[V];
  /** `images` has one object for each image: the AI SDK needs it. */
  providerMetadata: Record<string, { images: JSONArray }>;
  response: { timestamp: Date; modelId: string; headers: Record<string, string> | undefined };
};
