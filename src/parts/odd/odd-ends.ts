import { InvalidResponseDataError } from '@ai-sdk/provider';
import type { RawFinish } from '../finish';
import { isCutShort, toFinishReason, toUsage } from '../finish';

/** Whether all the tokens are spent, so that a call which is not closed was cut, although the server says that it is whole (field-reports-2.md H6). */
export function isCutByLimit(
  { usage, rawFinishReason }: RawFinish,
  outputLimit: number | undefined,
): boolean {
  const { outputTokens } = toUsage(usage);
  if (!outputTokens || !outputLimit || outputTokens < outputLimit) return false;
  return !isCutShort(rawFinishReason) && toFinishReason(rawFinishReason) !== 'error';
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
