import type { Specification } from './specification';
import { toWarningV2 } from './warning';

/** The readers of answers write parts of v2. */
export const v2: Specification<'v2'> = {
  version: 'v2',
  toStart: (warnings, headers) => ({
    type: 'stream-start',
    warnings: warnings.map((warning) => toWarningV2(warning, headers)),
  }),
  toPart: (part) => part,
};
