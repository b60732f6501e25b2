import type { LanguageModelV2FinishReason, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import type { RawFinish } from '../parts/finish';
import { toTokenCounts } from '../parts/finish';
import type { FinishReasonV3, StreamPartV3, UsageV3 } from './language-model-types';
import type { Specification } from './specification';
import { toWarningV3, type Warning } from './warning';

export const v3: Specification<'v3'> = { version: 'v3', toStart, toPart };

/** What a chat model gives is the same in v4 as in v3. */
export const v4: Specification<'v4'> = { version: 'v4', toStart, toPart };

function toStart(warnings: Warning[]): StreamPartV3 {
  return { type: 'stream-start', warnings: warnings.map(toWarningV3) };
}

function toPart(part: LanguageModelV2StreamPart, rawFinish: RawFinish): StreamPartV3 {
  if (part.type !== 'finish') return part as StreamPartV3;
  return {
    ...part,
    finishReason: toFinishReasonV3(part.finishReason, rawFinish),
    usage: toUsageV3(rawFinish),
  };
}

function toFinishReasonV3(
  reason: LanguageModelV2FinishReason,
  { rawFinishReason }: RawFinish,
): FinishReasonV3 {
  return { unified: reason === 'unknown' ? 'other' : reason, raw: rawFinishReason };
}

function toUsageV3({ usage: raw }: RawFinish): UsageV3 {
  const { input, cacheRead, cacheWrite, output, reasoning } = toTokenCounts(raw);
  return {
    inputTokens: {
      total: input,
      noCache: toRest(input, cacheRead, cacheWrite),
      cacheRead,
      cacheWrite,
    },
    outputTokens: { total: output, text: toRest(output, reasoning), reasoning },
    ...(raw && { raw }),
  };
}

/** The total without its known parts. Undefined where none is known, or where they were counted apart from the total. */
function toRest(total: number | undefined, ...parts: (number | undefined)[]): number | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (total === undefined || known.length === 0) return undefined;
  const rest = known.reduce((left, part) => left - part, total);
  return rest < 0 ? undefined : rest;
}
