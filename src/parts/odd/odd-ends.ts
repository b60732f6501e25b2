import { InvalidResponseDataError } from '@ai-sdk/provider';
import { isCutShort, toFinishReason } from '../finish-reason';
import type { RawFinish } from '../raw-finish';
import { toUsage } from '../usage';

/** Whether a call is not closed and all the tokens are spent, although the server says that it is whole (field-reports-2.md H6). */
export function isCutByLimit(
  { usage, rawFinishReason }: RawFinish,
  outputLimit: number,
  content: { hasHalfCall(): boolean },
): boolean {
  const { outputTokens } = toUsage(usage);
  if (!outputTokens || outputTokens < outputLimit) return false;
  if (isCutShort(rawFinishReason) || toFinishReason(rawFinishReason) === 'error') return false;
  return content.hasHalfCall();
}

export function toNamelessCallError(): InvalidResponseDataError {
  return new InvalidResponseDataError({
    data: undefined,
    message: 'Heroku sent a tool call without a name.',
  });
}

export function toContradictionError(): InvalidResponseDataError {
  return new InvalidResponseDataError({
    data: undefined,
    message:
      'The JSON that was streamed turned out to be part of the reasoning: a closing tag and more JSON followed it. ' +
      'An answer that is not streamed is read whole: generateText or generateObject, without generateByStreaming.',
  });
}
