import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { RawFinish } from '../parts/raw-finish';
import type { Specifications } from './language-model-types';
import type { SpecificationVersion } from './version';
import type { Warning } from './warning';

/** How a version of the specification says that in which the versions differ. */
export type Specification<V extends SpecificationVersion> = {
  readonly version: V;
  /** @param headers those of the call. */
  toStart(
    warnings: Warning[],
    headers: Record<string, string | undefined> | undefined,
  ): Specifications[V]['part'];
  /** The place at which each part leaves the package. */
  toPart(part: LanguageModelV2StreamPart, rawFinish: RawFinish): Specifications[V]['part'];
};
