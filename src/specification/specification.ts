import type { LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { RawFinish } from '../parts/finish';
import type { Specifications } from './language-model-types';
import type { SpecificationVersion } from './version';
import type { Warning } from './warning';

/** What differs between the versions of the specification, as one of them writes it. */
export type Specification<V extends SpecificationVersion> = {
  readonly version: V;
  /** @param headers the headers of the call. */
  toStart(
    warnings: Warning[],
    headers: Record<string, string | undefined> | undefined,
  ): Specifications[V]['part'];
  /** Called for each part that leaves the package. */
  toPart(part: LanguageModelV2StreamPart, rawFinish: RawFinish): Specifications[V]['part'];
};
